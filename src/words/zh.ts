import type { WordKey } from './en'
import { actZh } from './zh/act'
import { appZh } from './zh/app'
import { briefZh } from './zh/brief'
import { compareZh } from './zh/compare'
import { clientsZh } from './zh/clients'
import { conditionZh } from './zh/condition'
import { cuesZh } from './zh/cues'
import { eventsZh } from './zh/events'
import { faultsZh } from './zh/faults'
import { futuresZh } from './zh/futures'
import { importZh } from './zh/import'
import { inspectorZh } from './zh/inspector'
import { chartZh } from './zh/chart'
import { isrZh } from './zh/isr'
import { journeyZh } from './zh/journey'
import { keysZh } from './zh/keys'
import { ladderZh } from './zh/ladder'
import { libraryZh } from './zh/library'
import { logZh } from './zh/log'
import { metadataZh } from './zh/metadata'
import { minuteZh } from './zh/minute'
import { momentsZh } from './zh/moments'
import { reasonsZh } from './zh/reasons'
import { rulesZh } from './zh/rules'
import { shareZh } from './zh/share'
import { stageZh } from './zh/stage'
import { terminalZh } from './zh/terminal'
import { termsZh } from './zh/terms'
import { timeZh } from './zh/time'
import { whyZh } from './zh/why'
import { whyNotZh } from './zh/whyNot'

/** 页面上的每一句话，中文；ICU 消息语法。 */
export const zh: Readonly<Record<WordKey, string>> = {
  ...actZh,
  ...appZh,
  ...briefZh,
  ...compareZh,
  ...clientsZh,
  ...conditionZh,
  ...cuesZh,
  ...eventsZh,
  ...faultsZh,
  ...futuresZh,
  ...importZh,
  ...inspectorZh,
  ...chartZh,
  ...isrZh,
  ...journeyZh,
  ...keysZh,
  ...ladderZh,
  ...libraryZh,
  ...logZh,
  ...metadataZh,
  ...minuteZh,
  ...momentsZh,
  ...reasonsZh,
  ...rulesZh,
  ...shareZh,
  ...stageZh,
  ...terminalZh,
  ...termsZh,
  ...timeZh,
  ...whyZh,
  ...whyNotZh,
}
