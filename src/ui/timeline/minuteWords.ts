import type { MinuteStep, SeenBeat } from '~/store/firstMinute'
import type { Detail } from '~/store/preferences'
import type { Values } from '~/words/say'
import { sayAt } from '../kit/text/caption'
import { duration, seconds } from '../kit/text/format'
import type { Say } from '../kit/text/useWords'

/** What the sentence is said of. */
interface Told {
  readonly detail: Detail
  /** The newest beat at the cursor; null: none has come. */
  readonly newest: SeenBeat | null
  /** How many events have happened. */
  readonly cursor: number
}

/** The sentence of the first minute at the cursor, at a depth. EXPERIENCE J1. */
export function minuteText(t: Say, now: MinuteStep, told: Told): string {
  const { detail, newest, cursor } = told
  // The last beat is said while it is there: what is offered comes with it, and is said after it.
  if (newest?.mark.beat === 'read' && newest.mark.index === cursor - 1 && isOffer(now)) {
    return beatText(t, newest, detail)
  }
  switch (now.step) {
    case 'watch':
    case 'watchYours':
      return watchText(t, now.step === 'watchYours', told)
    case 'told':
      return answerText(t, now.answer, detail)
    default:
      return sayAt(t, { word: `minute.${now.step}`, values: valuesOf(now) }, detail)
  }
}

/** A step that follows a record's last beat. */
const isOffer = ({ step }: MinuteStep) => step === 'send' || step === 'unplug'

type Offered = Exclude<MinuteStep, { readonly step: 'watch' | 'watchYours' | 'told' }>

function valuesOf(now: Offered): Values {
  switch (now.step) {
    case 'send':
      return {}
    case 'unplug':
      return { broker: now.broker, ...now.leadership }
    case 'watchLeader':
      return { broker: now.broker }
    case 'ask':
      return { leader: now.leader, ...now.leadership }
  }
}

function watchText(t: Say, isYours: boolean, { detail, newest }: Told): string {
  if (newest !== null && newest.isYours === isYours) return beatText(t, newest, detail)
  return sayAt(t, { word: isYours ? 'minute.waitYours' : 'minute.begin' }, detail)
}

/** What a beat means, at a depth. */
export function beatText(t: Say, { mark, isYours }: SeenBeat, detail: Detail): string {
  const word = isYours && detail === 'story' ? `beat.yours.${mark.beat}` : `beat.${mark.beat}`
  const values = { ...mark.values, whose: isYours ? 'yours' : 'any' }
  return sayAt(t, { word, values }, detail)
}

function answerText(t: Say, answer: Answer, detail: Detail): string {
  const { isRight, beat, offset, committedAt, at } = answer
  const by = duration(Math.abs(committedAt - at))
  const values = { time: seconds(committedAt), offset, by }
  const word = isRight ? 'minute.right' : `minute.wrong.${beat}`
  return sayAt(t, { word, values }, detail)
}

type Answer = Extract<MinuteStep, { readonly step: 'told' }>['answer']
