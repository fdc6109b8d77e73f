import type { Reported } from '~/sim/model'
import type { KafkaCondition } from './condition'
import type { KafkaModel } from './model'

type Fact = KafkaModel['Fact']
type Type = KafkaCondition['type']
type Of<T extends Type> = Extract<KafkaCondition, { type: T }>

function isOf(fact: { readonly topic: string; readonly partition: number }, name: string | null) {
  const isInternal = fact.topic.startsWith('__')
  return name === null ? !isInternal : `${fact.topic}-${fact.partition}` === name
}

const TESTS: { readonly [T in Type]: (condition: Of<T>, fact: Fact) => boolean } = {
  leaderChanged: ({ partition }, fact) =>
    fact.type === 'PartitionChanged' && fact.leaderTo !== fact.leaderFrom && isOf(fact, partition),
  isrBelow: ({ partition, size }, fact) =>
    fact.type === 'PartitionChanged' && fact.isrTo.length < size && isOf(fact, partition),
  brokerFenced: ({ broker }, fact) =>
    fact.type === 'BrokerFenced' && (broker === null || broker === Number(fact.broker)),
  controllerElected: (_, fact) => fact.type === 'ControllerActivated',
  committed: ({ partition, offset }, fact) =>
    fact.type === 'HighWatermarkAdvanced' &&
    fact.as === 'leader' &&
    fact.to >= offset &&
    isOf(fact, partition),
  refused: ({ error }, fact) => fact.type === 'RequestRefused' && fact.error === error,
  entered: ({ machine, state }, fact) =>
    fact.type === 'Transitioned' && fact.machine === machine && fact.to === state,
  taken: ({ machine, id, from, event }, fact) =>
    fact.type === 'Transitioned' &&
    fact.machine === machine &&
    (id === null || fact.id === id) &&
    fact.from === from &&
    fact.event === event,
}

/** True when one of an event's facts meets a condition. */
export function meetsCondition(
  condition: KafkaCondition,
  facts: readonly Reported<KafkaModel>[],
): boolean {
  const test = TESTS[condition.type] as (condition: KafkaCondition, fact: Fact) => boolean
  return facts.some(({ fact }) => test(condition, fact as Fact))
}
