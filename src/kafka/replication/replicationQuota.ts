import type { TopicPartition } from '../ids'

/** Bytes that were copied within one window. Java: SampledStat.Sample. */
export interface Sample {
  readonly startMs: number
  readonly lastMs: number
  readonly bytes: number
}

/** What throttled replicas have cost each side lately. Kafka: QuotaFactory.QuotaManagers. */
export interface ReplicationQuotas {
  readonly leader: readonly Sample[]
  readonly follower: readonly Sample[]
  /** Copies from one log directory to another. */
  readonly alterLogDirs: readonly Sample[]
  /** Throttled followers that the last answer showed without lag: those are not held back. */
  readonly caughtUp: ReadonlySet<TopicPartition>
}

/** Nothing has been copied under a throttle. */
export const NO_QUOTAS: ReplicationQuotas = {
  leader: [],
  follower: [],
  alterLogDirs: [],
  caughtUp: new Set(),
}
