import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { layout } from '~/store/layout'
import { useWords } from '../kit/useWords'
import { Inspector } from '../inspector/Inspector'
import { ClusterStage } from '../stage/ClusterStage'
import { Caption } from '../timeline/Caption'
import { Transport } from '../timeline/Transport'
import { PlayLoop } from '../timeline/PlayLoop'
import { Rail } from './Rail'
import { SecondLens } from './SecondLens'
import { TopBar } from './TopBar'
import './app.css'

const ImportDialog = lazy(() =>
  import('../import/ImportDialog').then((module) => ({ default: module.ImportDialog })),
)

/** The page: regions in the order in which a screen reader meets them. EXPERIENCE (b). */
export function App() {
  const { t } = useWords()
  const showsSecond = useStore(layout, (state) => state.showsSecond)
  const inspectorOpen = useStore(layout, (state) => state.inspectorOpen)
  const importOpen = useStore(layout, (state) => state.importOpen)
  return (
    <div className="app" data-second={showsSecond} data-inspector={inspectorOpen}>
      <PlayLoop />
      <TopBar />
      <Rail />
      <main className="app-main" aria-label={t('app.main')}>
        <ClusterStage />
      </main>
      <Caption />
      <SecondLens />
      {inspectorOpen ? <Inspector /> : null}
      <Transport />
      {importOpen ? (
        <Suspense>
          <ImportDialog />
        </Suspense>
      ) : null}
    </div>
  )
}
