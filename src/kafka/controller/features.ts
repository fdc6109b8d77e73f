import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import {
  isNamedFeature,
  METADATA_VERSION,
  metadataChangedBetween,
  SUPPORTED_FEATURES,
} from '../protocol/features'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { UpdateFeaturesRequest } from '../protocol/rpc/cluster'
import type { KRaftVersionAccess } from '../quorum/kraftVersion'
import { UPGRADE_RECORDS } from '../quorum/kraftVersion'
import { CONFIGURATION, logLine } from './controllerLog'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerWhenCommitted, write } from './controllerState'

type Update = UpdateFeaturesRequest['updates'][number]

const KRAFT_VERSION = 'kraft.version'
const ELR = 'eligible.leader.replicas.version'

/** Features that need a level of metadata.version from some level on. */
const NEEDS_METADATA: Readonly<Record<string, number>> = { [ELR]: 23 }

/**
 * Changes feature levels, all or none, but for kraft.version, which is the quorum's own and stays
 * changed when a later one is refused. C-81. Kafka: FeatureControlManager.updateFeatures.
 */
export function onUpdateFeatures(
  work: ControllerWork,
  caller: ControllerCaller,
  { body, kraft }: { readonly body: UpdateFeaturesRequest; readonly kraft: KRaftVersionAccess },
): void {
  const records: MetadataRecord[] = []
  const ordered = javaHashOrder(body.updates, ({ feature }) => javaHashCode(feature))
  for (const update of ordered) {
    const problem = problemOf(work, update, { all: ordered, kraft })
    if (problem === null) {
      if (update.feature === KRAFT_VERSION) {
        // So that there is an offset to wait for.
        if (update.upgradeType === 'UPGRADE') records.push({ type: 'NoOpRecord' })
        if (!body.validateOnly && update.level > kraft.version) {
          work.upgradeKRaftVersion = update.level
          work.nextOffset += UPGRADE_RECORDS
        }
      } else records.push({ type: 'FeatureLevelRecord', name: update.feature, level: update.level })
      continue
    }
    return answerWhenCommitted(work, caller, {
      api: 'UpdateFeatures',
      error: 'INVALID_UPDATE_VERSION',
      errorMessage: `The update failed for all features since the following feature had an error: ${problem}`,
    })
  }
  // What makes eligible leaders safe stands before the level that turns them on. C-78.
  if (!body.validateOnly) write(work, [...elrRecords(work, records), ...records])
  answerWhenCommitted(work, caller, { api: 'UpdateFeatures', error: 'NONE', errorMessage: null })
}

function levelOf(work: ControllerWork, feature: string): number {
  return work.state.image.features.get(feature) ?? 0
}

/** Why one update is refused, or null. Kafka: FeatureControlManager.updateFeature. */
// eslint-disable-next-line complexity -- the checks of updateFeature, in their order
function problemOf(
  work: ControllerWork,
  update: Update,
  { all, kraft }: { readonly all: readonly Update[]; readonly kraft: KRaftVersionAccess },
): string | null {
  const { feature, level, upgradeType } = update
  const refuse = (why: string) => `Invalid update version ${level} for feature ${feature}. ${why}`
  const current = feature === KRAFT_VERSION ? kraft.version : levelOf(work, feature)
  if (level < 0) return refuse('A feature version cannot be less than 0.')
  const unsupported = supportProblem(work, update)
  if (unsupported !== null) return refuse(unsupported)
  if (level < current && upgradeType === 'UPGRADE') {
    return refuse(
      "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.",
    )
  }
  if (level > current && upgradeType !== 'UPGRADE') {
    return refuse("Can't downgrade to a newer version.")
  }
  if (feature === METADATA_VERSION) return metadataProblem(update, current)
  if (feature === KRAFT_VERSION) {
    if (upgradeType === 'UPGRADE') return kraft.problem(level)
    return level < current ? refuse("Can't downgrade the version of this feature.") : null
  }
  if (!isNamedFeature(feature)) {
    return refuse(`Feature ${feature} not found.`)
  }
  const needed = level > 0 ? (NEEDS_METADATA[feature] ?? 0) : 0
  const metadata =
    all.find((other) => other.feature === METADATA_VERSION)?.level ??
    levelOf(work, METADATA_VERSION)
  return metadata >= needed
    ? null
    : refuse(
        `${feature} could not be set to ${level} because it depends on ${METADATA_VERSION} level ${needed}`,
      )
}

/** Kafka: FeatureControlManager.reasonNotSupported. */
function supportProblem(work: ControllerWork, { feature, level }: Update): string | null {
  const who = `Local controller ${work.state.config.nodeId}`
  const range = SUPPORTED_FEATURES.find(({ name }) => name === feature)
  if (range === undefined && level !== 0) return `${who} does not support this feature.`
  if (range !== undefined && (level < range.min || level > range.max)) {
    return `${who} only supports versions ${range.min}-${range.max}`
  }
  // All nodes run one release; a static voter that has never registered might run another one.
  const { config, image } = work.state
  const silent = config.voterIds.find((id) => id !== config.nodeId && !image.controllers.has(id))
  if (silent === undefined) return null
  return `controller ${silent} has not registered, and may not support this feature`
}

/** Kafka: FeatureControlManager.updateMetadataVersion. */
function metadataProblem({ level, upgradeType }: Update, current: number): string | null {
  if (level >= current || !metadataChangedBetween(level, current)) return null
  const why =
    upgradeType === 'UNSAFE_DOWNGRADE'
      ? 'Unsafe metadata downgrade is not supported in this version.'
      : 'Refusing to perform the requested downgrade because it might delete metadata information.'
  return `Invalid metadata.version ${level}. ${why}`
}

/** C-78. When eligible leaders begin to be kept, the cluster gets a min ISR of its own. */
function elrRecords(
  work: ControllerWork,
  records: readonly MetadataRecord[],
): readonly MetadataRecord[] {
  const isNew = records.some(
    (record) => record.type === 'FeatureLevelRecord' && record.name === ELR && record.level > 0,
  )
  if (!isNew || levelOf(work, ELR) > 0) return []
  const { configs } = work.state.image
  const name = 'min.insync.replicas'
  const config = (resourceName: string, value: string | null): MetadataRecord => ({
    type: 'ConfigRecord',
    resourceType: 'BROKER',
    resourceName,
    name,
    value,
  })
  const cluster =
    configs.get('BROKER:')?.has(name) === true
      ? []
      : [config('', String(work.state.config.minInsyncReplicas))]
  const owns = [...configs]
    .filter(([key, values]) => /^BROKER:\d+$/.test(key) && values.has(name))
    .map(([key]) => Number(key.slice('BROKER:'.length)))
    .toSorted((a, b) => a - b)
  logSafety(work, { isClusterNew: cluster.length > 0, brokers: owns })
  return [...cluster, ...owns.map((broker) => config(String(broker), null))]
}

/** Kafka: ConfigurationControlManager.maybeGenerateElrSafetyRecords. */
function logSafety(
  work: ControllerWork,
  made: { readonly isClusterNew: boolean; readonly brokers: readonly number[] },
): void {
  const { isClusterNew, brokers } = made
  const value = work.state.config.minInsyncReplicas
  const parts = [
    ...(isClusterNew ? [`Generating cluster-level min.insync.replicas of ${value}`] : []),
    ...(brokers.length > 0
      ? [`Removing broker-level min.insync.replicas for brokers: ${brokers.join(', ')}`]
      : []),
  ]
  if (parts.length > 0) logLine(work, CONFIGURATION, { text: `${parts.join('. ')}.` })
}
