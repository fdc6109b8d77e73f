import type { SendReason } from '../client/sendReason'
import type { ErrorCode } from '../protocol/errors'

/** What client processes report. Rules: P-*, K-*, A-*. */
export type ClientFact =
  | {
      readonly type: 'RecordSent'
      readonly topic: string
      readonly partition: number
      readonly count: number
      /** The producer's own numbers of the batch's records, first and last. */
      readonly firstNumber: number
      readonly lastNumber: number
      /** 0 for the first time, then one more each. */
      readonly attempt: number
      readonly because: SendReason
      /** How long it waited since it was begun or last sent, and the linger.ms that held then, ms. */
      readonly waitedMs: number
      readonly lingerMs: number
      readonly bytes: number
    }
  /** A send() waits: the program's thread stands still. */
  | {
      readonly type: 'SendBlocked'
      readonly rule: string
      readonly topic: string
      readonly number: number
      readonly waitsFor: 'metadata' | 'memory'
      /** Free bytes of buffer.memory and the wanted ones; 0 of 1 for metadata. */
      readonly has: number
      readonly needs: number
      readonly maxBlockMs: number
    }
  /** An idempotent producer raised its epoch by itself: sequences begin at 0 again. */
  | {
      readonly type: 'ProducerEpochBumped'
      readonly rule: string
      readonly producerId: number
      readonly producerEpoch: number
      readonly to: number
      readonly partitions: readonly string[]
    }
  | {
      readonly type: 'RecordAcknowledged'
      readonly topic: string
      readonly partition: number
      readonly baseOffset: number
      readonly count: number
      readonly firstNumber: number
      readonly lastNumber: number
      readonly acks: -1 | 0 | 1
    }
  | {
      readonly type: 'RecordFailed'
      readonly topic: string
      readonly partition: number
      readonly count: number
      readonly firstNumber: number
      readonly lastNumber: number
      readonly error: ErrorCode
    }
  | {
      readonly type: 'RecordsConsumed'
      readonly topic: string
      readonly partition: number
      readonly firstOffset: number
      readonly lastOffset: number
      readonly group: string | null
    }
  | {
      readonly type: 'AssignmentReceived'
      readonly group: string
      readonly partitions: readonly string[]
      readonly generation: number
    }
  | {
      readonly type: 'AssignmentRevoked'
      readonly group: string
      readonly partitions: readonly string[]
    }
  | {
      readonly type: 'PositionReset'
      readonly topic: string
      readonly partition: number
      readonly to: number
    }
  /** The log does not have a consumer's position: it is reset, by `auto.offset.reset`. */
  | {
      readonly type: 'PositionOutOfRange'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly position: number
      readonly reset: string
    }
  | { readonly type: 'MetadataUpdated'; readonly topics: readonly string[] }
