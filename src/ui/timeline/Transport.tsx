import { useStore } from 'zustand'
import { playback, togglePlaying } from '~/store/playback'
import { currentRun, nextMoment, previousMoment, stepBack, stepForward } from '~/store/session'
import { useFrame, useNow } from '../kit/useFrame'
import { useWords } from '../kit/useWords'

/** Play, pause, steps, the clock. EXPERIENCE (d). */
export function Transport() {
  const { t } = useWords()
  const { index } = useFrame()
  const now = useNow()
  const isPlaying = useStore(playback, (state) => state.isPlaying)
  return (
    <section className="app-time" aria-label={t('time.cursor')}>
      <button className="button" onClick={previousMoment}>
        {t('time.previous')}
      </button>
      <button className="button" onClick={stepBack}>
        {t('time.back')}
      </button>
      <button className="button" data-primary onClick={togglePlaying}>
        {t(isPlaying ? 'time.pause' : 'time.play')}
      </button>
      <button className="button" onClick={stepForward}>
        {t('time.forward')}
      </button>
      <button className="button" onClick={nextMoment}>
        {t('time.next')}
      </button>
      <span>{(now / 1_000_000).toFixed(3)} s</span>{' '}
      <span>{t('time.event', { index, end: currentRun().endIndex() })}</span>
    </section>
  )
}
