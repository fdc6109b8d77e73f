import { useStore } from 'zustand'
import { layout } from '~/store/layout'
import type { ClusterView } from '~/views/clusterView'
import { Logo } from '../kit/Logo'
import { PHONE, useMedia } from '../kit/useMedia'
import { useWords } from '../kit/text/useWords'
import { StagePicture } from '../stage/StagePicture'
import { PlayButton } from '../timeline/PlayButton'
import { Rail } from './Rail'
import { useSizes } from './useSizes'
import './app.css'
import './topbar.css'
import '../timeline/caption.css'
import '../timeline/transport.css'

interface FirstPictureProps {
  readonly cluster: ClusterView
  /** Whether the run will play when it is open. */
  readonly opensPlaying: boolean
}

/**
 * The page before its engine is there: the same regions at the same places, with what stands on
 * the stage. Only whether it will play can be said already; the script that draws it listens.
 */
export function FirstPicture({ cluster, opensPlaying }: FirstPictureProps) {
  const { t } = useWords()
  const isPhone = useMedia(PHONE)
  const { inspectorOpen, ...wished } = useStore(layout)
  const isPresenting = wished.isPresenting && !isPhone
  const { style } = useSizes()
  const hasSecond = !isPhone && !isPresenting
  return (
    <div
      className="app"
      aria-busy="true"
      data-second={hasSecond}
      data-inspector={inspectorOpen}
      data-work="opening"
      data-presenting={isPresenting || undefined}
      style={style}
    >
      <div className="app-still" inert>
        <header className="app-top">
          <h1 className="app-logo">
            <Logo />
            <span className="app-name">Offset</span>
          </h1>
        </header>
        <Rail />
        <main className="app-main" aria-label={t('app.main')}>
          <StagePicture cluster={cluster} />
        </main>
        <section className="app-caption" />
        {hasSecond ? <section className="app-lower" /> : null}
        {inspectorOpen ? <aside className="app-side" /> : null}
      </div>
      <section className="app-time" aria-label={t('time.region')}>
        <EarlyButtons opensPlaying={opensPlaying} />
      </section>
    </div>
  )
}

/** The buttons at their places; the one in the middle answers. */
function EarlyButtons({ opensPlaying }: Pick<FirstPictureProps, 'opensPlaying'>) {
  const { t } = useWords()
  return (
    <>
      <div className="rulers" />
      <div className="transport-row">
        <div className="play-buttons">
          <div className="app-still" inert>
            <PlayButton drawing="start" label={t('time.start')} />
            <PlayButton drawing="back" label={t('time.previous')} />
          </div>
          <PlayButton
            drawing={opensPlaying ? 'pause' : 'play'}
            label={t(opensPlaying ? 'time.pause' : 'time.play')}
            isEarly
          />
          <div className="app-still" inert>
            <PlayButton drawing="forward" label={t('time.next')} />
            <PlayButton drawing="end" label={t('time.end')} />
          </div>
        </div>
      </div>
      <div className="clock" />
    </>
  )
}
