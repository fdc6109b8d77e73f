import type { ClusterView } from '~/views/clusterView'
import { csvFile, layeredFile, saveFile } from '../kit/saveFile'

/** Saves the drawing as it stands: what flies lies over what stands. */
export function exportSvg(layers: readonly SVGSVGElement[]): void {
  if (layers.length > 0) saveFile('stage.svg', 'image/svg+xml', layeredFile(layers))
}

const COLUMNS = [
  'topic',
  'partition',
  'broker',
  'standing',
  'leaderEpoch',
  'logStartOffset',
  'highWatermark',
  'logEndOffset',
] as const

/** Saves the replicas as a table. */
export function exportCsv(cluster: ClusterView): void {
  const rows = cluster.brokers
    .flatMap(({ replicas }) => replicas)
    .map((replica) => COLUMNS.map((name) => replica[name]))
  saveFile('replicas.csv', 'text/csv', csvFile([COLUMNS, ...rows]))
}
