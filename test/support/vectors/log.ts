import { backoffMs } from '~/kafka/channel/backoff'
import { leaderEpoch, offset } from '~/kafka/ids'
import type { LeaderEpochCache } from '~/kafka/log/leaderEpochCache'
import {
  assignEpoch,
  epochEndOffset,
  epochForOffset,
  truncateEpochsFromEnd,
  truncateEpochsFromStart,
} from '~/kafka/log/leaderEpochCache'
import type { AppendOrigin, ProducerState } from '~/kafka/log/producerState'
import {
  appendToProducers,
  beginVerification,
  expireProducers,
  firstUndecidedOffset,
  firstUnstableOffset,
  NO_PRODUCERS,
  replicateMarkers,
} from '~/kafka/log/producerState'
import { ERRORS } from '~/kafka/protocol/errors'
import type { RecordBatch, TransactionMarker } from '~/kafka/protocol/records'
import { electionTimeoutMs, successorBackoffMs } from '~/kafka/quorum/electionBackoff'
import type { Adapter } from './adapter'

type EpochOp =
  | { readonly op: 'assign'; readonly epoch: number; readonly startOffset: number }
  | { readonly op: 'truncateFromEnd'; readonly endOffset: number }
  | { readonly op: 'truncateFromStart'; readonly startOffset: number }
  | { readonly op: 'endOffsetFor'; readonly epoch: number; readonly logEndOffset: number }
  | { readonly op: 'epochForOffset'; readonly offset: number }
  | { readonly op: 'neighbours'; readonly epoch: number }

function leaderEpochs(input: { readonly ops: readonly EpochOp[] }): unknown {
  let cache: LeaderEpochCache = []
  const changed = (next: LeaderEpochCache): unknown => {
    cache = next
    return { entries: cache.map(({ epoch, startOffset }) => [epoch, startOffset]) }
  }
  return input.ops.map((op): unknown => {
    switch (op.op) {
      case 'assign': {
        const { epoch, startOffset } = op
        // Branded numbers are never negative in a log; Kafka's class checks it itself.
        if (epoch < 0 || startOffset < 0) {
          const entry = `EpochEntry(epoch=${epoch}, startOffset=${startOffset})`
          return { error: `Received invalid partition leader epoch entry ${entry}` }
        }
        const row = { epoch: leaderEpoch(epoch), startOffset: offset(startOffset) }
        return changed(assignEpoch(cache, row))
      }
      case 'truncateFromEnd':
        return changed(truncateEpochsFromEnd(cache, op.endOffset))
      case 'truncateFromStart':
        return changed(truncateEpochsFromStart(cache, offset(op.startOffset)))
      case 'endOffsetFor':
        return epochEndOffset(cache, op.epoch, offset(op.logEndOffset))
      case 'epochForOffset':
        return { epoch: epochForOffset(cache, op.offset) }
      case 'neighbours':
        return {
          previous: cache.findLast(({ epoch }) => epoch < op.epoch)?.epoch ?? null,
          next: cache.find(({ epoch }) => epoch > op.epoch)?.epoch ?? null,
          latest: cache.at(-1)?.epoch ?? null,
        }
    }
  })
}

type ProducerOp =
  | {
      readonly op: 'append'
      readonly origin: AppendOrigin
      readonly producerId: number
      readonly epoch: number
      readonly baseSequence: number
      readonly count: number
      readonly isTransactional: boolean
      readonly timestamp: number
    }
  | {
      readonly op: 'marker'
      readonly producerId: number
      readonly epoch: number
      readonly coordinatorEpoch: number
      readonly type: TransactionMarker['type']
      readonly timestamp: number
    }
  | { readonly op: 'highWatermark'; readonly offset: number }
  | {
      readonly op: 'verify'
      readonly producerId: number
      readonly epoch: number
      readonly sequence: number
      readonly supportsEpochBump: boolean
      readonly now: number
    }
  | { readonly op: 'expire'; readonly now: number }

const EXPIRATION_MS = 86_400_000

function batchOf(op: Extract<ProducerOp, { op: 'append' | 'marker' }>, end: number): RecordBatch {
  const isMarker = op.op === 'marker'
  const count = isMarker ? 1 : op.count
  const base = {
    baseOffset: offset(end),
    lastOffset: offset(end + count - 1),
    leaderEpoch: leaderEpoch(0),
    producerId: op.producerId,
    producerEpoch: op.epoch,
    baseSequence: isMarker ? -1 : op.baseSequence,
    isTransactional: isMarker || op.isTransactional,
    isControl: isMarker,
    timestampType: 'CreateTime',
    baseTimestampMs: op.timestamp,
    maxTimestampMs: op.timestamp,
    sizeInBytes: 0,
    compression: 'none',
    records: [],
  } as const
  if (!isMarker) return base
  return { ...base, marker: { type: op.type, coordinatorEpoch: op.coordinatorEpoch } }
}

function producerState(input: {
  readonly startOffset: number
  readonly ops: readonly ProducerOp[]
}): unknown {
  let state: ProducerState = NO_PRODUCERS
  let end = input.startOffset
  const append = (op: Extract<ProducerOp, { op: 'append' | 'marker' }>): object => {
    const batch = batchOf(op, end)
    const origin = op.op === 'marker' ? 'COORDINATOR' : op.origin
    const result = appendToProducers(state, { batch, origin, partition: 'orders-0' })
    if (result.type === 'refused') {
      return { error: ERRORS[result.error].exception, message: result.message }
    }
    if (result.type === 'duplicate') {
      const { firstOffset, lastOffset, timestampMs } = result.batch
      return { result: 'duplicate', firstOffset, lastOffset, timestamp: timestampMs }
    }
    state = result.next
    end = batch.lastOffset + 1
    const { baseOffset: firstOffset, lastOffset } = batch
    if (op.op === 'append') return { result: 'appended', firstOffset, lastOffset }
    const { completed } = result
    return {
      result: 'appended',
      offset: firstOffset,
      completed: completed && {
        firstOffset: completed.firstOffset,
        lastOffset: completed.lastOffset,
        isAborted: completed.isAborted,
        lastStableOffset: completed.lastStableOffset,
      },
    }
  }
  const apply = (op: ProducerOp): object => {
    switch (op.op) {
      case 'append':
      case 'marker':
        return append(op)
      case 'highWatermark':
        state = replicateMarkers(state, op.offset)
        return {}
      case 'verify': {
        const { producerId, epoch: producerEpoch, sequence, supportsEpochBump, now: nowMs } = op
        const ask = { producerId, producerEpoch, sequence, supportsEpochBump, nowMs }
        state = beginVerification(state, ask)
        const noted = state.verifications.get(producerId)
        return {
          lowestSequence: noted?.lowestSequence,
          epoch: noted?.producerEpoch,
          supportsEpochBump: noted?.supportsEpochBump,
        }
      }
      case 'expire':
        state = expireProducers(state, op.now, EXPIRATION_MS)
        return { producerIds: [...state.producers.keys()].sort((a, b) => a - b) }
    }
  }
  const results = input.ops.map((op) => ({
    ...apply(op),
    firstUnstableOffset: firstUnstableOffset(state),
    firstUndecidedOffset: firstUndecidedOffset(state),
  }))
  const producers = [...state.producers.entries()]
    .sort(([a], [b]) => a - b)
    .map(([producerId, entry]) => ({
      producerId,
      epoch: entry.producerEpoch,
      coordinatorEpoch: entry.coordinatorEpoch,
      lastTimestamp: entry.lastTimestampMs,
      currentTxnFirstOffset: entry.currentTxnFirstOffset,
      batches: entry.batches.map((row) => [
        row.firstSequence,
        row.lastSequence,
        row.firstOffset,
        row.lastOffset,
        row.timestampMs,
      ]),
    }))
  return { results, producers }
}

type BackoffAsk =
  | {
      readonly kind: 'exponential'
      readonly initialMs: number
      readonly multiplier: number
      readonly maxMs: number
      readonly jitter: number
      readonly attempts: number
      readonly random: number | null
    }
  | {
      readonly kind: 'electionTimeout'
      readonly electionTimeoutMs: number
      readonly draw: number | null
    }
  | {
      readonly kind: 'successor'
      readonly position: number
      readonly successors: number
      readonly electionBackoffMaxMs: number
    }

function backoff(input: BackoffAsk): unknown {
  switch (input.kind) {
    case 'exponential':
      return { backoffMs: backoffMs(input, () => input.random ?? NaN) }
    case 'electionTimeout':
      return { timeoutMs: electionTimeoutMs(input.electionTimeoutMs, () => input.draw ?? NaN) }
    case 'successor': {
      const { position, successors, electionBackoffMaxMs } = input
      return { backoffMs: successorBackoffMs(position, successors, electionBackoffMaxMs) }
    }
  }
}

/** Vectors of the log and of waits. */
export const LOG_ADAPTERS: Readonly<Record<string, Adapter>> = {
  'leader-epoch-cache': leaderEpochs,
  'producer-state': producerState,
  backoff,
}
