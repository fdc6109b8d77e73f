import type { LogConfig } from '../log/logConfig'
import type { ErrorCode } from '../protocol/errors'
import type { RecordBatch } from '../protocol/records'
import type { RecordError } from '../protocol/rpc/data'

/** Why a batch may not be appended. */
export interface Invalid {
  readonly error: ErrorCode
  /** What the client is told besides the code; null: nothing. */
  readonly message: string | null
  readonly recordErrors: readonly RecordError[]
  /** For the why-panel: what was compared. */
  readonly actual: string
  readonly required: string
  /** What `server.log` says of it where the client is told less. */
  readonly logged?: string
}

/** What a batch is checked against. */
export interface ValidationContext {
  readonly partition: string
  readonly config: LogConfig
  readonly nowMs: number
  /** Clients send offset 0 and no control batches. */
  readonly isClient: boolean
}

function plain(error: ErrorCode, actual: string, required: string): Invalid {
  return { error, message: null, recordErrors: [], actual, required }
}

/**
 * The checks of a batch before its producer's, in Kafka's order: #12 … #18 of the table in
 * replication.md. Null: it may be appended. Rules.
 * Kafka: UnifiedLog.analyzeAndValidateRecords, LogValidator, UnifiedLog.append.
 */
export function batchProblem(batch: RecordBatch, ctx: ValidationContext): Invalid | null {
  const { config } = ctx
  if (ctx.isClient && batch.baseOffset !== 0) {
    return plain('INVALID_RECORD', `base offset ${batch.baseOffset}`, 'base offset 0')
  }
  if (batch.sizeInBytes > config.maxMessageBytes) {
    const limit = `max.message.bytes ${config.maxMessageBytes}`
    return plain('MESSAGE_TOO_LARGE', `batch of ${batch.sizeInBytes} bytes`, limit)
  }
  if (ctx.isClient) {
    if (batch.isControl) return plain('INVALID_RECORD', 'control batch', 'no control batch')
    if (batch.producerId >= 0 && batch.baseSequence < 0) {
      return plain('INVALID_RECORD', `sequence ${batch.baseSequence}`, 'sequence of at least 0')
    }
  }
  const bad = recordProblem(batch, ctx)
  if (bad !== null) return bad
  if (batch.sizeInBytes > config.segmentBytes) {
    const limit = `segment.bytes ${config.segmentBytes}`
    return plain('RECORD_LIST_TOO_LARGE', `batch of ${batch.sizeInBytes} bytes`, limit)
  }
  return null
}

interface Bad extends RecordError {
  readonly error: 'INVALID_RECORD' | 'INVALID_TIMESTAMP'
}

/** One bad record refuses the batch; a bad time wins over a missing key. LogValidator.validateRecord. */
function recordProblem(batch: RecordBatch, ctx: ValidationContext): Invalid | null {
  const { config, isClient } = ctx
  const bad = batch.records.flatMap((record, batchIndex): readonly Bad[] => {
    if (config.compacts && record.key === null && isClient) {
      const message = `Compacted topic cannot accept message without key in topic partition ${ctx.partition}`
      return [{ error: 'INVALID_RECORD', batchIndex, message }]
    }
    const range = timeRange(record.timestampMs, ctx)
    if (range === null) return []
    const message = `Timestamp ${record.timestampMs} of message with offset ${batchIndex} is out of range. The timestamp should be within ${range}`
    return [{ error: 'INVALID_TIMESTAMP', batchIndex, message }]
  })
  const [first] = bad
  if (first === undefined) return null
  const recordErrors = bad.map(({ batchIndex, message }) => ({ batchIndex, message }))
  const common = { recordErrors, actual: first.message, required: 'every record valid' }
  if (bad.some(({ error }) => error === 'INVALID_TIMESTAMP')) {
    const message = 'One or more records have been rejected due to invalid timestamp'
    return { error: 'INVALID_TIMESTAMP', message, ...common }
  }
  const shown = recordErrors
    .slice(0, 3)
    .map((row) => `RecordError(batchIndex=${row.batchIndex}, message='${row.message}')`)
  const message = `One or more records have been rejected due to ${bad.length} record errors in total, and only showing the first three errors at most: [${shown.join(', ')}]`
  return { error: 'INVALID_RECORD', message, ...common }
}

/** The range that a record's time is outside of, or null. R-05. recordHasInvalidTimestamp. */
function timeRange(timestampMs: number, { config, nowMs }: ValidationContext): string | null {
  if (config.isLogAppendTime || timestampMs === -1) return null
  const { timestampBeforeMaxMs: before, timestampAfterMaxMs: after } = config
  if (nowMs - timestampMs <= before && timestampMs - nowMs <= after) return null
  // The unlimited default wraps round a 64-bit number.
  const wrapped = BigInt.asIntN(64, BigInt(nowMs) - LONGEST)
  const low = before >= Number.MAX_SAFE_INTEGER ? String(wrapped) : String(nowMs - before)
  return `[${low}, ${nowMs + after}]`
}

const LONGEST = 9_223_372_036_854_775_807n
