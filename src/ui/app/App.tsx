import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { arrange, layout } from '~/store/layout'
import { resize } from '~/store/sizes'
import { PHONE, useMedia } from '../kit/useMedia'
import { useWords } from '../kit/text/useWords'
import { PageDrop } from '../import/PageDrop'
import { Caption } from '../timeline/Caption'
import { PlayLoop } from '../timeline/PlayLoop'
import { Transport } from '../timeline/Transport'
import { Broken } from './Broken'
import { Lens } from './Lens'
import { Narrator } from './Narrator'
import { Sounds } from './Sounds'
import { Notice } from './Notice'
import { Overlay } from './Overlay'
import { Panel } from './Panel'
import { PreviewLayer } from './PreviewLayer'
import { Rail } from './Rail'
import { Splitter } from './Splitter'
import { TopBar } from './TopBar'
import { useKeys } from './useKeys'
import { useNoEmptyDrawer } from './useNoEmptyDrawer'
import { useNothingCompared } from './useNothingCompared'
import { useResting } from './useResting'
import { SECOND_LEAST, useSizes } from './useSizes'
import { useTraces } from './useTraces'
import { useTrying } from './useTrying'
import './app.css'

const Inspector = lazy(() =>
  import('../inspector/Inspector').then((module) => ({ default: module.Inspector })),
)

const Compare = lazy(() =>
  import('./compare/Compare').then((module) => ({ default: module.Compare })),
)
const Differences = lazy(() =>
  import('./compare/Differences').then((module) => ({ default: module.Differences })),
)

/** Below the stage: the first picture does not wait for it. */
const SecondLens = lazy(() =>
  import('./SecondLens').then((module) => ({ default: module.SecondLens })),
)

/** The page: regions in the order in which a screen reader meets them. EXPERIENCE (b). */
export function App() {
  const { t } = useWords()
  const isPhone = useMedia(PHONE)
  useKeys()
  useTrying()
  useNothingCompared(isPhone)
  useNoEmptyDrawer()
  const traces = useTraces()
  const { showsSecond, inspectorOpen, isSheetTall, ...wished } = useStore(layout)
  // A phone has one lens at a time as it is, and no room for a projector's letters.
  const isPresenting = wished.isPresenting && !isPhone
  const isResting = useResting(isPresenting)
  const { at, inspector, style } = useSizes()
  const hasSecond = isPhone || isPresenting ? showsSecond : true
  const hasMain = !isPhone || !showsSecond
  return (
    <div
      className="app"
      data-second={hasSecond}
      data-inspector={inspectorOpen}
      data-sheet={isSheetTall}
      {...traces}
      data-presenting={isPresenting || undefined}
      data-resting={isResting || undefined}
      style={style}
    >
      <PlayLoop />
      <PageDrop />
      <TopBar />
      <Rail />
      {hasMain ? <Main /> : null}
      <Caption />
      {hasSecond ? (
        <section className="app-lower" aria-label={t('app.second')}>
          {isPhone ? null : <LowerEdge />}
          <Lower />
        </section>
      ) : null}
      {inspectorOpen ? (
        <aside className="app-side" aria-label={t('app.inspector')}>
          {isPhone ? null : (
            <Splitter
              label={t('app.splitter.inspector')}
              orientation="vertical"
              value={inspector}
              min={280}
              max={480}
              onSize={(inspectorWidth) => resize(at, { inspectorWidth })}
              onFold={() => arrange({ inspectorOpen: false })}
            />
          )}
          <Panel>
            <Suspense>
              <Inspector />
            </Suspense>
          </Panel>
        </aside>
      ) : null}
      <Transport />
      <Layers />
    </div>
  )
}

/** What stands above the page or is only heard. */
function Layers() {
  return (
    <>
      <Broken />
      <Narrator />
      <Sounds />
      <Notice />
      <PreviewLayer />
      <Panel>
        <Overlay />
      </Panel>
    </>
  )
}

/** Two futures side by side take the place of both lenses; not on a phone. */
function useCompares(): boolean {
  const isPhone = useMedia(PHONE)
  return useStore(layout, (state) => state.isComparing) && !isPhone
}

/** The main lens, or the pair of two futures. */
function Main() {
  const { t } = useWords()
  const main = useStore(layout, (state) => state.main)
  return (
    <main className="app-main" aria-label={t('app.main')}>
      {useCompares() ? (
        <Panel>
          <Suspense>
            <Compare />
          </Suspense>
        </Panel>
      ) : (
        <Lens name={main} />
      )}
    </main>
  )
}

/** The edge of the second lens, which can be moved. */
function LowerEdge() {
  const { t } = useWords()
  const { at, second, secondMost } = useSizes()
  return (
    <Splitter
      label={t('app.splitter.second')}
      orientation="horizontal"
      value={second}
      min={SECOND_LEAST}
      max={secondMost}
      onSize={(secondHeight) => resize(at, { secondHeight })}
      onFold={() => resize(at, { secondHeight: second > SECOND_LEAST ? SECOND_LEAST : null })}
    />
  )
}

/** The second lens, or what differs; its place is kept until it has come. */
function Lower() {
  return (
    <Suspense fallback={<div className="app-second" />}>
      {useCompares() ? (
        <Panel>
          <Differences />
        </Panel>
      ) : (
        <SecondLens />
      )}
    </Suspense>
  )
}
