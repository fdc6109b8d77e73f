import type { KafkaFile } from '../model'
import { defaultLevels, METADATA_VERSION } from '../protocol/features'
import type { MetadataRecord } from '../protocol/metadataRecords'

/** metadata.version 4.1-IV1 as its feature level. Kafka: MetadataVersion.latestProduction. */
const LATEST_METADATA_VERSION = 27

/**
 * The file `bootstrap.checkpoint`: what the first active controller writes into an empty log.
 * Every log directory has one. C-78. Kafka: BootstrapDirectory.
 */
export interface BootstrapFile extends KafkaFile {
  readonly kind: 'bootstrapCheckpoint'
  readonly records: readonly MetadataRecord[]
  /** When, ms since 1970. */
  readonly writtenMs: number
}

/** True when a file holds the first records. */
export function isBootstrap(file: KafkaFile | undefined): file is BootstrapFile {
  return file?.kind === 'bootstrapCheckpoint'
}

/** Its name in a log directory. */
export const BOOTSTRAP_NAME = 'bootstrap.checkpoint'

/**
 * The levels of features as records: metadata.version, then by name what is not off; kraft.version
 * is the quorum's own. Kafka: BootstrapMetadata.fromVersions.
 */
export function featureRecords(
  metadataVersion: number,
  levels: ReadonlyMap<string, number>,
): readonly MetadataRecord[] {
  const feature = (name: string, level: number): MetadataRecord => ({
    type: 'FeatureLevelRecord',
    name,
    level,
  })
  const others = [...levels].filter(
    ([name, level]) => level > 0 && name !== METADATA_VERSION && name !== 'kraft.version',
  )
  return [
    feature(METADATA_VERSION, metadataVersion),
    ...others
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, level]) => feature(name, level)),
  ]
}

/** What is written unless `kafka-storage.sh format` said otherwise. */
export function latestBootstrap(): readonly MetadataRecord[] {
  const levels = defaultLevels(LATEST_METADATA_VERSION).map(
    ({ name, level }) => [name, level] as const,
  )
  return featureRecords(LATEST_METADATA_VERSION, new Map(levels))
}
