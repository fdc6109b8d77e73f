/** A feature that this release supports. Kafka: Feature, FeatureVersion; KIP-584. */
export interface SupportedFeature {
  readonly name: string
  readonly min: number
  readonly max: number
}

/** The feature that stands for the version of the metadata's records. */
export const METADATA_VERSION = 'metadata.version'

/** What Kafka 4.1.2 supports, by name; without unstable features. C-80. */
export const SUPPORTED_FEATURES: readonly SupportedFeature[] = [
  { name: 'eligible.leader.replicas.version', min: 0, max: 1 },
  { name: 'group.version', min: 0, max: 1 },
  { name: 'kraft.version', min: 0, max: 1 },
  { name: METADATA_VERSION, min: 7, max: 27 },
  { name: 'share.version', min: 0, max: 1 },
  { name: 'transaction.version', min: 0, max: 2 },
]

/** The lowest level of metadata.version that can be run. */
const FIRST_LEVEL = 7

/** The names of metadata.version's levels, from 7 on. Kafka: MetadataVersion. */
export const METADATA_VERSION_NAMES: readonly string[] = [
  '3.3-IV3',
  '3.4-IV0',
  '3.5-IV0',
  '3.5-IV1',
  '3.5-IV2',
  '3.6-IV0',
  '3.6-IV1',
  '3.6-IV2',
  '3.7-IV0',
  '3.7-IV1',
  '3.7-IV2',
  '3.7-IV3',
  '3.7-IV4',
  '3.8-IV0',
  '3.9-IV0',
  '4.0-IV0',
  '4.0-IV1',
  '4.0-IV2',
  '4.0-IV3',
  '4.1-IV0',
  '4.1-IV1',
]

/** A level of metadata.version as people write it, or its number when it has no name. */
export function metadataVersionName(level: number): string {
  return METADATA_VERSION_NAMES[level - FIRST_LEVEL] ?? String(level)
}

/** The level that a name means: `4.1-IV1`, or `4.1` for the last one of a release; null: none. */
export function metadataVersionLevel(name: string): number | null {
  const exact = METADATA_VERSION_NAMES.indexOf(name)
  const index =
    exact >= 0 ? exact : METADATA_VERSION_NAMES.findLastIndex((row) => row.startsWith(`${name}-`))
  return index < 0 ? null : index + FIRST_LEVEL
}

/** The supported ranges as an ApiVersions response carries them. */
export function supportedRanges(): Readonly<Record<string, readonly [number, number]>> {
  return Object.fromEntries(
    SUPPORTED_FEATURES.map(({ name, min, max }) => [name, [min, max]] as const),
  )
}

/** Levels of metadata.version that changed records. Kafka: MetadataVersion.didMetadataChange. */
const CHANGED_LEVELS: readonly number[] = [7, 8, 11, 13, 14, 15, 17, 23]

/** True when going back from `current` to `level` could lose something that records hold. */
export function metadataChangedBetween(level: number, current: number): boolean {
  return CHANGED_LEVELS.some((changed) => changed > level && changed <= current)
}

/** The features beside metadata.version, in Kafka's order, with the level from which metadata.version sets them. */
const DEFAULT_LEVELS: readonly {
  readonly name: string
  readonly from: number
  readonly level: number
}[] = [
  { name: 'kraft.version', from: 21, level: 1 },
  { name: 'transaction.version', from: 24, level: 2 },
  { name: 'group.version', from: 22, level: 1 },
  { name: 'eligible.leader.replicas.version', from: 26, level: 1 },
  { name: 'share.version', from: Number.MAX_SAFE_INTEGER, level: 1 },
  { name: 'streams.version', from: Number.MAX_SAFE_INTEGER, level: 1 },
]

/**
 * True for a feature that this release's code names, be it supported or not; the others' names
 * begin with test.feature.version. Kafka: Feature.featureFromName.
 */
export function isNamedFeature(name: string): boolean {
  return DEFAULT_LEVELS.some((row) => row.name === name)
}

/** The levels that belong to a level of metadata.version. X-123. Kafka: Feature.defaultLevel. */
export function defaultLevels(
  metadataVersion: number,
): readonly { readonly name: string; readonly level: number }[] {
  return DEFAULT_LEVELS.map(({ name, from, level }) => ({
    name,
    level: metadataVersion >= from ? level : 0,
  }))
}
