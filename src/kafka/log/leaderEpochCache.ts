import type { LeaderEpoch, Offset } from '../ids'
import { leaderEpoch, offset } from '../ids'

/** Where a leader's epoch begins in a log. Kafka: EpochEntry. */
export interface EpochEntry {
  readonly epoch: LeaderEpoch
  readonly startOffset: Offset
}

/** The epochs of a log's leaders, ascending in both numbers. Kafka: LeaderEpochFileCache. */
export type LeaderEpochCache = readonly EpochEntry[]

/**
 * Notes that an epoch begins at an offset; entries that this contradicts go. Rule R-13.
 * Kafka: LeaderEpochFileCache.assign, maybeTruncateNonMonotonicEntries.
 */
export function assignEpoch(cache: LeaderEpochCache, entry: EpochEntry): LeaderEpochCache {
  const { epoch, startOffset } = entry
  const newest = cache.at(-1)
  if (newest?.epoch === epoch && newest.startOffset <= startOffset) return cache
  const last = cache.findLastIndex((row) => row.epoch < epoch && row.startOffset < startOffset)
  return [...cache.slice(0, last + 1), entry]
}

/**
 * Forgets the epochs that begin at the end or above. Rule R-13.
 * Kafka: LeaderEpochFileCache.truncateFromEnd.
 */
export function truncateEpochsFromEnd(
  cache: LeaderEpochCache,
  endOffset: number,
): LeaderEpochCache {
  const newest = cache.at(-1)
  if (endOffset < 0 || newest === undefined || newest.startOffset < endOffset) return cache
  return cache.slice(0, cache.findLastIndex((row) => row.startOffset < endOffset) + 1)
}

/**
 * Forgets the epochs before a new start of the log; the one that holds it begins there. Rule R-13.
 * Kafka: LeaderEpochFileCache.truncateFromStart.
 */
export function truncateEpochsFromStart(
  cache: LeaderEpochCache,
  startOffset: Offset,
): LeaderEpochCache {
  const first = cache.findIndex((row) => row.startOffset > startOffset)
  const kept = first < 0 ? [] : cache.slice(first)
  const holder = cache[cache.length - kept.length - 1]
  return holder === undefined ? cache : [{ epoch: holder.epoch, startOffset }, ...kept]
}

/** An epoch with the offset at which it ends; both -1: undefined. */
export interface EpochEnd {
  readonly epoch: LeaderEpoch
  readonly endOffset: Offset
}

const UNDEFINED: EpochEnd = { epoch: leaderEpoch(-1), endOffset: offset(-1) }

/**
 * The largest epoch not above the asked one, with its end. Rule R-14.
 * Kafka: LeaderEpochFileCache.endOffsetFor.
 */
export function epochEndOffset(
  cache: LeaderEpochCache,
  asked: number,
  logEndOffset: Offset,
): EpochEnd {
  const newest = cache.at(-1)
  // Only -1 asks for nothing; other negative epochs are older than all that is known.
  if (asked === UNDEFINED.epoch || newest === undefined) return UNDEFINED
  if (newest.epoch === asked) return { epoch: newest.epoch, endOffset: logEndOffset }
  const higher = cache.findIndex((row) => row.epoch > asked)
  const above = cache[higher]
  if (above === undefined) return UNDEFINED
  // Older than all that is known: what it wrote is gone, the log agrees up to its first entry.
  const epoch = cache[higher - 1]?.epoch ?? leaderEpoch(asked)
  return { epoch, endOffset: above.startOffset }
}

/** The epoch that an offset belongs to; null before the first. Kafka: epochForOffset. */
export function epochForOffset(cache: LeaderEpochCache, at: number): LeaderEpoch | null {
  return cache.findLast((row) => row.startOffset <= at)?.epoch ?? null
}
