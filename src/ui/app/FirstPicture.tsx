import { useStore } from 'zustand'
import { layout } from '~/store/layout'
import type { ClusterView } from '~/views/clusterView'
import { Logo } from '../kit/Logo'
import { PHONE, useMedia } from '../kit/useMedia'
import { useWords } from '../kit/useWords'
import { StagePicture } from '../stage/StagePicture'
import { Rail } from './Rail'
import { useSizes } from './useSizes'
import './app.css'
import './topbar.css'
import '../timeline/caption.css'
import '../timeline/transport.css'

/**
 * The page before its engine is there: the same regions at the same places, with what stands on
 * the stage. Nothing of it can be used yet.
 */
export function FirstPicture({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useWords()
  const isPhone = useMedia(PHONE)
  const { inspectorOpen, isPresenting } = useStore(layout)
  const { style } = useSizes()
  const hasSecond = !isPhone && !isPresenting
  return (
    <div
      className="app"
      aria-busy="true"
      inert
      data-second={hasSecond}
      data-inspector={inspectorOpen}
      data-work="opening"
      data-presenting={isPresenting || undefined}
      style={style}
    >
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
      <section className="app-time" />
    </div>
  )
}
