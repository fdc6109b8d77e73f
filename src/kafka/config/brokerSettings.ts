import type { ConfigSetting } from './catalogue'
import { settingNames, settingOf } from './catalogue'

/** Settings that a broker has only while it runs: no file may hold them. Kafka: QuotaConfig.brokerQuotaConfigs. */
const RUNNING_ONLY: readonly string[] = [
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
  'replica.alter.log.dirs.io.max.bytes.per.second',
]

/** A setting of a running broker, or undefined: Kafka knows none of this name. Kafka: DynamicConfig.Broker. */
export function brokerSettingOf(name: string): ConfigSetting | undefined {
  if (!RUNNING_ONLY.includes(name)) return settingOf('broker', name)
  return {
    name,
    type: 'LONG',
    default: null,
    validator: '[0,...]',
    unit: 'bytes',
    update: 'cluster-wide',
  }
}

/** Settings that only Kafka's developers know: not described unless they are set. ConfigDef.defineInternal. */
const INTERNAL: readonly string[] = [
  'controller.performance.always.log.threshold.ms',
  'controller.performance.sample.period.ms',
  'group.consumer.regex.refresh.interval.ms',
  'group.share.enable',
  'group.share.persister.class.name',
  'internal.metadata.delete.delay.millis',
  'internal.metadata.log.segment.bytes',
  'internal.metadata.max.batch.size.in.bytes',
  'internal.metadata.max.fetch.size.in.bytes',
  'log.initial.task.delay.ms',
  'producer.id.expiration.check.interval.ms',
  'remote.log.manager.task.retry.backoff.max.ms',
  'remote.log.manager.task.retry.backoff.ms',
  'remote.log.manager.task.retry.jitter',
  'server.max.startup.time.ms',
  'share.coordinator.cold.partition.snapshot.interval.ms',
  'share.coordinator.state.topic.prune.interval.ms',
  'unclean.leader.election.interval.ms',
  'unstable.api.versions.enable',
  'unstable.feature.versions.enable',
]

/** The names that every broker describes. Kafka: AbstractConfig.nonInternalValues. */
export function describedNames(): readonly string[] {
  return settingNames('broker').filter((name) => !INTERNAL.includes(name))
}

/** A setting's name without the listener that it is for. Kafka: DynamicBrokerConfig.ListenerConfigRegex. */
export function baseName(name: string): string {
  return /^listener\.name\.[^.]*\.(.*)$/.exec(name)?.[1] ?? name
}
