import type { Reported } from '~/sim/model'
import type {
  ConditionOperator,
  ConditionSubject,
  ConditionValue,
  KafkaCondition,
  PropertyCondition,
} from './condition'
import type { KafkaModel } from './model'
import { answeredErrors } from './protocol/answeredErrors'
import type { Body } from './protocol/rpc'
import type { Reading } from './readings'
import { readingOf } from './readings'

type Fact = KafkaModel['Fact']
/** What one event meets or not, whatever was before it. */
type EventCondition = Exclude<KafkaCondition, { type: 'moment' }>
type Type = Exclude<EventCondition['type'], 'property'>
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
  transition: ({ machine, from, to }, fact) =>
    fact.type === 'Transitioned' &&
    fact.machine === machine &&
    (from === null || fact.from === from) &&
    (to === null || fact.to === to),
  taken: ({ machine, id, from, event }, fact) =>
    fact.type === 'Transitioned' &&
    fact.machine === machine &&
    (id === null || fact.id === id) &&
    fact.from === from &&
    fact.event === event,
}

type Compares = (value: ConditionValue, than: ConditionValue) => boolean

/** What is greater or less are numbers; anything else is equal or not. */
function ofNumbers(holds: (value: number, than: number) => boolean): Compares {
  return (value, than) =>
    typeof value === 'number' && typeof than === 'number' && holds(value, than)
}

const COMPARES: { readonly [O in Exclude<ConditionOperator, 'changes'>]: Compares } = {
  eq: (value, than) => value === than,
  ne: (value, than) => value !== than,
  lt: ofNumbers((value, than) => value < than),
  le: ofNumbers((value, than) => value <= than),
  gt: ofNumbers((value, than) => value > than),
  ge: ofNumbers((value, than) => value >= than),
}

/** True when a reading is of what a condition is about; any of a kind is one with a name of its own. */
function isMeant(subject: ConditionSubject, id: string | null, reading: Reading): boolean {
  if (id !== null) return reading.id === id
  return subject === 'any' || (reading.id !== '' && !reading.id.startsWith('__'))
}

/** True when a reading is the one at which a condition begins to hold, or a change that is asked for. */
function begins({ subject, id, operator, value }: PropertyCondition, reading: Reading): boolean {
  const { from, to } = reading
  if (!isMeant(subject, id, reading)) return false
  if (operator === 'changes') return from !== to
  const holds = COMPARES[operator]
  return holds(to, value) && !(from !== undefined && holds(from, value))
}

/** An answer tells errors that no part reported as a refusal of its own. */
function meetsAnswer(condition: EventCondition, answer: Body): boolean {
  if (condition.type !== 'property' || condition.property !== 'error') return false
  return answeredErrors(answer).some(({ error, partition }) =>
    begins(condition, { id: partition ?? '', to: error }),
  )
}

/**
 * True when one event meets a condition: one of its facts does, or the answer that it brought. A
 * comparison is met where it begins to hold, not again while it goes on.
 */
export function meetsCondition(
  condition: EventCondition,
  facts: readonly Reported<KafkaModel>[],
  answer: Body | null = null,
): boolean {
  if (answer !== null && meetsAnswer(condition, answer)) return true
  if (condition.type === 'property') {
    return facts.some((row) => {
      const reading = readingOf(condition.property, row)
      return reading !== null && begins(condition, reading)
    })
  }
  const test = TESTS[condition.type] as (condition: EventCondition, fact: Fact) => boolean
  return facts.some(({ fact }) => test(condition, fact as Fact))
}
