import type { ConfigSetting } from './catalogue'
import { settingOf } from './catalogue'

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
