import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import type { Frame } from '~/store/frame'
import { cueAtCursor, currentFamousRun, momentToldBy } from '~/store/cues'
import { minute, minuteStep, newestBeat } from '~/store/firstMinute'
import { arrange } from '~/store/layout'
import { preferences } from '~/store/preferences'
import { currentRun, isTouched, session } from '~/store/session'
import { selection } from '~/store/selection'
import { followedAt } from '~/store/stops'
import { askWhy } from '~/store/why'
import type { Moment } from '../kit/text/caption'
import { seconds } from '../kit/text/format'
import { Termed } from '../kit/text/Termed'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import type { Spoken } from '../kit/text/captionRoom'
import { cueText, momentText } from './captionText'
import { followedText } from './followedText'
import { MinuteOffer } from './MinuteOffer'
import { minuteText } from './minuteWords'
import './caption.css'

interface Shown {
  readonly at: number
  /** A cue's number, and of how many; null: a moment. */
  readonly cue: { readonly number: number; readonly of: number } | null
  readonly text: string
  /** What may be asked about. */
  readonly moment: Moment | null
}

/** How long the last cue of a run is left to be the end of its story, µs of simulated time. */
const LAST_CUE_MICROS = 5_000_000

/**
 * Whether a moment is said although cues tell the run: once a person has changed it, what they
 * brought about, as soon as it happens; after the last cue, whatever happens.
 */
function isSaidInstead(
  moment: Moment,
  cue: { readonly index: number; readonly at: number },
  isLast: boolean,
): boolean {
  if (isLast && moment.at > cue.at + LAST_CUE_MICROS) return true
  if (moment.index <= cue.index || moment.severity === 'info') return false
  return isTouched() || moment.severity === 'alert'
}

/** The caption of a run that is told by cues. */
function cueShown(t: Say, { moment }: Frame, spoken: Spoken): Shown | null {
  const famous = currentFamousRun()
  const cue = cueAtCursor()
  if (famous === null || cue === null) return null
  const number = famous.cues.indexOf(cue.cue) + 1
  if (moment !== null && isSaidInstead(moment, cue, number === famous.cues.length)) return null
  const told = momentToldBy(cue)
  const text = cueText(t, cue, { ...spoken, told })
  return { at: cue.at, cue: { number, of: famous.cues.length }, text, moment: told }
}

function useShown(frame: Frame): Shown {
  const { t, language } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  const isOpening = useStore(session, (state) => state.isOpening)
  const { moment, at, cluster } = frame
  const spoken = { detail, language }
  if (isOpening) {
    const time = (at / 1_000_000).toFixed(1)
    return { at, cue: null, text: t('app.opening', { time }), moment: null }
  }
  const followed = followedAt(frame.index - 1)
  if (followed.length > 0) {
    return { at, cue: null, text: followedText(t, followed, spoken), moment: momentHere(frame) }
  }
  const told = cueShown(t, frame, spoken)
  if (told !== null) return told
  if (moment !== null) {
    return { at: moment.at, cue: null, text: momentText(t, moment, spoken), moment }
  }
  const isDown = currentRun().scenario.startsDown && cluster.controllers.length === 0
  return { at, cue: null, text: t(isDown ? 'caption.down' : 'caption.begin'), moment: null }
}

type TimeRoom = CSSProperties & Readonly<Record<'--when', number>>

/** The moment of the newest event, if it is one. */
function momentHere({ moment, index }: Frame): Moment | null {
  return moment?.index === index - 1 ? moment : null
}

/** What the newest moment means, in two lines; its number and time at the left. */
export function Caption() {
  const { t } = useWords()
  const frame = useFrame()
  useStore(minute)
  useStore(selection, (state) => state.followed)
  const shown = useShown(frame)
  const isOpening = useStore(session, (state) => state.isOpening)
  const detail = useStore(preferences, (state) => state.detail)
  const now = isOpening ? null : minuteStep()
  const text =
    now === null
      ? shown.text
      : minuteText(t, now, { detail, newest: newestBeat(), cursor: frame.index })
  const time = `${seconds(now === null ? shown.at : frame.at)} s`
  // On a phone the text begins after the time, in the same line.
  const style: TimeRoom = { '--when': time.length }
  return (
    <section className="app-caption" aria-label={t('app.caption')} style={style}>
      <div className="caption-when">
        <CaptionNumber shown={shown} moment={frame.momentNumber} />
        <span className="caption-time">{time}</span>
      </div>
      {/* Another caption is another paragraph: nothing of the old one moves. */}
      <p key={text} className="caption-text">
        <Termed text={text} />
      </p>
      {now === null && shown.moment !== null ? <Why moment={shown.moment} /> : null}
      {now === null ? null : <MinuteOffer now={now} />}
    </section>
  )
}

/** Asks why the moment came. */
function Why({ moment }: { readonly moment: Moment }) {
  const { t } = useWords()
  return (
    <button className="text-button caption-why" onClick={() => askWhy(moment)}>
      {t('why.moment')}
    </button>
  )
}

/** The number of the moment, or of the cue: that one opens the list of cues. */
function CaptionNumber({ shown, moment }: { readonly shown: Shown; readonly moment: number }) {
  const { t } = useWords()
  if (shown.cue === null) {
    return <span className="caption-number">{t('caption.number', { number: moment })}</span>
  }
  return (
    <button
      className="caption-cues"
      aria-label={t('cues.open', { number: shown.cue.number, of: shown.cue.of })}
      onClick={() => arrange({ overlay: 'cues' })}
    >
      {t('cues.number', { number: shown.cue.number, of: shown.cue.of })}
    </button>
  )
}
