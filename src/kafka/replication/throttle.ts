import type { BrokerState, BrokerWork, Replica } from '../broker/brokerState'
import { brokerNow } from '../broker/brokerState'
import { effectiveBrokerValue } from '../broker/configSynonyms'
import { wholeNumber } from '../config/effective'
import type { Sample } from './replicationQuota'

/** Which side of a copy is held back. */
type ThrottledSide = 'leader' | 'follower' | 'alterLogDirs'

const LIMITS: Readonly<Record<ThrottledSide, string>> = {
  leader: 'leader.replication.throttled.rate',
  follower: 'follower.replication.throttled.rate',
  alterLogDirs: 'replica.alter.log.dirs.io.max.bytes.per.second',
}

/** A topic's list of throttled replicas names this one. Kafka: TopicConfigHandler.parseThrottledPartitions. */
export function isThrottled(
  state: BrokerState,
  replica: Replica,
  side: 'leader' | 'follower',
): boolean {
  const { leaderThrottledReplicas, followerThrottledReplicas } = replica.logConfig
  const list = side === 'leader' ? leaderThrottledReplicas : followerThrottledReplicas
  if (list === '') return false
  if (list === '*') return true
  return list.split(',').some((pair) => {
    const [partition, broker] = pair.trim().split(':').map(Number)
    return partition === replica.partition && broker === state.config.nodeId
  })
}

/** More than the rate allows has been copied. R-61. Kafka: ReplicationQuotaManager.isQuotaExceeded, SimpleRate. */
export function isQuotaExceeded(work: BrokerWork, side: ThrottledSide): boolean {
  const { state } = work
  const limit = effectiveBrokerValue(state, LIMITS[side])
  if (limit === null) return false
  const now = brokerNow(work)
  const { windowMs, count } = windowOf(state, side)
  const samples = fresh(state.quotas[side], now, windowMs * count)
  const oldest = samples[0]?.startMs ?? now
  const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0)
  return bytes * 1000 > wholeNumber(limit) * Math.max(now - oldest, windowMs)
}

/** Notes what a throttled copy cost. Java: SampledStat.record. */
export function recordThrottled(work: BrokerWork, side: ThrottledSide, bytes: number): void {
  const now = brokerNow(work)
  const { windowMs, count } = windowOf(work.state, side)
  const samples = fresh(work.state.quotas[side], now, windowMs * count)
  const last = samples.at(-1)
  const next: readonly Sample[] =
    last === undefined || now - last.startMs >= windowMs
      ? [...samples, { startMs: now, lastMs: now, bytes }]
      : [...samples.slice(0, -1), { ...last, lastMs: now, bytes: last.bytes + bytes }]
  work.state.quotas = { ...work.state.quotas, [side]: next.slice(-(count + 1)) }
}

/** A throttled follower has no lag any more, or has some again. Kafka: PartitionFetchState.isReplicaInSync. */
export function noteCaughtUp(work: BrokerWork, name: Replica['name'], isInSync: boolean): void {
  const { caughtUp } = work.state.quotas
  if (caughtUp.has(name) === isInSync) return
  const next = new Set(caughtUp)
  if (isInSync) next.add(name)
  else next.delete(name)
  work.state.quotas = { ...work.state.quotas, caughtUp: next }
}

function windowOf(
  { config: { settings } }: BrokerState,
  side: ThrottledSide,
): { readonly windowMs: number; readonly count: number } {
  const name = `${side === 'alterLogDirs' ? 'alter.log.dirs.' : ''}replication.quota.window`
  const windowMs = settings.int(`${name}.size.seconds`) * 1000
  return { windowMs, count: settings.int(`${name}.num`) }
}

/** Samples with something in the time that counts. Java: SampledStat.purgeObsoleteSamples. */
function fresh(samples: readonly Sample[], now: number, ageMs: number): readonly Sample[] {
  return samples.filter(({ lastMs }) => now - lastMs < ageMs)
}
