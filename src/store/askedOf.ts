import type { Asked } from '~/engine/why/lookBack'
import type { Selected } from './selection'

type Fact = Parameters<Asked>[0]['fact']

const OF_BROKER = [
  'BrokerFenced',
  'BrokerUnfenced',
  'BrokerRegistered',
  'ControlledShutdownBegun',
] as const satisfies readonly Fact['type'][]
const OF_PROCESS = [
  'ProcessKilled',
  'ProcessPaused',
  'ProcessResumed',
  'ProcessExited',
  'BrokerStarted',
] as const satisfies readonly Fact['type'][]
const OF_CONTROLLER = [
  'ControllerActivated',
  'ControllerDeactivated',
  'QuorumLeaderElected',
  'QuorumLeaderResigned',
] as const satisfies readonly Fact['type'][]
const OF_CLIENT = [
  'RecordAcknowledged',
  'RecordFailed',
  'RecordsConsumed',
  'AssignmentReceived',
  'AssignmentRevoked',
  'PositionReset',
] as const satisfies readonly Fact['type'][]
const OF_GROUP = [
  'GroupStable',
  'GroupRebalanceBegun',
  'GroupMemberRemoved',
  'GroupMemberJoined',
] as const satisfies readonly Fact['type'][]

/** A fact of one partition: each of them can befall a replica. */
type OfPartition = Extract<Fact, { readonly topic: unknown; readonly partition: unknown }>['type']

/** The types of all that can befall a thing that is followed. */
export type FollowedFactType =
  | OfPartition
  | (typeof OF_BROKER)[number]
  | (typeof OF_PROCESS)[number]
  | (typeof OF_CONTROLLER)[number]
  | (typeof OF_CLIENT)[number]
  | (typeof OF_GROUP)[number]
  | 'LinkChanged'
  | 'MessageSent'

const isOneOf = (types: readonly Fact['type'][], fact: Fact) => types.includes(fact.type)

/** Whether a fact is a change of a thing. */
export function askedOf(selected: Selected): Asked {
  switch (selected.kind) {
    case 'record':
      return ({ fact }) => isOfRecord(fact, selected)
    case 'broker':
      return ({ fact, process }) =>
        ('broker' in fact && fact.broker === selected.id && isOneOf(OF_BROKER, fact)) ||
        (process === selected.process && isOneOf(OF_PROCESS, fact))
    case 'controller':
      return ({ fact, process }) =>
        process === selected.process && (isOneOf(OF_CONTROLLER, fact) || isOneOf(OF_PROCESS, fact))
    case 'client':
      return ({ fact, process }) => process === selected.process && isOneOf(OF_CLIENT, fact)
    case 'partition':
      return ({ fact }) =>
        (fact.type === 'PartitionChanged' || fact.type === 'RequestRefused') &&
        fact.topic === selected.topic &&
        fact.partition === selected.partition
    case 'replica':
      return ({ fact, process }) =>
        process === `kafka-${selected.broker}` &&
        'partition' in fact &&
        'topic' in fact &&
        fact.topic === selected.topic &&
        fact.partition === selected.partition
    case 'link':
      return ({ fact }) =>
        fact.type === 'LinkChanged' &&
        [fact.from, fact.to].toSorted().join() === [selected.from, selected.to].toSorted().join()
    case 'message':
      return ({ fact }) => fact.type === 'MessageSent' && fact.message === selected.id
    case 'group':
      return ({ fact }) => 'group' in fact && fact.group === selected.id && isOneOf(OF_GROUP, fact)
  }
}

type RecordPlace = Extract<Selected, { kind: 'record' }>

/** True for what happens to a record: appended, copied, committed, acknowledged, read, lost. */
function isOfRecord(fact: Fact, at: RecordPlace): boolean {
  if (!('topic' in fact) || !('partition' in fact)) return false
  if (fact.topic !== at.topic || fact.partition !== at.partition) return false
  const { offset } = at
  switch (fact.type) {
    case 'RecordsAppended':
      return fact.baseOffset <= offset && offset <= fact.lastOffset
    case 'HighWatermarkAdvanced':
      return fact.from <= offset && offset < fact.to
    case 'RecordAcknowledged':
      return fact.baseOffset <= offset && offset < fact.baseOffset + fact.count
    case 'RecordsConsumed':
      return fact.firstOffset <= offset && offset <= fact.lastOffset
    case 'LogTruncated':
      return fact.to <= offset && offset < fact.from
    case 'LogStartAdvanced':
      return fact.from <= offset && offset < fact.to
    default:
      return false
  }
}
