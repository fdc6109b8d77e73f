import type { BrokerState } from '../broker/brokerState'
import { closeLogs } from '../broker/checkpointing'
import type { KafkaEffect } from '../effects'
import type { QuorumState } from '../quorum/quorumState'
import { METADATA_LOG_PATH } from '../quorum/quorumFiles'

/**
 * What a server still writes when it may go: its logs, the marks of a clean shutdown with them; its
 * clients see their connections end before. Kafka: BrokerServer.shutdown.
 */
export function lastEffects(
  broker: BrokerState | null,
  quorum: QuorumState | null,
): readonly KafkaEffect[] {
  const effects: KafkaEffect[] = []
  if (broker !== null) {
    effects.push(...closeLogs(broker))
    // The socket server is closed first: clients see their connections end.
    for (const { connection } of [...broker.delayedFetches, ...broker.delayedProduces]) {
      if (connection !== '') effects.push({ type: 'Close', connection })
    }
  }
  if (quorum !== null) {
    const { log: content } = quorum
    effects.push({ type: 'WriteFile', path: METADATA_LOG_PATH, content, flush: true })
  }
  return effects
}
