import { Map } from '~/base/persistentMap'
import type { ErrorCode } from '../protocol/errors'
import type { RecordBatch } from '../protocol/records'
import { decrementSequence, lastSequenceOf } from '../protocol/sequences'

/** Who appends: clients are checked most, replication least. Kafka: AppendOrigin. */
export type AppendOrigin = 'CLIENT' | 'COORDINATOR' | 'REPLICATION'

/** One of the newest batches of a producer. Kafka: BatchMetadata. */
export interface ProducedBatch {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly firstOffset: number
  readonly lastOffset: number
  readonly timestampMs: number
}

/** What a log knows of one producer. Rule R-15. Kafka: ProducerStateEntry. */
export interface ProducerEntry {
  /** -1: none seen. */
  readonly producerEpoch: number
  readonly coordinatorEpoch: number
  readonly lastTimestampMs: number
  readonly currentTxnFirstOffset: number | null
  /** Oldest first, at most five. */
  readonly batches: readonly ProducedBatch[]
}

/** A transaction with records in this log. Kafka: TxnMetadata. */
export interface LogTxn {
  readonly producerId: number
  readonly firstOffset: number
  /** Its marker's offset; null while it is open. */
  readonly lastOffset: number | null
}

/** A first append that is being verified with the coordinator. Kafka: VerificationStateEntry. */
export interface Verification {
  readonly sinceMs: number
  readonly lowestSequence: number
  readonly producerEpoch: number
  readonly supportsEpochBump: boolean
}

/**
 * What a log knows of its producers: a fold over its batches on every replica. Rule R-15.
 * Kafka: ProducerStateManager.
 */
export interface ProducerState {
  readonly producers: Map<number, ProducerEntry>
  /** Open transactions by first offset. */
  readonly ongoing: readonly LogTxn[]
  /** Ended ones whose marker is not below the high watermark yet, by first offset. */
  readonly unreplicated: readonly LogTxn[]
  readonly verifications: Map<number, Verification>
}

/** No producer has written. */
export const NO_PRODUCERS: ProducerState = {
  producers: Map(),
  ongoing: [],
  unreplicated: [],
  verifications: Map(),
}

/** A transaction that a marker has ended. Kafka: CompletedTxn. */
export interface CompletedTxn {
  readonly producerId: number
  readonly firstOffset: number
  readonly lastOffset: number
  readonly isAborted: boolean
  /** What the transaction index notes: the start of the next open one of another producer. */
  readonly lastStableOffset: number
}

/** A batch may be appended, is a repetition, or is refused. */
export type ProducerAppend =
  | {
      readonly type: 'append'
      readonly next: ProducerState
      readonly completed: CompletedTxn | null
    }
  | { readonly type: 'duplicate'; readonly batch: ProducedBatch }
  | { readonly type: 'refused'; readonly error: ErrorCode; readonly message: string }

/** What is to be appended, its offsets set. */
export interface ProducerAppendAsk {
  readonly batch: RecordBatch
  readonly origin: AppendOrigin
  /** As the error texts name it: `orders-0`. */
  readonly partition: string
}

const KEPT_BATCHES = 5

const EMPTY: ProducerEntry = {
  producerEpoch: -1,
  coordinatorEpoch: -1,
  lastTimestampMs: -1,
  currentTxnFirstOffset: null,
  batches: [],
}

function refused(error: ErrorCode, message: string): ProducerAppend {
  return { type: 'refused', error, message }
}

/**
 * Checks a batch against what is known of its producer and notes it. Rules R-16 … R-18.
 * Kafka: UnifiedLog.analyzeAndValidateProducerState, ProducerAppendInfo.append.
 */
export function appendToProducers(state: ProducerState, ask: ProducerAppendAsk): ProducerAppend {
  const { batch, origin } = ask
  if (batch.producerId < 0) return { type: 'append', next: state, completed: null }
  const entry = state.producers.get(batch.producerId)
  const duplicate = origin === 'CLIENT' ? findDuplicate(entry, batch) : undefined
  if (duplicate !== undefined) return { type: 'duplicate', batch: duplicate }
  const known = entry ?? EMPTY
  return batch.marker === undefined
    ? appendData(state, ask, known)
    : appendMarker(state, ask, known)
}

/**
 * A transactional batch outside an ongoing transaction is refused when its epoch is old, before
 * all that `appendToProducers` checks. Rule R-17. Kafka: UnifiedLog.analyzeAndValidateProducerState.
 */
export function staleTransaction(state: ProducerState, batch: RecordBatch): string | null {
  const entry = state.producers.get(batch.producerId)
  if (!batch.isTransactional || entry === undefined) return null
  const isOngoing =
    entry.currentTxnFirstOffset !== null && entry.producerEpoch === batch.producerEpoch
  if (isOngoing || batch.producerEpoch >= entry.producerEpoch) return null
  return `Epoch of producer ${batch.producerId} is ${batch.producerEpoch}, which is smaller than the last seen epoch ${entry.producerEpoch}`
}

/** Kafka: ProducerStateEntry.findDuplicateBatch. */
function findDuplicate(
  entry: ProducerEntry | undefined,
  batch: RecordBatch,
): ProducedBatch | undefined {
  if (entry?.producerEpoch !== batch.producerEpoch) return undefined
  const last = lastSequenceOf(batch)
  return entry.batches.find(
    (row) => row.firstSequence === batch.baseSequence && row.lastSequence === last,
  )
}

/** Kafka: ProducerAppendInfo.checkProducerEpoch. */
function staleEpoch(ask: ProducerAppendAsk, entry: ProducerEntry): ProducerAppend | null {
  const { batch, origin, partition } = ask
  if (batch.producerEpoch >= entry.producerEpoch || origin === 'REPLICATION') return null
  const text = `Epoch of producer ${batch.producerId} at offset ${batch.baseOffset} in ${partition} is ${batch.producerEpoch}, which is smaller than the last seen epoch ${entry.producerEpoch}`
  return refused('INVALID_PRODUCER_EPOCH', text)
}

function outOfSequence(text: string): ProducerAppend {
  return refused('OUT_OF_ORDER_SEQUENCE_NUMBER', text)
}

/** While a first append is verified only what it began with may come. checkSequence, first part. */
function againstVerification(
  state: ProducerState,
  { batch, partition }: ProducerAppendAsk,
  entry: ProducerEntry,
): ProducerAppend | null {
  const { producerId, baseSequence: first, baseOffset } = batch
  const verification = state.verifications.get(producerId)
  if (verification === undefined) return null
  const at = `producer ${producerId} at offset ${baseOffset} in partition ${partition}`
  if (verification.supportsEpochBump && first !== 0 && entry.batches.length === 0) {
    return outOfSequence(
      `Invalid sequence number for ${at}: ${first} (incoming seq. number). Expected sequence 0 for transactions v2 idempotent producer with no existing state.`,
    )
  }
  const { lowestSequence } = verification
  if (first <= lowestSequence) return null
  return outOfSequence(
    `Out of order sequence number for ${at}: ${first} (incoming seq. number), ${lowestSequence} (earliest seen sequence)`,
  )
}

/** Kafka: ProducerAppendInfo.checkSequence. */
function outOfOrder(
  { batch, partition }: ProducerAppendAsk,
  entry: ProducerEntry,
): ProducerAppend | null {
  const { producerId, producerEpoch, baseSequence: first, baseOffset } = batch
  // Whatever an unknown producer begins with is taken: its records may have been deleted.
  if (entry.producerEpoch === -1) return null
  if (producerEpoch !== entry.producerEpoch) {
    if (first === 0) return null
    return outOfSequence(
      `Invalid sequence number for new epoch of producer ${producerId}at offset ${baseOffset} in partition ${partition}: ${producerEpoch} (request epoch), ${first} (seq. number), ${entry.producerEpoch} (current producer epoch)`,
    )
  }
  const last = entry.batches.at(-1)?.lastSequence ?? -1
  if (first === last + 1 || (first === 0 && last === 2_147_483_647)) return null
  return outOfSequence(
    `Out of order sequence number for producer ${producerId} at offset ${baseOffset} in partition ${partition}: ${first} (incoming seq. number), ${last} (current end sequence number)`,
  )
}

/** What clients are checked for, and nobody else. */
function sequenceProblem(
  state: ProducerState,
  ask: ProducerAppendAsk,
  entry: ProducerEntry,
): ProducerAppend | null {
  if (ask.origin !== 'CLIENT') return null
  return againstVerification(state, ask, entry) ?? outOfOrder(ask, entry)
}

/** Kafka: ProducerAppendInfo.appendDataBatch. */
function appendData(
  state: ProducerState,
  ask: ProducerAppendAsk,
  entry: ProducerEntry,
): ProducerAppend {
  const { batch, partition } = ask
  const { producerId, producerEpoch, baseOffset, lastOffset } = batch
  const problem = staleEpoch(ask, entry) ?? sequenceProblem(state, ask, entry)
  if (problem !== null) return problem
  if (entry.currentTxnFirstOffset !== null && !batch.isTransactional) {
    return refused(
      'INVALID_TXN_STATE',
      `Expected transactional write from producer ${producerId} at offset (offset=${baseOffset}, segment=[-1:-1]) in partition ${partition}`,
    )
  }
  const begins = entry.currentTxnFirstOffset === null && batch.isTransactional
  const lastSequence = lastSequenceOf(batch)
  const row: ProducedBatch = {
    firstSequence: decrementSequence(lastSequence, lastOffset - baseOffset),
    lastSequence,
    firstOffset: baseOffset,
    lastOffset,
    timestampMs: batch.maxTimestampMs,
  }
  const before = entry.producerEpoch === producerEpoch ? entry.batches : []
  const next: ProducerEntry = {
    producerEpoch,
    coordinatorEpoch: entry.coordinatorEpoch,
    lastTimestampMs: batch.maxTimestampMs,
    currentTxnFirstOffset: begins ? baseOffset : entry.currentTxnFirstOffset,
    batches: [...before, row].slice(-KEPT_BATCHES),
  }
  const opened: LogTxn = { producerId, firstOffset: baseOffset, lastOffset: null }
  const noted: ProducerState = {
    producers: state.producers.set(producerId, next),
    ongoing: begins ? [...state.ongoing, opened] : state.ongoing,
    unreplicated: state.unreplicated,
    verifications: state.verifications,
  }
  return { type: 'append', next: withoutVerification(noted, batch), completed: null }
}

/** Kafka: ProducerAppendInfo.appendEndTxnMarker, ProducerStateManager.completeTxn. */
function appendMarker(
  state: ProducerState,
  ask: ProducerAppendAsk,
  entry: ProducerEntry,
): ProducerAppend {
  const { batch, origin, partition } = ask
  const { producerId, producerEpoch, baseOffset } = batch
  const { type = 'ABORT', coordinatorEpoch = -1 } = batch.marker ?? {}
  const problem = staleEpoch(ask, entry)
  if (problem !== null) return problem
  if (entry.coordinatorEpoch > coordinatorEpoch && origin !== 'REPLICATION') {
    return refused(
      'TRANSACTION_COORDINATOR_FENCED',
      `Invalid coordinator epoch for producerId ${producerId} at offset ${baseOffset} in partition ${partition}: ${coordinatorEpoch} (zombie), ${entry.coordinatorEpoch} (current)`,
    )
  }
  const firstOffset = entry.currentTxnFirstOffset
  const producers = state.producers.set(producerId, {
    producerEpoch,
    coordinatorEpoch,
    lastTimestampMs: batch.maxTimestampMs,
    currentTxnFirstOffset: null,
    batches: entry.producerEpoch === producerEpoch ? entry.batches : [],
  })
  const noted = withoutVerification({ ...state, producers }, batch)
  if (firstOffset === null) return { type: 'append', next: noted, completed: null }
  const other = state.ongoing.find((txn) => txn.producerId !== producerId)
  const ended: LogTxn = { producerId, firstOffset, lastOffset: baseOffset }
  return {
    type: 'append',
    next: {
      ...noted,
      ongoing: noted.ongoing.filter((txn) => txn.firstOffset !== firstOffset),
      unreplicated: [...noted.unreplicated, ended].sort((a, b) => a.firstOffset - b.firstOffset),
    },
    completed: {
      producerId,
      firstOffset,
      lastOffset: baseOffset,
      isAborted: type === 'ABORT',
      lastStableOffset: other?.firstOffset ?? baseOffset + 1,
    },
  }
}

/** The verification is over with the append it was for. Kafka: UnifiedLog.updateProducers. */
function withoutVerification(state: ProducerState, batch: RecordBatch): ProducerState {
  const entry = state.verifications.get(batch.producerId)
  if (!batch.isTransactional || entry === undefined) return state
  // With TV2 a marker of the same epoch belongs to the transaction before the verified one.
  const isOfNext =
    entry.supportsEpochBump && batch.isControl && batch.producerEpoch === entry.producerEpoch
  if (isOfNext) return state
  return { ...state, verifications: state.verifications.delete(batch.producerId) }
}

/** What is to be verified. */
export interface VerificationAsk {
  readonly producerId: number
  readonly producerEpoch: number
  readonly sequence: number
  readonly supportsEpochBump: boolean
  readonly nowMs: number
}

/** Notes that a first append is being verified. Kafka: maybeCreateVerificationStateEntry. */
export function beginVerification(state: ProducerState, ask: VerificationAsk): ProducerState {
  const { producerId, producerEpoch, sequence, supportsEpochBump, nowMs } = ask
  const old = state.verifications.get(producerId)
  const fresh: Verification = {
    sinceMs: old?.sinceMs ?? nowMs,
    lowestSequence: sequence,
    producerEpoch,
    supportsEpochBump: old?.supportsEpochBump ?? supportsEpochBump,
  }
  const isLower =
    old === undefined ||
    producerEpoch > old.producerEpoch ||
    (producerEpoch === old.producerEpoch && sequence < old.lowestSequence)
  return isLower ? { ...state, verifications: state.verifications.set(producerId, fresh) } : state
}

/** The high watermark passes markers: they are no longer unstable. Kafka: onHighWatermarkUpdated. */
export function replicateMarkers(state: ProducerState, highWatermark: number): ProducerState {
  const unreplicated = state.unreplicated.filter(
    ({ lastOffset }) => lastOffset === null || lastOffset >= highWatermark,
  )
  return unreplicated.length === state.unreplicated.length ? state : { ...state, unreplicated }
}

/** The first offset of an undecided transaction. Kafka: firstUndecidedOffset. */
export function firstUndecidedOffset(state: ProducerState): number | null {
  return state.ongoing[0]?.firstOffset ?? null
}

/**
 * The first offset of a transaction that is undecided, or decided above the high watermark.
 * Kafka: ProducerStateManager.firstUnstableOffset.
 */
export function firstUnstableOffset(state: ProducerState): number | null {
  const unreplicated = state.unreplicated[0]?.firstOffset ?? null
  const undecided = firstUndecidedOffset(state)
  if (unreplicated === null || undecided === null) return unreplicated ?? undecided
  return Math.min(unreplicated, undecided)
}

/** Forgets producers that have been silent too long. Rule R-19. Kafka: removeExpiredProducers. */
export function expireProducers(
  state: ProducerState,
  nowMs: number,
  expirationMs: number,
): ProducerState {
  const producers = state.producers.filter(
    (entry) => entry.currentTxnFirstOffset !== null || nowMs - entry.lastTimestampMs < expirationMs,
  )
  const verifications = state.verifications.filter(({ sinceMs }) => nowMs - sinceMs < expirationMs)
  const isSame =
    producers.size === state.producers.size && verifications.size === state.verifications.size
  return isSame ? state : { ...state, producers, verifications }
}

/** What a snapshot file keeps: only the newest batch of each producer. Rule R-20. */
export function snapshotOf(state: ProducerState): ProducerState {
  return {
    ...state,
    producers: state.producers.map((entry) => ({ ...entry, batches: entry.batches.slice(-1) })),
    // A snapshot has no ended transactions and no verifications. Kafka: writeSnapshot.
    unreplicated: [],
    verifications: Map(),
  }
}
