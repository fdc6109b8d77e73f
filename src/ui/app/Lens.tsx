import { lazy, Suspense } from 'react'
import type { MainLens } from '~/store/layout'
import { ClusterStage } from '../stage/ClusterStage'
import { Panel } from './Panel'

const PartitionLogs = lazy(() =>
  import('../log/PartitionLogs').then((module) => ({ default: module.PartitionLogs })),
)
const Terminal = lazy(() =>
  import('../terminal/Terminal').then((module) => ({ default: module.Terminal })),
)
const Charts = lazy(() =>
  import('../chart/Statecharts').then((module) => ({ default: module.Statecharts })),
)
const EventLog = lazy(() =>
  import('../events/EventLog').then((module) => ({ default: module.EventLog })),
)
const IsrLens = lazy(() => import('../isr/IsrLens').then((module) => ({ default: module.IsrLens })))
const MetadataLens = lazy(() =>
  import('../metadata/MetadataLens').then((module) => ({ default: module.MetadataLens })),
)
const LadderLens = lazy(() =>
  import('../ladder/LadderLens').then((module) => ({ default: module.LadderLens })),
)

function drawingOf(name: MainLens) {
  switch (name) {
    case 'stage':
      return <ClusterStage />
    case 'logs':
      return <PartitionLogs />
    case 'events':
      return <EventLog />
    case 'charts':
      return <Charts />
    case 'terminal':
      return <Terminal />
    case 'isr':
      return <IsrLens />
    case 'metadata':
      return <MetadataLens />
    case 'ladder':
      return <LadderLens />
  }
}

/** A lens by its name; one that fails leaves the others standing. */
export function Lens({ name }: { readonly name: MainLens }) {
  return (
    <Panel key={name}>
      <Suspense>{drawingOf(name)}</Suspense>
    </Panel>
  )
}
