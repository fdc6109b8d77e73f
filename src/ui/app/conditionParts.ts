import type { KafkaCondition } from '~/store/until'

/** What a condition that is built from parts can be about; an edge is chosen in its chart. */
export type Kind = Exclude<KafkaCondition['type'], 'taken'>

/** Every kind, in the order of the chooser. */
export const KINDS: readonly Kind[] = [
  'isrBelow',
  'leaderChanged',
  'refused',
  'entered',
  'brokerFenced',
  'controllerElected',
  'committed',
]

/** Errors that requests are refused with and that a person looks for. */
export const ERRORS = [
  'NOT_ENOUGH_REPLICAS',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  'NOT_LEADER_OR_FOLLOWER',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'OFFSET_OUT_OF_RANGE',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'INVALID_PRODUCER_EPOCH',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'MESSAGE_TOO_LARGE',
] as const

/** States that machines enter, `machine/state`. */
export const STATES = [
  'classicGroup/PreparingRebalance',
  'classicGroup/CompletingRebalance',
  'classicGroup/Stable',
  'quorumRole/Leader',
  'quorumRole/Candidate',
  'quorumRole/Resigned',
  'brokerControl/FENCED',
  'brokerControl/UNFENCED',
] as const

/** What a person has chosen; numbers as they were typed. */
export interface Parts {
  readonly kind: Kind
  /** `topic-n`; empty: any. */
  readonly partition: string
  readonly number: string
  readonly error: string
  readonly state: string
}

/** The condition of some parts; null: a part is missing. */
export function conditionOf(parts: Parts): KafkaCondition | null {
  const partition = parts.partition === '' ? null : parts.partition
  const typed = parts.number.trim()
  const number = /^\d+$/.test(typed) ? Number(typed) : null
  switch (parts.kind) {
    case 'leaderChanged':
      return { type: 'leaderChanged', partition }
    case 'isrBelow':
      return number === null ? null : { type: 'isrBelow', partition, size: number }
    case 'brokerFenced':
      return typed !== '' && number === null ? null : { type: 'brokerFenced', broker: number }
    case 'controllerElected':
      return { type: 'controllerElected' }
    case 'committed':
      if (partition === null || number === null) return null
      return { type: 'committed', partition, offset: number }
    case 'refused':
      return { type: 'refused', error: parts.error }
    case 'entered': {
      const [machine = '', state = ''] = parts.state.split('/')
      return { type: 'entered', machine, state }
    }
  }
}
