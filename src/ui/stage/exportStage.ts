import type { ClusterView } from '~/views/clusterView'
import { copyText } from '../kit/lens/copyText'
import { savePng, saveSvg } from '../kit/lens/saveDrawing'
import { csvFile, layeredFile, saveFile } from '../kit/lens/saveFile'

/** Saves the drawing as it stands: what flies lies over what stands. */
export function exportSvg(layers: readonly SVGSVGElement[]): void {
  if (layers.length > 0) void saveSvg('stage.svg', layeredFile(layers))
}

/** Saves the same as a picture. */
export function exportPng(layers: readonly SVGSVGElement[]): void {
  if (layers.length > 0) void savePng('stage.png', layeredFile(layers))
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

function rowsOf(cluster: ClusterView): readonly (readonly (string | number)[])[] {
  const replicas = cluster.brokers.flatMap((broker) => broker.replicas)
  return [COLUMNS, ...replicas.map((replica) => COLUMNS.map((name) => replica[name]))]
}

/** Saves the replicas as a table. */
export function exportCsv(cluster: ClusterView): void {
  saveFile('replicas.csv', 'text/csv', csvFile(rowsOf(cluster)))
}

/** Puts the replicas on the clipboard, a line each. */
export function copyReplicas(cluster: ClusterView): void {
  const lines = rowsOf(cluster).map((row) => row.join('\t'))
  copyText(lines.join('\n'))
}
