import { NativeMap } from '~/base/nativeMap'
import {
  FINAL_FETCH_EPOCH,
  INITIAL_FETCH_EPOCH,
  isFullFetch,
  nextFetchEpoch,
  NO_SESSION_ID,
} from '../protocol/fetchMetadata'
import type { FetchPartition, FetchResponse, ForgottenPartition } from '../protocol/rpc/data'

/**
 * What a fetcher knows of its session with one broker: with which id and epoch its next fetch goes,
 * and what the session asks for. R-56 (KIP-227). Kafka: FetchSessionHandler.
 */
export interface FetchSessionHandler {
  readonly sessionId: number
  readonly epoch: number
  /** In the order in which they came in. Kafka: FetchSessionHandler.sessionPartitions. */
  readonly partitions: readonly FetchPartition[]
}

/** Nothing has been fetched from the broker yet. Kafka: FetchMetadata.INITIAL. */
export const NO_FETCH_SESSION: FetchSessionHandler = {
  sessionId: NO_SESSION_ID,
  epoch: INITIAL_FETCH_EPOCH,
  partitions: [],
}

/** A fetch as it is sent. Kafka: FetchSessionHandler.FetchRequestData. */
export interface BuiltFetch {
  readonly handler: FetchSessionHandler
  /** All partitions of a full fetch; of another those that are new or ask for something else. */
  readonly toSend: readonly FetchPartition[]
  /** Partitions that are no longer asked for, or whose topic is another one of the same name. */
  readonly toForget: readonly ForgottenPartition[]
}

const NONE: readonly never[] = []

/** What has to be sent so that `wanted` is asked for. Kafka: FetchSessionHandler.Builder.build. */
export function buildFetch(
  handler: FetchSessionHandler,
  wanted: readonly FetchPartition[],
): BuiltFetch {
  if (isFullFetch(handler.epoch)) {
    return { handler: withPartitions(handler, wanted), toSend: wanted, toForget: NONE }
  }
  return namesTheSame(handler.partitions, wanted)
    ? onlyAltered(handler, wanted)
    : changed(handler, wanted)
}

function withPartitions(
  { sessionId, epoch }: FetchSessionHandler,
  partitions: readonly FetchPartition[],
): FetchSessionHandler {
  return { sessionId, epoch, partitions }
}

function namesTheSame(old: readonly FetchPartition[], wanted: readonly FetchPartition[]): boolean {
  if (old.length !== wanted.length) return false
  return old.every((row, index) => {
    const next = wanted[index]
    return next !== undefined && row.name === next.name && row.topicId === next.topicId
  })
}

/** Most fetches: the same partitions in the same order, some from a later offset. */
function onlyAltered(handler: FetchSessionHandler, wanted: readonly FetchPartition[]): BuiltFetch {
  const toSend = wanted.filter((row, index) => !asksTheSame(handler.partitions[index], row))
  if (toSend.length === 0) return { handler, toSend, toForget: NONE }
  return { handler: withPartitions(handler, wanted), toSend, toForget: NONE }
}

/** Partitions come or go: the new ones are sent first, then what asks for something else. */
function changed(handler: FetchSessionHandler, wanted: readonly FetchPartition[]): BuiltFetch {
  const added = new NativeMap(wanted.map((row) => [row.name, row]))
  const toForget: ForgottenPartition[] = []
  const altered: FetchPartition[] = []
  const kept: FetchPartition[] = []
  for (const old of handler.partitions) {
    const next = added.get(old.name)
    const isOther = next !== undefined && next.topicId !== old.topicId
    if (next === undefined || isOther) toForget.push(forgotten(old))
    if (next === undefined) continue
    added.delete(old.name)
    kept.push(next)
    if (isOther || !asksTheSame(old, next)) altered.push(next)
  }
  const fresh = [...added.values()]
  return {
    handler: withPartitions(handler, [...kept, ...fresh]),
    toSend: [...fresh, ...altered],
    toForget,
  }
}

function forgotten({ name, topic, topicId, partition }: FetchPartition): ForgottenPartition {
  return { name, topic, topicId, partition }
}

/** Kafka: FetchRequest.PartitionData.equals. */
function asksTheSame(old: FetchPartition | undefined, next: FetchPartition): boolean {
  if (old === next) return true
  return (
    old !== undefined &&
    old.fetchOffset === next.fetchOffset &&
    old.currentLeaderEpoch === next.currentLeaderEpoch &&
    old.lastFetchedEpoch === next.lastFetchedEpoch &&
    old.logStartOffset === next.logStartOffset &&
    old.partitionMaxBytes === next.partitionMaxBytes
  )
}

/**
 * How the next fetch goes after an answer: on in the session, in a new one, or without. Of an answer
 * that refuses the session nothing else counts. Kafka: FetchSessionHandler.handleResponse.
 */
export function afterAnswer(
  handler: FetchSessionHandler,
  { error, sessionId }: Pick<FetchResponse, 'error' | 'sessionId'>,
): FetchSessionHandler {
  if (error === 'FETCH_SESSION_ID_NOT_FOUND') return at(handler, NO_SESSION_ID, INITIAL_FETCH_EPOCH)
  if (error !== 'NONE') return afterFailure(handler)
  if (sessionId === NO_SESSION_ID) return at(handler, NO_SESSION_ID, INITIAL_FETCH_EPOCH)
  return isFullFetch(handler.epoch)
    ? at(handler, sessionId, nextFetchEpoch(INITIAL_FETCH_EPOCH))
    : at(handler, sessionId, nextFetchEpoch(handler.epoch))
}

/** No answer came: the session is closed and another one asked for. Kafka: handleError. */
export function afterFailure(handler: FetchSessionHandler): FetchSessionHandler {
  return at(handler, handler.sessionId, INITIAL_FETCH_EPOCH)
}

/** The next fetch is the session's last. Kafka: FetchSessionHandler.notifyClose. */
export function closing(handler: FetchSessionHandler): FetchSessionHandler {
  return at(handler, handler.sessionId, FINAL_FETCH_EPOCH)
}

function at(
  { partitions }: FetchSessionHandler,
  sessionId: number,
  epoch: number,
): FetchSessionHandler {
  return { sessionId, epoch, partitions }
}
