import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import { isInternalTopic } from '~/kafka/protocol/topicName'
import type { FactRecord } from '~/sim/facts'

/** How long a change of an instant is played while time is held, ms. EXPERIENCE, Motion: easing. */
export const DWELL_MS = { small: 240, large: 420 } as const
/** With more than this on its way a cluster is busy: time does not rest at each record. */
const CALM_UP_TO = 40

/** Logs grow, are cut, or their high watermarks step: what a log strip shows at an instant. */
const PLAYED: ReadonlySet<string> = new Set([
  'RecordsAppended',
  'HighWatermarkAdvanced',
  'LogTruncated',
])

/**
 * How long time rests at an event of paced time, so that its before and after can be seen, ms; 0:
 * it passes over it. Kafka's own topics come and go without a rest.
 */
export function dwellOf(world: KafkaWorld, facts: readonly FactRecord<KafkaModel>[]): number {
  if (world.network.inFlight.size > CALM_UP_TO) return 0
  const isPlayed = facts.some(
    ({ fact }) => PLAYED.has(fact.type) && 'topic' in fact && !isInternalTopic(String(fact.topic)),
  )
  return isPlayed ? DWELL_MS.small : 0
}
