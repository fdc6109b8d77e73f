import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { playback } from '~/store/playback'
import { preferences } from '~/store/preferences'
import { currentRun } from '~/store/session'
import { captionOf, plain } from '../kit/caption'
import { seconds } from '../kit/format'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'
import { narrate, narration } from './narration'

/** While time passes, a sentence at most so often, ms. */
const PAUSE_MS = 2_500

/** Feeds the live regions: moments while playing, every step where it is wished. */
function useNarration() {
  const { t } = useWords()
  const { moment, momentNumber, index } = useFrame()
  const level = useStore(preferences, (state) => state.narration)
  const detail = useStore(preferences, (state) => state.detail)
  const last = useRef<{ readonly index: number; readonly told: number } | null>(null)
  useEffect(() => {
    const old = last.current
    // The region is empty at load: what is there already is not news.
    if (old === null || level === 'off') {
      last.current = { index, told: 0 }
      return
    }
    const { isPlaying } = playback.getState()
    const isMoment = moment?.index === index - 1
    const isDue =
      !isPlaying || moment?.severity === 'alert' || performance.now() - old.told > PAUSE_MS
    if (old.index === index || !isDue) return
    if (isMoment) {
      narrate(plain(captionOf(t, moment, detail)), moment.severity === 'alert')
      last.current = { index, told: performance.now() }
    } else if (level === 'all' && !isPlaying) {
      const value = { time: seconds(currentRun().now()), index, end: currentRun().endIndex() }
      narrate(t('time.value', value), false)
      last.current = { index, told: performance.now() }
    } else last.current = { ...old, index }
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
