import { toMillis } from '~/sim/ids'
import type { Response } from '../protocol/rpc'
import type { CoreWork } from './coreState'
import { retryBackoffMs } from './retryBackoff'

/** An admin client keeps its metadata in its own way. Kafka: AdminMetadataManager. */
export function isAdmin({ core }: CoreWork): boolean {
  return core.channel.options.name === 'admin'
}

/** Every try counts, not every failure: of admin clients, and before anything is known. */
function countsTries(work: CoreWork): boolean {
  return isAdmin(work) || work.core.version === 0
}

/** A refresh is tried. */
export function noteTry(work: CoreWork): void {
  if (countsTries(work)) work.core.refreshAttempts += 1
}

/** How long it waits, ms, when no node can be asked. Kafka: DefaultMetadataUpdater.maybeUpdate. */
export function unreachableRestMs(work: CoreWork): number {
  return countsTries(work) ? refreshRestMs(work) : work.core.settings.int('reconnect.backoff.ms')
}

/**
 * How long the next refresh waits, ms: a rest after the last one, which grows with those that failed
 * and with those that told nothing new. A-11. Kafka: Metadata.timeToAllowUpdate.
 */
export function refreshRestMs(work: CoreWork): number {
  const { lastRefreshMs, refreshAttempts, equalRefreshes } = work.core
  if (countsTries(work)) return refreshAttempts === 0 ? 0 : restOf(work, refreshAttempts)
  if (lastRefreshMs === null) return 0
  const failed = restOf(work, refreshAttempts)
  const equal = equalRefreshes === 0 ? 0 : restOf(work, equalRefreshes)
  return Math.max(0, lastRefreshMs + Math.max(failed, equal) - toMillis(work.ctx.now))
}

function restOf(work: CoreWork, count: number): number {
  return retryBackoffMs(work, Math.max(0, count - 1), 'refresh')
}

/** Kafka: Metadata.failedUpdate. */
export function noteFailedRefresh(work: CoreWork): void {
  work.core.lastRefreshMs = toMillis(work.ctx.now)
  work.core.equalRefreshes = 0
  if (!countsTries(work)) work.core.refreshAttempts += 1
}

/**
 * Metadata has come, which is not adopted yet. `again`: it is asked for once more.
 * Kafka: Metadata.update.
 */
export function noteRefresh(work: CoreWork, body: Response<'Metadata'>, again: boolean): void {
  work.core.lastRefreshMs = toMillis(work.ctx.now)
  work.core.equalRefreshes = isNews(work, body) ? 0 : work.core.equalRefreshes + 1
  if (!isAdmin(work) || !again) work.core.refreshAttempts = 0
}

/** A partition is seen for the first time, or in a newer epoch. Kafka: Metadata.updateLatestMetadata. */
function isNews({ core }: CoreWork, { topics }: Response<'Metadata'>): boolean {
  return topics.some(({ name, topicId, partitions }) => {
    const old = core.topics.get(name)
    return partitions.some((row) => {
      const before = old?.partitions.find(({ partition }) => partition === row.partition)
      return (
        before === undefined || old?.topicId !== topicId || row.leaderEpoch > before.leaderEpoch
      )
    })
  })
}
