import { useStore } from 'zustand'
import { playback, setPlaying, stepOff, stepOn, togglePlaying } from '~/store/playback'
import { currentRun, seek, session } from '~/store/session'
import { useWords } from '../kit/text/useWords'
import { PlayButton } from './PlayButton'

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
