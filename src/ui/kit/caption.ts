import type { Frame } from '~/store/frame'
import type { Detail } from '~/store/preferences'
import type { Stop } from '~/store/stops'
import { isWordKey } from '~/words/en'
import { factSentence } from './factSentence'
import { reasonText } from './reasonText'
import type { Say } from './useWords'

/** An instant worth stopping at, as the frame has it. */
export type Moment = NonNullable<Frame['moment']>

/** What a moment means, at a level of detail; `**` marks the subject. */
export function captionOf(t: Say, { kind, values }: Moment, detail: Detail): string {
  const { reason } = values
  const said = typeof reason === 'string' ? { reason: reasonText(t, reason) } : {}
  return t(`${detail}.${kind}`, { ...values, ...said })
}

/** A caption without its marks. */
export function plain(caption: string): string {
  return caption.replaceAll('**', '')
}

/** What is said at a stop of a run that is told: the cue's own caption, else the moment's. */
export function stopText(t: Say, stop: Stop, detail: Detail): string {
  if (stop.type === 'moment') return captionOf(t, stop.moment, detail)
  if (stop.type === 'followed') return followedText(t, stop.facts)
  return stop.type === 'cue' ? cueText(t, stop.cue.word, detail) : ''
}

/** What happened to what is followed. */
export function followedText(t: Say, facts: readonly Parameters<typeof factSentence>[1][]): string {
  return facts.map((fact) => factSentence(t, fact)).join(' ')
}

/** A cue's caption by its key: where a depth has one of its own, that. */
export function cueText(t: Say, word: string, detail: Detail): string {
  const own = `${detail}.${word}`
  if (isWordKey(own)) return t(own)
  return isWordKey(word) ? t(word) : ''
}
