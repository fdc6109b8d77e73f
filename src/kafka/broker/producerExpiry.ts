import type { TopicPartition } from '../ids'
import { expireProducers } from '../log/producerState'
import { putLog } from '../replication/putLog'
import type { BrokerWork } from './brokerState'
import { brokerClock, readTopicConfig, setBrokerTimer } from './brokerState'

/** Every log looks after its producers from its opening on. Kafka: UnifiedLog, `producerExpireCheck`. */
export function watchProducers(work: BrokerWork, name: TopicPartition): void {
  const ms = work.state.config.settings.int('producer.id.expiration.check.interval.ms')
  setBrokerTimer(work, 'expireProducers', { about: name, ms })
}

/**
 * Every producer.id.expiration.check.interval.ms: producers that have been idle for
 * producer.id.expiration.ms are forgotten, so that a repetition of theirs would be written again.
 * Rule R-19. Kafka: UnifiedLog.removeExpiredProducers.
 */
export function checkProducerExpiry(work: BrokerWork, about: string): void {
  const replica = [...work.state.replicas.values()].find(({ name }) => name === about)
  if (replica === undefined || replica.isOffline) return
  watchProducers(work, replica.name)
  const { log, logConfig, topic, partition } = replica
  const { producerExpirationMs } = logConfig
  const producerState = expireProducers(log.producerState, brokerClock(work), producerExpirationMs)
  if (producerState === log.producerState) return
  putLog(work, replica, { ...log, producerState })
  const gone = [...log.producerState.producers.keys()].filter(
    (id) => !producerState.producers.has(id),
  )
  if (gone.length === 0) return
  work.facts.push({
    type: 'ProducersExpired',
    rule: 'R-19',
    topic,
    partition,
    producerIds: gone.sort((a, b) => a - b),
    configs: [readTopicConfig(work.state, topic, 'producer.id.expiration.ms')],
  })
}
