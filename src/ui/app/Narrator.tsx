import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { playback } from '~/store/playback'
import { preferences } from '~/store/preferences'
import { currentRun } from '~/store/session'
import { captionOf, plain } from '../kit/text/caption'
import { seconds } from '../kit/text/format'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { narrate, narration } from './narration'
import type { Tellable, Told } from './nextTelling'
import { afterTelling, nextTelling } from './nextTelling'

/** Feeds the live regions: moments while playing, every step where it is wished. */
function useNarration() {
  const { t } = useWords()
  const { moment, momentNumber, index } = useFrame()
  const level = useStore(preferences, (state) => state.narration)
  const detail = useStore(preferences, (state) => state.detail)
  const last = useRef<Told | null>(null)
  useEffect(() => {
    const old = last.current
    const isAlert = moment?.severity === 'alert'
    const now: Tellable = {
      index,
      moment: momentNumber,
      isMoment: moment?.index === index - 1,
      isAlert,
      isPlaying: playback.getState().isPlaying,
      level,
      at: performance.now(),
    }
    // The region is empty at load: what is there already is not news.
    if (old === null) {
      last.current = { index, toldIndex: index, moment: momentNumber, at: 0 }
      return
    }
    const telling = nextTelling(old, now)
    last.current = afterTelling(old, now, telling)
    if (telling === null) return
    if (telling.type === 'moment') {
      const caption = moment === null ? '' : plain(captionOf(t, moment, detail))
      const { passed } = telling
      narrate(passed === 0 ? caption : t('narrate.moments', { caption, count: passed }), isAlert)
    } else if (telling.type === 'events') {
      narrate(t('narrate.events', { count: telling.count }), false)
    } else {
      const value = { time: seconds(currentRun().now()), index, end: currentRun().endIndex() }
      narrate(t('time.value', value), false)
    }
  }, [t, moment, momentNumber, index, level, detail])
}

/** One polite and one assertive live region; nothing to see. EXPERIENCE (i). */
export function Narrator() {
  useNarration()
  const { text, isAlert, turn } = useStore(narration)
  // A sentence that is told again must differ, or it is not read.
  const told = turn % 2 === 0 ? text : `${text}\u00a0`
  return (
    <div className="visually-hidden">
      <p aria-live="polite">{isAlert ? '' : told}</p>
      <p aria-live="assertive">{isAlert ? told : ''}</p>
    </div>
  )
}
