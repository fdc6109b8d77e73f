import type { MomentKind } from './momentKinds'

/** What a condition that is built from parts can be about; `any`: the cluster, or anything in it. */
export const CONDITION_SUBJECTS = ['partition', 'broker', 'controller', 'group', 'any'] as const
/** What a condition is about. */
export type ConditionSubject = (typeof CONDITION_SUBJECTS)[number]

/** What events report of things. */
export const CONDITION_PROPERTIES = [
  'leader',
  'isrSize',
  'elrSize',
  'leaderEpoch',
  'highWatermark',
  'logEndOffset',
  'error',
  'fenced',
  'lifecycle',
  'state',
  'process',
  'active',
  'role',
  'members',
  'generation',
  'activeController',
  'eventKind',
] as const
/** A property of a thing, as events report it. */
export type ConditionProperty = (typeof CONDITION_PROPERTIES)[number]

/** How a property is compared: =, ≠, <, ≤, >, ≥, or not at all. */
export const CONDITION_OPERATORS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'changes'] as const
/** How a property is compared. */
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number]

/** A value of a property; null: none, as of a partition without a leader. */
export type ConditionValue = number | string | null

/** A property of a thing comes to be what is asked for, or changes. */
export interface PropertyCondition {
  readonly type: 'property'
  readonly subject: ConditionSubject
  /** `orders-0`, a node's number, a group's id; null: any. */
  readonly id: string | null
  readonly property: ConditionProperty
  readonly operator: ConditionOperator
  /** null also where nothing is compared. */
  readonly value: ConditionValue
}

/** What a planned fault may wait for, and a run be searched for. */
export type KafkaCondition =
  | PropertyCondition
  /** A machine goes from a state into another; null: any. */
  | {
      readonly type: 'transition'
      readonly machine: string
      readonly from: string | null
      readonly to: string | null
    }
  /**
   * A moment of a kind. `seen`: partitions that had theirs before the condition was made, of the
   * moments that are told of the first only. `written`: what a controller had written by then and
   * not committed; nobody had seen it.
   */
  | {
      readonly type: 'moment'
      readonly kind: MomentKind
      readonly seen?: readonly string[]
      readonly written?: ConditionMemory
    }
  /** Any partition's leader changes, or this one's (`orders-0`). */
  | { readonly type: 'leaderChanged'; readonly partition: string | null }
  /** Fewer replicas are in sync than this. */
  | { readonly type: 'isrBelow'; readonly partition: string | null; readonly size: number }
  | { readonly type: 'brokerFenced'; readonly broker: number | null }
  | { readonly type: 'controllerElected' }
  /** The leader's high watermark reaches an offset. */
  | { readonly type: 'committed'; readonly partition: string; readonly offset: number }
  /** A request is refused with this error. */
  | { readonly type: 'refused'; readonly error: string }
  /** A machine takes an edge into a state. */
  | { readonly type: 'entered'; readonly machine: string; readonly state: string }
  /** A thing's machine takes this edge; null: anything's. */
  | {
      readonly type: 'taken'
      readonly machine: string
      readonly id: string | null
      readonly from: string
      readonly event: string
    }

/** Something that a controller has written and that is not committed: nobody can see it yet. */
export interface Written<T> {
  readonly what: T
  readonly controller: string
  /** The last offset of the records that it is in; null: they are not appended yet. */
  readonly lastOffset: number | null
}

/** What a condition that waits remembers: what a controller has written of it, and not committed. */
export type ConditionMemory = readonly Written<MomentKind>[]
