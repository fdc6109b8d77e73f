import { drawId } from '../drawUuid'
import type { KafkaContext, KafkaEffect } from '../effects'
import type { NodeId } from '../ids'
import type { KafkaFile } from '../model'
import { wallClockMs } from '../wallClock'
import type { ServerSpec } from '../serverSpec'

/** The file `meta.properties`: whose log directory this is. §8.1. Kafka: MetaProperties. */
export interface MetaPropertiesFile extends KafkaFile {
  readonly kind: 'metaProperties'
  readonly clusterId: string
  readonly nodeId: NodeId
  readonly directoryId: string
  /** When, ms since 1970. */
  readonly writtenMs: number
}

/** Where it is kept. */
const META_PROPERTIES_PATH = 'data/meta.properties'

/** True when a file says whose log directory it is in. */
export function isMetaProperties(file: KafkaFile | undefined): file is MetaPropertiesFile {
  return file?.kind === 'metaProperties'
}

/** What `kafka-storage.sh format` left on the disk; a fresh disk is formatted first. */
export function formatted(
  spec: ServerSpec,
  ctx: KafkaContext,
): { readonly directoryId: string; readonly effects: readonly KafkaEffect[] } {
  const file = ctx.readFile(META_PROPERTIES_PATH)
  if (isMetaProperties(file)) return { directoryId: file.directoryId, effects: [] }
  const given = spec.format?.type === 'initialControllers' ? spec.format.voters : []
  const own = given.find(({ id }) => id === spec.nodeId)
  const directoryId = own?.directoryId ?? drawId(ctx)
  const content: MetaPropertiesFile = {
    kind: 'metaProperties',
    clusterId: spec.clusterId,
    nodeId: spec.nodeId,
    directoryId,
    writtenMs: wallClockMs(ctx.now),
  }
  return {
    directoryId,
    effects: [{ type: 'WriteFile', path: META_PROPERTIES_PATH, content, flush: true }],
  }
}
