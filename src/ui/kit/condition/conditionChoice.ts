import { GROUP_STATES, MACHINES } from '~/charts/machines'
import type { KafkaCondition } from '~/store/until'
import { ERROR_CODES } from '~/views/errorCodes'
import { en } from '~/words/en'

type Property = Extract<KafkaCondition, { type: 'property' }>
type Moment = Extract<KafkaCondition, { type: 'moment' }>

/** What a condition can be about. */
export type ChoiceSubject = Property['subject'] | 'transition'
/** What of it is looked at. */
export type ChoiceProperty = Property['property'] | 'momentKind'
/** How it is compared. */
export type ChoiceOperator = Property['operator']

/** The parts of a condition as the fields have them; '' of an id or a state: any. */
export interface ConditionChoice {
  readonly subject: ChoiceSubject
  readonly id: string
  readonly property: ChoiceProperty
  readonly operator: ChoiceOperator
  /** As it was typed or chosen; `none`: nobody. */
  readonly value: string
  readonly machine: string
  readonly from: string
  readonly to: string
}

/** What there is to choose from at the cursor. */
export interface ConditionNames {
  readonly partitions: readonly string[]
  readonly brokers: readonly string[]
  readonly controllers: readonly string[]
  readonly groups: readonly string[]
}

/** Before anything is chosen. */
export const FIRST_CHOICE: ConditionChoice = {
  subject: 'partition',
  id: '',
  property: 'isrSize',
  operator: 'lt',
  value: '2',
  machine: 'classicGroup',
  from: 'Stable',
  to: 'PreparingRebalance',
}

/** The properties of each subject, in the order of the chooser. */
export const PROPERTIES_OF: Readonly<
  Record<Exclude<ChoiceSubject, 'transition'>, readonly ChoiceProperty[]>
> = {
  partition: [
    'isrSize',
    'leader',
    'elrSize',
    'leaderEpoch',
    'highWatermark',
    'logEndOffset',
    'error',
  ],
  broker: ['fenced', 'lifecycle', 'process'],
  controller: ['active', 'role', 'process'],
  group: ['state', 'members', 'generation'],
  any: ['error', 'momentKind', 'activeController', 'eventKind'],
}

/** Every subject, in the order of the chooser. */
export const SUBJECTS: readonly ChoiceSubject[] = [
  'partition',
  'broker',
  'controller',
  'group',
  'any',
  'transition',
]

/** A number is compared, a node is one of several, a word is or is not, a kind is. */
type Kind = 'number' | 'node' | 'word' | 'kind'

const KIND_OF: Readonly<Record<ChoiceProperty, Kind>> = {
  leader: 'node',
  isrSize: 'number',
  elrSize: 'number',
  leaderEpoch: 'number',
  highWatermark: 'number',
  logEndOffset: 'number',
  error: 'kind',
  fenced: 'kind',
  lifecycle: 'word',
  state: 'word',
  process: 'kind',
  active: 'kind',
  role: 'word',
  members: 'number',
  generation: 'number',
  activeController: 'node',
  eventKind: 'kind',
  momentKind: 'kind',
}

const OPERATORS: Readonly<Record<Kind, readonly ChoiceOperator[]>> = {
  number: ['lt', 'le', 'eq', 'ne', 'ge', 'gt', 'changes'],
  node: ['changes', 'eq', 'ne'],
  word: ['eq', 'ne', 'changes'],
  kind: ['eq'],
}

/** How a property can be compared, in the order of the chooser. */
export function operatorsOf(property: ChoiceProperty): readonly ChoiceOperator[] {
  return OPERATORS[KIND_OF[property]]
}

/** True where an operator is said as a sign: of numbers and nodes. */
export function isBySign(property: ChoiceProperty): boolean {
  return KIND_OF[property] === 'number' || KIND_OF[property] === 'node'
}

/** Errors that a person looks for most: they are offered first. */
const OFTEN: readonly string[] = [
  'NOT_ENOUGH_REPLICAS',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  'NOT_LEADER_OR_FOLLOWER',
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR',
  'COORDINATOR_NOT_AVAILABLE',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'NOT_CONTROLLER',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'OFFSET_OUT_OF_RANGE',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'INVALID_PRODUCER_EPOCH',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'MESSAGE_TOO_LARGE',
  'REQUEST_TIMED_OUT',
  'KAFKA_STORAGE_ERROR',
]

const ERRORS = [...OFTEN, ...ERROR_CODES.filter((code) => !OFTEN.includes(code))]

/** The ends of the keys of sentences that begin with this. */
function wordsWith(prefix: string): readonly string[] {
  return Object.keys(en).flatMap((key) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  )
}

/** The states of a machine. */
export function statesOf(machine: string): readonly string[] {
  return MACHINES.find(({ id }) => id === machine)?.states ?? []
}

const YES_NO = ['yes', 'no'] as const

/** What a property can be; null: a number is typed. */
export function valuesOf(
  property: ChoiceProperty,
  names: ConditionNames,
): readonly string[] | null {
  switch (property) {
    case 'leader':
      return [...names.brokers, 'none']
    case 'activeController':
      return names.controllers
    case 'error':
      return ERRORS
    case 'fenced':
    case 'active':
      return YES_NO
    case 'lifecycle':
      return statesOf('brokerLifecycle')
    case 'role':
      return statesOf('quorumRole')
    case 'state':
      return GROUP_STATES
    case 'process':
      return ['killed', 'stopped', 'paused', 'running']
    case 'eventKind':
      return wordsWith('fact.')
    case 'momentKind':
      return wordsWith('momentKind.')
    default:
      return null
  }
}

/** The ids that a subject has; a process is told of by its node, so one of them is meant. */
export function idsOf(
  { subject, property }: Pick<ConditionChoice, 'subject' | 'property'>,
  names: ConditionNames,
): readonly string[] {
  switch (subject) {
    case 'partition':
      return ['', ...names.partitions]
    case 'broker':
      return property === 'process' ? names.brokers : ['', ...names.brokers]
    case 'controller':
      return property === 'process' ? names.controllers : ['', ...names.controllers]
    case 'group':
      return ['', ...names.groups]
    default:
      return ['']
  }
}

function oneOf<T extends string>(wish: T, options: readonly T[]): T {
  return options.includes(wish) ? wish : (options[0] ?? wish)
}

/** The parts when one of them has changed: those that do not go with it any more are the first that do. */
export function settled(choice: ConditionChoice, names: ConditionNames): ConditionChoice {
  const { subject, machine } = choice
  if (subject === 'transition') {
    const states = ['', ...statesOf(machine)]
    return { ...choice, from: oneOf(choice.from, states), to: oneOf(choice.to, states) }
  }
  const property = oneOf(choice.property, PROPERTIES_OF[subject])
  const values = valuesOf(property, names)
  const isNumber = values === null && !/^\d*$/.test(choice.value)
  return {
    ...choice,
    property,
    operator: oneOf(choice.operator, operatorsOf(property)),
    id: oneOf(choice.id, idsOf({ subject, property }, names)),
    value: values === null ? (isNumber ? '2' : choice.value) : oneOf(choice.value, values),
  }
}

/** The parts of a condition; null: nothing is asked for, or it is none that the fields can make. */
export function choiceOf(condition: KafkaCondition | null): ConditionChoice | null {
  switch (condition?.type) {
    case 'property': {
      const { subject, property, operator, id } = condition
      const value = operator === 'changes' ? '' : `${condition.value ?? 'none'}`
      return { ...FIRST_CHOICE, subject, property, operator, id: id ?? '', value }
    }
    case 'moment':
      return {
        ...FIRST_CHOICE,
        subject: 'any',
        property: 'momentKind',
        operator: 'eq',
        value: condition.kind,
      }
    case 'transition': {
      const { machine, from, to } = condition
      return { ...FIRST_CHOICE, subject: 'transition', machine, from: from ?? '', to: to ?? '' }
    }
    default:
      return null
  }
}

/** The condition of some parts; null: a number is missing. */
export function conditionOf(choice: ConditionChoice): KafkaCondition | null {
  const { subject, property, operator, machine, from, to } = choice
  const id = choice.id === '' ? null : choice.id
  if (subject === 'transition') {
    return { type: 'transition', machine, from: from || null, to: to || null }
  }
  if (property === 'momentKind') {
    // The list holds every kind, and nothing else.
    return { type: 'moment', kind: choice.value as Moment['kind'] }
  }
  const about = { type: 'property', subject, id, property, operator } as const
  if (operator === 'changes') return { ...about, value: null }
  if (!isBySign(property)) return { ...about, value: choice.value }
  if (choice.value === 'none') return { ...about, value: null }
  const typed = choice.value.trim()
  return /^\d+$/.test(typed) ? { ...about, value: Number(typed) } : null
}
