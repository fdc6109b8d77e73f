import type { Run } from '../run'
import type { FactRow } from '../why/lookBack'
import { newest } from '../why/lookBack'
import { inSyncNumbers, isTooFewInSync } from '../why/refused'
import { triedBefore } from '../why/retried'
import type { Draft, Need } from './draft'
import { need } from './draft'
import type { Scene } from './scene'
import { leaderOf, nameOf } from './scene'

type Fact = FactRow['fact']
type Of<T extends Fact['type']> = Extract<Fact, { type: T }>

const exactly = (fact: Fact) => (row: FactRow) => row.fact === fact

/** Why a batch did not leave its producer earlier. P-08. Kafka: RecordAccumulator.batchReady. */
export function heldBack(fact: Of<'RecordSent'>, { process }: FactRow): Draft {
  const values = { partition: nameOf(fact), linger: fact.lingerMs }
  return {
    asked: 'batchNotSentBefore',
    values,
    needs: [need('readyToSend', false, values)],
    blames: exactly(fact),
    reads: 'RecordSent',
    settings: [
      ['linger.ms', { process: process ?? '' }],
      ['batch.size', { process: process ?? '' }],
    ],
  }
}

/** Why one try was not enough. Kafka: Sender.canRetry, handleProduceResponse. */
export function triedAgain(run: Run, fact: Of<'RecordSent'>, row: FactRow): Draft {
  const process = row.process ?? ''
  const tried = triedBefore(run, row)
  const missing =
    tried?.endedAt === undefined
      ? refusalNeed(run, row, tried?.row.event ?? row.event)
      : need('answeredInTime', false)
  const decides: Draft['settings'] =
    missing.key === 'answeredInTime'
      ? [['request.timeout.ms', { process }]]
      : missing.key === 'enoughInSync'
        ? [['min.insync.replicas', { topic: fact.topic }]]
        : []
  return {
    asked: 'firstTryNotEnough',
    values: { partition: nameOf(fact) },
    needs: [missing],
    blames: exactly(fact),
    reads: 'RecordSent',
    settings: [...decides, ['retry.backoff.ms', { process }]],
  }
}

/** What a try was refused with after an event; its connection may have broken, too. */
function refusalNeed(run: Run, { fact: sent, event }: FactRow, after: number): Need {
  const isRefusal = ({ fact, event: own }: FactRow) =>
    fact.type === 'RequestRefused' &&
    fact.api === 'Produce' &&
    sent.type === 'RecordSent' &&
    fact.topic === sent.topic &&
    fact.partition === sent.partition &&
    own > after
  const refused = newest(run, isRefusal, event)?.fact
  if (refused?.type !== 'RequestRefused') return need('answeredAtAll', false)
  const { error } = refused
  return isTooFewInSync(refused)
    ? need('enoughInSync', false, inSyncNumbers(refused))
    : need('accepted', false, { error })
}

/** Why a batch that came twice stands once. Kafka: ProducerStateEntry.findDuplicateBatch. */
export function appendedOnce(fact: Of<'DuplicateAnswered'>): Draft {
  const { producerId, baseSequence: sequence, firstOffset: offset } = fact
  const values = { partition: nameOf(fact), producerId, sequence, offset }
  return {
    asked: 'batchNotAppendedAgain',
    values,
    needs: [need('newSequence', false, values)],
    blames: exactly(fact),
    reads: 'DuplicateAnswered',
    settings: [],
  }
}

/** Why a leader takes nothing of a producer's old epoch. ProducerAppendInfo.checkProducerEpoch. */
export function notTaken(fact: Of<'RequestRefused'>): Draft {
  const partition = `${fact.topic ?? ''}-${fact.partition ?? ''}`
  const { actual, required } = fact
  return {
    asked: 'batchNotTaken',
    values: { partition },
    needs: [need('newestProducerEpoch', false, { actual, required })],
    blames: exactly(fact),
    reads: 'ProducerEpochBumped',
    settings: [],
  }
}

const ROLLED_BY = { size: 'segment.bytes', time: 'segment.ms', index: 'segment.index.bytes' }

/** Why the next batch does not go into the same segment. Kafka: LogSegment.shouldRoll. */
export function segmentNotContinued(fact: Of<'SegmentRolled'>): Draft {
  const { because, actual, limit, topic } = fact
  const values = { partition: nameOf(fact), because, actual, limit }
  return {
    asked: 'segmentNotContinued',
    values,
    needs: [need('segmentHasRoom', false, values)],
    blames: exactly(fact),
    reads: 'SegmentRolled',
    settings: because === 'offsets' || because === 'asked' ? [] : [[ROLLED_BY[because], { topic }]],
  }
}

/** Why old segments are not there any more. Kafka: UnifiedLog.deleteOldSegments. */
export function segmentsNotKept(fact: Of<'SegmentsDeleted'>): Draft {
  const { because, actual, limit, topic, baseOffsets } = fact
  const values = { partition: nameOf(fact), because, actual, limit, count: baseOffsets.length }
  const setting = because === 'time' ? 'retention.ms' : 'retention.bytes'
  return {
    asked: 'segmentsNotKept',
    values,
    needs: [need('withinRetention', false, values)],
    blames: exactly(fact),
    reads: 'SegmentsDeleted',
    settings: because === 'logStartOffset' ? [] : [[setting, { topic }]],
  }
}

/** Why a reader cannot go on where it was. Kafka: LocalLog.read, Partition.readRecords. */
export function positionNotKept(
  before: Scene,
  fact: Of<'PositionOutOfRange'>,
  { process }: FactRow,
): Draft {
  const { position: offset } = fact
  const log = leaderOf(before, fact)?.replica.log
  const values = { partition: nameOf(fact), offset, reader: process ?? '' }
  const range = { start: log?.logStartOffset ?? '–', end: log?.logEndOffset ?? '–' }
  return {
    asked: 'positionNotKept',
    values,
    needs: [need('inLog', false, { ...values, ...range })],
    blames: ({ fact: one }) =>
      one === fact ||
      ((one.type === 'LogStartAdvanced' || one.type === 'LogTruncated') &&
        one.topic === fact.topic &&
        one.partition === fact.partition),
    reads: 'PositionOutOfRange',
    settings: [['auto.offset.reset', { process: process ?? '' }]],
  }
}
