import type { ClusterView } from '~/views/clusterView'
import { csvFile, drawingFile, saveFile } from '../kit/saveFile'

/** Saves the drawing as it stands. */
export function exportSvg(svg: SVGSVGElement): void {
  saveFile('stage.svg', 'image/svg+xml', drawingFile([svg]))
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
