import {
  defaultLevels,
  METADATA_VERSION,
  metadataVersionLevel,
  metadataVersionName,
} from '~/kafka/protocol/features'
import { UsageError } from '../parse/options'
import { ToolError } from '../script'

/** Names of levels that are not stable yet in this release. Kafka: MetadataVersion. */
const UNSTABLE: readonly string[] = ['4.2-IV0', '4.2-IV1']
const LAST_UNSTABLE = '4.2-IV1'

/** The features beside metadata.version with the highest level of each. Kafka: Feature.PRODUCTION_FEATURES. */
const HIGHEST: Readonly<Record<string, number>> = {
  'eligible.leader.replicas.version': 1,
  'group.version': 1,
  'kraft.version': 1,
  'share.version': 1,
  'streams.version': 0,
  'transaction.version': 2,
}

/** Their names, sorted. */
export const FEATURE_NAMES: readonly string[] = Object.keys(HIGHEST)

/** The level of metadata.version from which ELR may be on. Kafka: EligibleLeaderReplicasVersion. */
const ELR_NEEDS = 23

function illegal(message: string): ToolError {
  return new ToolError('java.lang.IllegalArgumentException', message)
}

/** A level that exists. Kafka: Feature.fromFeatureLevel. @throws ToolError */
export function checkFeatureLevel(name: string, level: number): void {
  if (level >= 0 && level <= (HIGHEST[name] ?? -1)) return
  throw illegal(`No feature:${name} with feature level ${level}`)
}

/** What a level needs: features with their lowest levels. Kafka: FeatureVersion.dependencies. */
function needs(name: string, level: number): readonly (readonly [string, number])[] {
  const isElr = name === 'eligible.leader.replicas.version' && level === 1
  return isElr ? [[METADATA_VERSION, ELR_NEEDS]] : []
}

/** Levels that fit together. Kafka: Feature.validateVersion. @throws ToolError */
export function checkNeeds(name: string, level: number, all: ReadonlyMap<string, number>): void {
  for (const [other, least] of needs(name, level)) {
    if ((all.get(other) ?? -1) >= least) continue
    throw illegal(
      `${name} could not be set to ${level} because it depends on ${other} level ${least}`,
    )
  }
}

/** The level of metadata.version that a release means. Kafka: MetadataVersion.fromVersionString. @throws ToolError */
export function releaseLevel(release: string): number {
  const level = metadataVersionLevel(shortRelease(release))
  if (level !== null) return level
  const unstable = UNSTABLE.findLast((name) => name === release || name.startsWith(`${release}-`))
  if (unstable !== undefined) {
    throw new UsageError('terse', `${METADATA_VERSION} ${unstable} is not yet stable.`)
  }
  throw illegal(
    `Version ${release} is not a valid version. The minimum version is 3.3-IV3 and the maximum version is ${LAST_UNSTABLE}`,
  )
}

/** Only the first two parts of a number count: `3.8.1` is `3.8`. */
function shortRelease(release: string): string {
  return /^(\d+\.\d+)\.\d+/.exec(release)?.[1] ?? release
}

/** Kafka: FeatureCommand.handleVersionMapping, StorageTool.runVersionMappingCommand. @throws UsageError */
export function printVersionMapping(release: string, out: (line: string) => void): void {
  const level = metadataVersionLevel(shortRelease(release))
  if (level === null) {
    throw new UsageError(
      'terse',
      `Unknown release version '${release}'. Supported versions are: 3.3-IV3 to 4.1-IV1`,
    )
  }
  out(`${METADATA_VERSION}=${level} (${release})`)
  for (const row of defaultLevels(level)) out(`${row.name}=${row.level}`)
}

/** What one level needs. @throws UsageError for a feature or a level that is not known */
export function printDependencies(
  { name, level }: { readonly name: string; readonly level: number },
  { out, unknownLevel }: { readonly out: (line: string) => void; readonly unknownLevel: string },
): void {
  const terse = (message: string) => new UsageError('terse', message)
  if (name === METADATA_VERSION) {
    const version = metadataVersionName(level)
    if (version === String(level)) throw terse(`Unknown ${METADATA_VERSION} ${level}`)
    out(`${name}=${level} (${version}) has no dependencies.`)
    return
  }
  const highest = HIGHEST[name]
  if (highest === undefined) throw terse(`Unknown feature: ${name}`)
  // Levels that are not stable yet are known here. Kafka: fromFeatureLevel(level, true).
  if (level < 0 || level > Math.max(1, highest)) throw terse(unknownLevel)
  const rows = needs(name, level)
  out(`${name}=${level} ${rows.length === 0 ? 'has no dependencies.' : 'requires:'}`)
  for (const [other, least] of rows) {
    const version = other === METADATA_VERSION ? ` (${metadataVersionName(least)})` : ''
    out(`    ${other}=${least}${version}`)
  }
}
