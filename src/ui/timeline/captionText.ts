import type { ShownCue } from '~/store/cues'
import { momentToldBy } from '~/store/cues'
import { currentRun } from '~/store/session'
import type { Stop } from '~/store/stops'
import type { Moment } from '../kit/text/caption'
import { captionOf, sayAt } from '../kit/text/caption'
import type { Spoken } from '../kit/text/captionRoom'
import { joinedCaptions } from '../kit/text/captionRoom'
import type { Say } from '../kit/text/useWords'
import { followedText } from './followedText'
import { momentsBeside, momentsWith } from './momentsWith'

/** The captions of moments that came together, as far as there is room. */
export function momentsText(t: Say, moments: readonly Moment[], spoken: Spoken): string {
  return joinedCaptions(
    moments.map((moment) => captionOf(t, moment, spoken.detail)),
    spoken,
    (text, count, form) => t(`captions.more.${form}`, { text, count }),
  )
}

/** A moment's caption, with those of the moments that came with it. */
export function momentText(t: Say, moment: Moment, spoken: Spoken): string {
  return momentsText(t, momentsWith(moment, currentRun().moments()), spoken)
}

/** What is said at a cue: the deepest level gives the numbers of the event itself. */
export function cueText(
  t: Say,
  { word, numbers }: Pick<ShownCue, 'word' | 'numbers'>,
  { told, ...spoken }: Spoken & { readonly told: Moment | null },
): string {
  if (spoken.detail !== 'wire' || told === null) {
    return sayAt(t, { word, values: numbers }, spoken.detail)
  }
  return momentsText(t, momentsBeside(told, currentRun().moments()), spoken)
}

/** What is said at a stop: it is held until it can have been read. */
export function stopText(t: Say, stop: Stop, spoken: Spoken): string {
  switch (stop.type) {
    case 'moment':
      return momentText(t, stop.moment, spoken)
    case 'followed':
      return followedText(t, stop.facts, spoken)
    case 'cue':
      return cueText(t, stop.cue, { ...spoken, told: momentToldBy(stop.cue) })
    case 'beat':
      return ''
  }
}
