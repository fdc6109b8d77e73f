import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { Found } from './momentKinds'
import { alert, notice } from './momentKinds'
import type { ProcessNames } from '~/views/processName'
import { isInternal, numberIn, shortList } from './momentNames'

type Fact = FactRecord<KafkaModel>['fact']
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

/** A batch that a leader refused for good reason; what only asks for newer metadata is no moment. */
export function ofRefusal(fact: FactOf<'RequestRefused'>): Found | null {
  const { error, actual, required } = fact
  const partition = `${fact.topic ?? ''}-${fact.partition ?? ''}`
  switch (error) {
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND':
      return alert(
        'produceRefused',
        { partition, error, inSync: numberIn(actual), min: numberIn(required) },
        partition,
      )
    case 'INVALID_PRODUCER_EPOCH':
      return alert('producerFenced', { partition, error, actual, required }, partition)
    default:
      return null
  }
}

/** Segments of a log, batches that come a second time, and places that a log no longer has. */
export function ofLog(
  { fact, process }: FactRecord<KafkaModel>,
  nameOf: ProcessNames,
): Found | null {
  if (!('topic' in fact) || !('partition' in fact)) return null
  if (fact.topic === null || isInternal(fact.topic)) return null
  const partition = `${fact.topic}-${fact.partition ?? ''}`
  const name = nameOf(process ?? '')
  switch (fact.type) {
    case 'SegmentRolled': {
      const { because, actual, limit, baseOffset: offset } = fact
      const values = { partition, process: name, offset, because, actual, limit }
      return notice('segmentRolled', values, partition)
    }
    case 'SegmentsDeleted': {
      const { because, actual, limit, baseOffsets } = fact
      const segments = { count: baseOffsets.length, segments: shortList(baseOffsets) }
      const values = { partition, process: name, because, actual, limit, ...segments }
      return notice('segmentsDeleted', values, partition)
    }
    case 'DuplicateAnswered': {
      const { producerId, baseSequence: sequence, firstOffset: offset } = fact
      return notice('duplicateSuppressed', { partition, producerId, sequence, offset }, partition)
    }
    case 'RecordSent': {
      // Once for each batch: a leader that is not found is asked for many times.
      if (fact.attempt !== 1) return null
      const { count, firstNumber: first, lastNumber: last } = fact
      return notice('batchRetried', { partition, count, first, last }, partition)
    }
    case 'PositionOutOfRange': {
      const { position, reset } = fact
      return alert('positionOutOfRange', { partition, process: name, position, reset }, partition)
    }
    default:
      return null
  }
}
