import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Overlay as Layer } from '~/store/layout'
import { layout } from '~/store/layout'

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })))
const Help = lazy(() => import('./Help').then((module) => ({ default: module.Help })))
const Captions = lazy(() => import('./Captions').then((module) => ({ default: module.Captions })))
const FaultsDialog = lazy(() =>
  import('../faults/FaultsDialog').then((module) => ({ default: module.FaultsDialog })),
)
const Cues = lazy(() => import('./Cues').then((module) => ({ default: module.Cues })))
const Until = lazy(() => import('./Until').then((module) => ({ default: module.Until })))
const FuturesDialog = lazy(() =>
  import('./FuturesDialog').then((module) => ({ default: module.FuturesDialog })),
)
const Glossary = lazy(() => import('./Glossary').then((module) => ({ default: module.Glossary })))
const SavedRuns = lazy(() =>
  import('./SavedRuns').then((module) => ({ default: module.SavedRuns })),
)
const JourneyDialog = lazy(() =>
  import('./JourneyDialog').then((module) => ({ default: module.JourneyDialog })),
)
const ClientDialog = lazy(() =>
  import('./clients/ClientDialog').then((module) => ({ default: module.ClientDialog })),
)
const NewCluster = lazy(() =>
  import('./clients/NewCluster').then((module) => ({ default: module.NewCluster })),
)
const ImportDialog = lazy(() =>
  import('../import/ImportDialog').then((module) => ({ default: module.ImportDialog })),
)

const ShareDialog = lazy(() =>
  import('../share/ShareDialog').then((module) => ({ default: module.ShareDialog })),
)

/** What each layer above the page is. */
const LAYERS: Readonly<Record<Layer, () => ReactNode>> = {
  palette: () => <Palette />,
  help: () => <Help />,
  captions: () => <Captions />,
  faults: () => <FaultsDialog />,
  cues: () => <Cues />,
  until: () => <Until />,
  futures: () => <FuturesDialog />,
  glossary: () => <Glossary />,
  saved: () => <SavedRuns />,
  journey: () => <JourneyDialog />,
  producer: () => <ClientDialog key="producer" />,
  consumer: () => <ClientDialog key="consumer" />,
  plan: () => <NewCluster />,
}

/**
 * The layer above the page, if one is open; each comes when it is first asked for. While one comes,
 * another that is open is not hidden with it.
 */
export function Overlay() {
  const overlay = useStore(layout, (state) => state.overlay)
  const shareOpen = useStore(layout, (state) => state.shareOpen)
  const importOpen = useStore(layout, (state) => state.importOpen)
  return (
    <>
      {overlay === null ? null : <Suspense key={overlay}>{LAYERS[overlay]()}</Suspense>}
      <Suspense>{shareOpen ? <ShareDialog /> : null}</Suspense>
      <Suspense>{importOpen ? <ImportDialog /> : null}</Suspense>
    </>
  )
}
