import { baseName } from '../config/brokerSettings'
import { settingOf } from '../config/catalogue'
import type { EffectiveConfig } from '../config/effective'
import type { NodeId } from '../ids'
import type { MetadataImage } from '../metadata/image'

/** Where a broker's settings come from while it runs. */
interface SettingSources {
  readonly image: Pick<MetadataImage, 'configs'>
  readonly config: { readonly nodeId: NodeId; readonly settings: EffectiveConfig }
}

/** A node whose configs can be described: what it replays to, and what it was started with. */
export interface ConfigSources extends SettingSources {
  readonly image: MetadataImage
}

/** Settings for one thing in several units, the strongest first. CFG-04. */
const UNITS: readonly (readonly string[])[] = [
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  ['log.flush.interval.ms', 'log.flush.scheduler.interval.ms'],
]

/**
 * A broker setting with its synonyms, the strongest first; a listener's has that of all listeners.
 * Kafka: DynamicBrokerConfig.brokerConfigSynonyms.
 */
export function synonymNames(name: string): readonly string[] {
  return UNITS.find((names) => names.includes(name)) ?? [...new Set([name, baseName(name)])]
}

/** A broker setting as it counts now: dynamic, cluster, file, default. CFG-03. */
export function effectiveBrokerValue(
  { image, config }: SettingSources,
  name: string,
): string | null {
  return (
    image.configs.get(`BROKER:${config.nodeId}`)?.get(name) ??
    image.configs.get('BROKER:')?.get(name) ??
    config.settings.given(name) ??
    settingOf('broker', name)?.default ??
    null
  )
}
