import { useStore } from 'zustand'
import { playback, setPlaying, stepOff, stepOn, togglePlaying } from '~/store/playback'
import { currentRun, seek, session } from '~/store/session'
import { useWords } from '../kit/useWords'

const DRAWINGS = {
  start: 'M-7 -6h2v12h-2zM6 -6v12l-9 -6z',
  back: 'M5 -6v12l-9 -6z',
  play: 'M-4 -7v14l10 -7z',
  pause: 'M-5 -7h3.5v14h-3.5zM1.5 -7h3.5v14h-3.5z',
  forward: 'M-5 -6v12l9 -6z',
  end: 'M-6 -6v12l9 -6zM5 -6h2v12h-2z',
} as const

interface PlayButtonProps {
  readonly drawing: keyof typeof DRAWINGS
  readonly label: string
  readonly onPress: () => void
}

function PlayButton({ drawing, label, onPress }: PlayButtonProps) {
  const isMain = drawing === 'play' || drawing === 'pause'
  return (
    <button
      className="play-button"
      data-main={isMain || undefined}
      data-name={drawing}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
        <path d={DRAWINGS[drawing]} />
      </svg>
    </button>
  )
}

/** To the start, a step back, play, a step forward, to the newest event. A step is a moment unless chosen. */
export function PlayButtons() {
  const { t } = useWords()
  const isOpening = useStore(session, (state) => state.isOpening)
  const isPlaying = useStore(
    playback,
    (state) => state.isPlaying || (isOpening && state.opensPlaying),
  )
  const unit = useStore(playback, (state) => state.unit)
  const named = { unit: t(`time.unit.${unit}`) }
  const isMoment = unit === 'moment'
  const paused = (deed: () => void) => () => {
    setPlaying(false)
    deed()
  }
  return (
    <div className="play-buttons">
      <PlayButton drawing="start" label={t('time.start')} onPress={paused(() => seek(0))} />
      <PlayButton
        drawing="back"
        label={isMoment ? t('time.previous') : t('time.back', named)}
        onPress={paused(() => stepOff())}
      />
      <PlayButton
        drawing={isPlaying ? 'pause' : 'play'}
        label={t(isPlaying ? 'time.pause' : 'time.play')}
        onPress={togglePlaying}
      />
      <PlayButton
        drawing="forward"
        label={isMoment ? t('time.next') : t('time.forward', named)}
        onPress={paused(() => stepOn())}
      />
      <PlayButton
        drawing="end"
        label={t('time.end')}
        onPress={paused(() => seek(currentRun().endIndex()))}
      />
    </div>
  )
}
