import { javaWhole } from '~/base/javaNumbers'
import { javaTrim } from '~/base/javaTrim'
import { settingOf } from './catalogue'
import { listOf } from './listValue'

/** A config as it is asked for. */
export interface ConfigPair {
  readonly name: string
  readonly value: string | null
}

/** LogConfig's settings in the order of their definition: the first bad value is told. */
export const TOPIC_DEFINITION_ORDER: readonly string[] = [
  'segment.bytes',
  'segment.ms',
  'segment.jitter.ms',
  'segment.index.bytes',
  'flush.messages',
  'flush.ms',
  'retention.bytes',
  'retention.ms',
  'max.message.bytes',
  'index.interval.bytes',
  'delete.retention.ms',
  'min.compaction.lag.ms',
  'max.compaction.lag.ms',
  'file.delete.delay.ms',
  'min.cleanable.dirty.ratio',
  'cleanup.policy',
  'unclean.leader.election.enable',
  'min.insync.replicas',
  'compression.type',
  'compression.gzip.level',
  'compression.lz4.level',
  'compression.zstd.level',
  'preallocate',
  'message.timestamp.type',
  'message.timestamp.before.max.ms',
  'message.timestamp.after.max.ms',
  'leader.replication.throttled.replicas',
  'follower.replication.throttled.replicas',
  'remote.storage.enable',
  'local.retention.ms',
  'local.retention.bytes',
  'remote.log.copy.disable',
  'remote.log.delete.on.disable',
  'internal.segment.bytes',
]

/** What of the values conflicts, or null. CFG-21. Kafka: LogConfig.validateTopicLogConfigValues. */
export function topicConflict(
  given: ReadonlyMap<string, string>,
  around: { readonly existing: ReadonlyMap<string, string>; readonly tieredStorage: boolean },
): string | null {
  const text = textOf(given)
  const lags = lagConflict(given)
  if (lags !== null) return lags
  const isTrue = (name: string) => text(name).toLowerCase() === 'true'
  if (isTrue('remote.storage.enable')) return remoteConflict(text, around.tieredStorage)
  const wasRemote = around.existing.get('remote.storage.enable')?.toLowerCase() === 'true'
  if (!wasRemote || isTrue('remote.log.delete.on.disable')) return null
  return 'It is invalid to disable remote storage without deleting remote data. If you want to keep the remote data and turn to read only, please set `remote.storage.enable=true,remote.log.copy.disable=true`. If you want to disable remote storage and delete all remote data, please set `remote.storage.enable=false,remote.log.delete.on.disable=true`.'
}

type Texts = (name: string) => string

function textOf(given: ReadonlyMap<string, string>): Texts {
  return (name) => javaTrim(given.get(name) ?? settingOf('topic', name)?.default ?? '')
}

/** A whole number whose form has been checked. */
function wholeOf(text: string): bigint {
  return javaWhole(text) ?? 0n
}

/** A record may not have to be clean later than it must be. Kafka: LogConfig.validateValues. */
export function lagConflict(given: ReadonlyMap<string, string>): string | null {
  const text = textOf(given)
  const low = wholeOf(text('min.compaction.lag.ms'))
  const high = wholeOf(text('max.compaction.lag.ms'))
  if (low <= high) return null
  return `conflict topic config setting min.compaction.lag.ms (${low}) > max.compaction.lag.ms (${high})`
}

function remoteConflict(text: Texts, tieredStorage: boolean): string | null {
  if (!tieredStorage) {
    return 'Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.'
  }
  const policies = new Set(listOf(text('cleanup.policy')).map((policy) => policy.toLowerCase()))
  if (policies.size !== 1 || !policies.has('delete')) {
    return 'Remote log storage only supports topics with cleanup.policy=delete'
  }
  return (
    localConflict(text, 'retention.bytes') ??
    localConflict(text, 'retention.ms') ??
    copyConflict(text)
  )
}

/** What stays on the broker must be less than what is kept in all. */
function localConflict(text: Texts, name: 'retention.bytes' | 'retention.ms'): string | null {
  const [all, local] = [wholeOf(text(name)), wholeOf(text(`local.${name}`))]
  const isUnlimited = name === 'retention.bytes' ? all <= -1n : all === -1n
  if (isUnlimited || local === -2n) return null
  const bad = `Invalid value ${local} for configuration local.${name}:`
  if (local === -1n) return `${bad} Value must not be -1 as ${name} value is set as ${all}.`
  return local > all ? `${bad} Value must not be more than ${name} property value: ${all}` : null
}

function copyConflict(text: Texts): string | null {
  if (text('remote.log.copy.disable').toLowerCase() !== 'true') return null
  const name = ['retention.bytes', 'retention.ms'].find((kept) => {
    const local = wholeOf(text(`local.${kept}`))
    return local !== -2n && local !== wholeOf(text(kept))
  })
  if (name === undefined) return null
  return `When \`remote.log.copy.disable\` is set to true, the \`local.${name}\` and \`${name}\` must be set to the identical value because there will be no more logs copied to the remote storage.`
}
