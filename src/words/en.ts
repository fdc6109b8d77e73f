import { actEn } from './en/act'
import { appEn } from './en/app'
import { briefEn } from './en/brief'
import { compareEn } from './en/compare'
import { clientsEn } from './en/clients'
import { conditionEn } from './en/condition'
import { cuesEn } from './en/cues'
import { eventsEn } from './en/events'
import { faultsEn } from './en/faults'
import { futuresEn } from './en/futures'
import { importEn } from './en/import'
import { inspectorEn } from './en/inspector'
import { chartEn } from './en/chart'
import { isrEn } from './en/isr'
import { journeyEn } from './en/journey'
import { keysEn } from './en/keys'
import { ladderEn } from './en/ladder'
import { libraryEn } from './en/library'
import { logEn } from './en/log'
import { metadataEn } from './en/metadata'
import { minuteEn } from './en/minute'
import { momentsEn } from './en/moments'
import { reasonsEn } from './en/reasons'
import { rulesEn } from './en/rules'
import { shareEn } from './en/share'
import { stageEn } from './en/stage'
import { terminalEn } from './en/terminal'
import { termsEn } from './en/terms'
import { timeEn } from './en/time'
import { whyEn } from './en/why'
import { whyNotEn } from './en/whyNot'

/** Every sentence of the page in English, by its key; ICU message syntax. */
export const en = {
  ...actEn,
  ...appEn,
  ...briefEn,
  ...compareEn,
  ...clientsEn,
  ...conditionEn,
  ...cuesEn,
  ...eventsEn,
  ...faultsEn,
  ...futuresEn,
  ...importEn,
  ...inspectorEn,
  ...chartEn,
  ...isrEn,
  ...journeyEn,
  ...keysEn,
  ...ladderEn,
  ...libraryEn,
  ...logEn,
  ...metadataEn,
  ...minuteEn,
  ...momentsEn,
  ...reasonsEn,
  ...rulesEn,
  ...shareEn,
  ...stageEn,
  ...terminalEn,
  ...termsEn,
  ...timeEn,
  ...whyEn,
  ...whyNotEn,
} as const

/** The key of a sentence. */
export type WordKey = keyof typeof en

/** True for the key of a sentence. */
export function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(en, key)
}
