import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { Told } from './momentKinds'
import type { ProcessNames } from '~/views/processName'
import { numberIn, shortList } from './momentNames'

type Fact = FactRecord<KafkaModel>['fact']
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

function ofRefusal(fact: FactOf<'RequestRefused'>, partition: string): Told {
  const { error, actual, required } = fact
  const values =
    error === 'INVALID_PRODUCER_EPOCH'
      ? { partition, error, actual, required }
      : { partition, error, inSync: numberIn(actual), min: numberIn(required) }
  return { values, about: partition }
}

/** Refusals, segments of a log, batches that come a second time, and places that a log no longer has. */
export function ofLog(
  { fact, process }: FactRecord<KafkaModel>,
  nameOf: ProcessNames,
): Told | null {
  if (!('topic' in fact) || !('partition' in fact)) return null
  const partition = `${fact.topic ?? ''}-${fact.partition ?? ''}`
  const about = partition
  const name = nameOf(process ?? '')
  switch (fact.type) {
    case 'RequestRefused':
      return ofRefusal(fact, partition)
    case 'SegmentRolled': {
      const { because, actual, limit, baseOffset: offset } = fact
      return { values: { partition, process: name, offset, because, actual, limit }, about }
    }
    case 'SegmentsDeleted': {
      const { because, actual, limit, baseOffsets } = fact
      const segments = { count: baseOffsets.length, segments: shortList(baseOffsets) }
      return { values: { partition, process: name, because, actual, limit, ...segments }, about }
    }
    case 'DuplicateAnswered': {
      const { producerId, baseSequence: sequence, firstOffset: offset } = fact
      return { values: { partition, producerId, sequence, offset }, about }
    }
    case 'PositionOutOfRange': {
      const { position, reset } = fact
      return { values: { partition, process: name, position, reset }, about }
    }
    default:
      return null
  }
}
