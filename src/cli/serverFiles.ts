import { javaDate } from './logTime'
import type { KafkaFile } from '~/kafka/model'
import { checkpointLines, isOffsetCheckpoint } from '~/kafka/log/checkpoints'
import { isDeleted } from '~/kafka/log/loadLog'
import type { SegmentFile } from '~/kafka/log/logFiles'
import type { MetaPropertiesFile } from '~/kafka/server/metaProperties'
import { isMetaProperties } from '~/kafka/server/metaProperties'
import type { MetadataLog } from '~/kafka/quorum/metadataLog'
import { isMetadataLog } from '~/kafka/quorum/metadataLog'
import type { MetadataSnapshot } from '~/kafka/quorum/snapshot'
import { isMetadataSnapshot } from '~/kafka/quorum/snapshot'
import { isQuorumStateFile, quorumStateText } from '~/kafka/quorum/quorumFiles'
import { isCleanShutdown } from '~/kafka/broker/lifecycle'
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

const METADATA_DIRECTORY = /^(.*)\/__cluster_metadata-0\//

/** What lies in the metadata log's directory of the node that a path is in. */
function inMetadataLog(disk: Disk, path: string, name: string): KafkaFile | undefined {
  const directory = METADATA_DIRECTORY.exec(path)?.[1]
  if (directory === undefined) return undefined
  const owner = disk.read(`${directory}/meta.properties`)
  if (!isMetaProperties(owner) || !owner.holdsMetadataLog) return undefined
  return disk.read(`data/__cluster_metadata-0/${name}`)
}

/** The metadata log that a `.log` is the segment of; null: it is none. Its name is its first offset. */
export function metadataLogAt(disk: Disk, path: string): MetadataLog | null {
  const file = inMetadataLog(disk, path, 'log')
  if (!isMetadataLog(file)) return null
  const kept = file.batches.reduce((sum, batch) => sum + batch.sizeInBytes, 0)
  const base = file.sizeInBytes > kept ? 0 : (file.batches.first()?.baseOffset ?? file.endOffset)
  return baseName(path) === `${String(base).padStart(20, '0')}.log` ? file : null
}

/** The snapshot of the metadata that a file is, of a node or as formatted; null: it is none. */
export function snapshotAt(disk: Disk, path: string): MetadataSnapshot | null {
  const file = disk.read(path) ?? inMetadataLog(disk, path, baseName(path))
  return isMetadataSnapshot(file) ? file : null
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

/** Kafka: Uuid.METADATA_TOPIC_ID. */
const METADATA_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ'

/** The text files beside the metadata log; null: it is none of them. */
function metadataText(disk: Disk, path: string): readonly string[] | null {
  const state = inMetadataLog(disk, path, 'quorum-state')
  const log = inMetadataLog(disk, path, 'log')
  switch (baseName(path)) {
    case 'quorum-state':
      return isQuorumStateFile(state) ? [quorumStateText(state)] : null
    case 'leader-epoch-checkpoint':
      return isMetadataLog(log) ? metadataEpochs(log) : null
    case 'partition.metadata':
      return isMetadataLog(log) ? ['version: 0', `topic_id: ${METADATA_TOPIC_ID}`] : null
    default:
      return null
  }
}

/** Nothing is in the file before the first record; a log that begins at a snapshot had some. */
function metadataEpochs({ epochs, startOffset }: MetadataLog): readonly string[] {
  return epochs.length === 0 && startOffset === 0 ? [] : epochLines(epochs)
}

/** Kafka: LeaderEpochCheckpointFile. */
function epochLines(
  epochs: readonly { readonly epoch: number; readonly startOffset: number }[],
): readonly string[] {
  const rows = epochs.map(({ epoch, startOffset }) => `${epoch} ${startOffset}`)
  return ['0', String(rows.length), ...rows]
}

/** The lines of a text file as a server writes it; null: there is none, or it is no text. */
export function textOf(disk: Disk, path: string): readonly string[] | null {
  if (baseName(path) === 'meta.properties') {
    const file = metaPropertiesAt(disk, path.slice(0, path.lastIndexOf('/')))
    if (file !== null) return metaPropertiesLines(file)
  }
  const metadata = metadataText(disk, path)
  if (metadata !== null) return metadata
  const file = disk.read(path)
  if (isCleanShutdown(file)) {
    return [JSON.stringify({ version: 0, brokerEpoch: file.brokerEpoch })]
  }
  if (isOffsetCheckpoint(file)) return checkpointLines(file, baseName(path))
  if (isLeaderEpochFile(file)) {
    // The file of a log without epochs is made and stays empty. Kafka: CheckpointFile.
    return file.isWritten ? epochLines(file.epochs) : []
  }
  if (isPartitionMetadata(file)) return ['version: 0', `topic_id: ${file.topicId}`]
  return null
}

/** True when there is a file of that name, whatever is in it. */
export function exists(disk: Disk, path: string): boolean {
  if (disk.read(path) !== undefined) return true
  return !isDeleted(path) && segmentAt(disk, path) !== undefined
}
