import { useStore } from 'zustand'
import { playback } from '~/store/playback'
import type { Playback } from '~/store/playback'
import { currentRun } from '~/store/session'
import { duration, seconds } from '../kit/text/format'
import { useFrame, useNow } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'

function rateOf(t: Say, { pace, speed }: Playback): string {
  if (pace.type === 'search') return t('time.rate.search')
  if (pace.type === 'hold') return t('time.rate.held')
  if (!('rate' in pace)) return t('time.rate.still')
  if (pace.type === 'gap' && pace.waitsFor !== null) {
    return t('time.gap.waiting', { time: duration(pace.micros), config: pace.waitsFor })
  }
  if (pace.type === 'gap') return t('time.gap', { time: duration(pace.micros) })
  return t('time.rate', { there: duration(pace.rate * speed) })
}

/** The instant, the event, and how time here compares with time there: each is drawn when it changes. */
export function Clock() {
  return (
    <div className="clock">
      <Time />
      <EventNumber />
      <Rate />
    </div>
  )
}

function Time() {
  const text = `${seconds(useNow())} s`
  // A longer number is another line, not one that moves. The same below.
  return (
    <p key={text.length} className="clock-time">
      {text}
    </p>
  )
}

/** Stands in the sentence where the event's number is drawn. */
const PLACE = '\u0000'

function EventNumber() {
  const { t } = useWords()
  const { index } = useFrame()
  const end = String(currentRun().endIndex())
  const [before, after] = t('time.event', { index: PLACE, end }).split(PLACE)
  // As wide as the last one: what stands before the number does not move.
  return (
    <p key={end.length} className="clock-event">
      {before}
      <span style={{ minWidth: `${end.length}ch` }}>{index}</span>
      {after}
    </p>
  )
}

function Rate() {
  const { t } = useWords()
  const state = useStore(playback)
  const text = rateOf(t, state)
  return (
    <p key={text} className="clock-rate" data-gap={state.pace.type === 'gap' || undefined}>
      {text}
    </p>
  )
}
