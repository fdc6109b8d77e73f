import type { LogDirectory } from '../broker/directoryState'
import { drawId } from '../drawUuid'
import type { KafkaContext, KafkaEffect } from '../effects'
import type { BootstrapFile } from '../metadata/bootstrap'
import { BOOTSTRAP_NAME, isBootstrap, latestBootstrap } from '../metadata/bootstrap'
import type { NodeId } from '../ids'
import type { KafkaFile } from '../model'
import type { MetadataRecord } from '../protocol/metadataRecords'
import { wallClockMs } from '../wallClock'
import type { ServerSpec } from '../serverSpec'

/** The file `meta.properties`: whose log directory this is. §8.1. Kafka: MetaProperties. */
export interface MetaPropertiesFile extends KafkaFile {
  readonly kind: 'metaProperties'
  readonly clusterId: string
  readonly nodeId: NodeId
  readonly directoryId: string
  /** The metadata log is there: what its server's settings say, and no tool can know. */
  readonly holdsMetadataLog: boolean
  /** When, ms since 1970. */
  readonly writtenMs: number
}

/** True when a file says whose log directory it is in. */
export function isMetaProperties(file: KafkaFile | undefined): file is MetaPropertiesFile {
  return file?.kind === 'metaProperties'
}

/** A server's directories with their ids, the metadata log's first; those that cannot be read are left out. */
interface Formatted {
  readonly directories: readonly LogDirectory[]
  readonly effects: readonly KafkaEffect[]
}

/** What `kafka-storage.sh format` left in the directories; a fresh one is formatted first. */
export function formatted(spec: ServerSpec, dirs: readonly string[], ctx: KafkaContext): Formatted {
  const directories: LogDirectory[] = []
  const effects: KafkaEffect[] = []
  for (const dir of dirs) {
    if (ctx.diskFault(dir) === 'failed') continue
    const path = `${dir}/meta.properties`
    const file = ctx.readFile(path)
    if (isMetaProperties(file)) {
      directories.push({ dir, id: file.directoryId })
      continue
    }
    const id = idOf(spec, dir === dirs[0]) ?? drawId(ctx)
    directories.push({ dir, id })
    const { clusterId, nodeId } = spec
    const content: MetaPropertiesFile = {
      kind: 'metaProperties',
      clusterId,
      nodeId,
      directoryId: id,
      holdsMetadataLog: dir === dirs[0],
      writtenMs: wallClockMs(ctx.clock),
    }
    const first: BootstrapFile = {
      kind: 'bootstrapCheckpoint',
      records: latestBootstrap(),
      writtenMs: content.writtenMs,
    }
    effects.push({ type: 'WriteFile', path, content, flush: true })
    const beside = `${dir}/${BOOTSTRAP_NAME}`
    effects.push({ type: 'WriteFile', path: beside, content: first, flush: true })
  }
  return { directories, effects }
}

/** The id that the format's voters name for this node's metadata log, or null. */
function idOf({ format, nodeId }: ServerSpec, isMetadataDir: boolean): string | null {
  if (!isMetadataDir || format?.type !== 'initialControllers') return null
  return format.voters.find(({ id }) => id === nodeId)?.directoryId ?? null
}

/**
 * What the controller would write into an empty log: as the metadata log's directory says, or the
 * latest levels. Kafka: BootstrapDirectory.read.
 */
export function bootstrapRecordsIn(dir: string, ctx: KafkaContext): readonly MetadataRecord[] {
  const file = ctx.readFile(`${dir}/${BOOTSTRAP_NAME}`)
  return isBootstrap(file) ? file.records : latestBootstrap()
}
