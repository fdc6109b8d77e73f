import { javaDate } from './logTime'
import type { KafkaFile } from '~/kafka/model'
import { checkpointLines, isOffsetCheckpoint } from '~/kafka/log/checkpoints'
import { isDeleted } from '~/kafka/log/loadLog'
import type { SegmentFile } from '~/kafka/log/logFiles'
import type { MetaPropertiesFile } from '~/kafka/server/metaProperties'
import { isMetaProperties } from '~/kafka/server/metaProperties'
import { isLeaderEpochFile, isPartitionMetadata, isSegmentFile } from '~/kafka/log/logFiles'

/** The disk of the machine that a tool runs on. */
export interface Disk {
  readonly read: (path: string) => KafkaFile | undefined
  readonly list: () => readonly string[]
}

/** A path's last part. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The segment that a `.log`, `.index` or `.timeindex` belongs to; undefined: there is none. */
export function segmentAt(disk: Disk, path: string): SegmentFile | undefined {
  const file = disk.read(path.replace(/\.(?:time)?index(?=$|\.deleted$)/, '.log'))
  return isSegmentFile(file) ? file : undefined
}

const OWN_META_PROPERTIES = 'data/meta.properties'

/** Whose a log directory is, or null: it is not formatted. A node keeps one such file for all of its own. */
export function metaPropertiesAt(
  disk: Disk,
  directory: string,
  nodeId: number | null = null,
): MetaPropertiesFile | null {
  const file = disk.read(`${directory}/meta.properties`)
  if (isMetaProperties(file)) return file
  const own = disk.read(OWN_META_PROPERTIES)
  if (!isMetaProperties(own)) return null
  return nodeId === null || own.nodeId === nodeId ? own : null
}

/** True when something is in a directory. */
export function isDirectory(disk: Disk, path: string): boolean {
  return disk.list().some((file) => file.startsWith(`${path}/`))
}

/** Java: Properties.store of MetaProperties. */
function metaPropertiesLines(file: MetaPropertiesFile): readonly string[] {
  return [
    '#',
    `#${javaDate(file.writtenMs)}`,
    `node.id=${file.nodeId}`,
    `directory.id=${file.directoryId}`,
    'version=1',
    `cluster.id=${file.clusterId}`,
  ]
}

/** The lines of a text file as a server writes it; null: there is none, or it is no text. */
export function textOf(disk: Disk, path: string): readonly string[] | null {
  if (baseName(path) === 'meta.properties') {
    const file = metaPropertiesAt(disk, path.slice(0, path.lastIndexOf('/')))
    if (file !== null) return metaPropertiesLines(file)
  }
  const file = disk.read(path)
  if (isOffsetCheckpoint(file)) return checkpointLines(file)
  if (isLeaderEpochFile(file)) {
    const rows = file.epochs.map(({ epoch, startOffset }) => `${epoch} ${startOffset}`)
    return ['0', String(rows.length), ...rows]
  }
  if (isPartitionMetadata(file)) return ['version: 0', `topic_id: ${file.topicId}`]
  return null
}

/** True when there is a file of that name, whatever is in it. */
export function exists(disk: Disk, path: string): boolean {
  if (disk.read(path) !== undefined) return true
  return !isDeleted(path) && segmentAt(disk, path) !== undefined
}
