import type { Asked } from '~/engine/why/chain'
import type { Selected } from './selection'

type Fact = Parameters<Asked>[0]['fact']

const OF_BROKER: readonly Fact['type'][] = [
  'BrokerFenced',
  'BrokerUnfenced',
  'BrokerRegistered',
  'ControlledShutdownBegun',
]
const OF_PROCESS: readonly Fact['type'][] = [
  'ProcessKilled',
  'ProcessPaused',
  'ProcessResumed',
  'ProcessExited',
  'BrokerStarted',
]
const OF_CONTROLLER: readonly Fact['type'][] = [
  'ControllerActivated',
  'ControllerDeactivated',
  'QuorumLeaderElected',
  'QuorumLeaderResigned',
]
const OF_CLIENT: readonly Fact['type'][] = [
  'RecordAcknowledged',
  'RecordFailed',
  'RecordsConsumed',
  'AssignmentReceived',
  'AssignmentRevoked',
  'PositionReset',
]
const OF_GROUP: readonly Fact['type'][] = [
  'GroupStable',
  'GroupRebalanceBegun',
  'GroupMemberRemoved',
  'GroupMemberJoined',
]

/** Whether a fact is a change of a thing. */
export function askedOf(selected: Selected): Asked {
  switch (selected.kind) {
    case 'record':
      return ({ fact }) => isOfRecord(fact, selected)
    case 'broker':
      return ({ fact, process }) =>
        ('broker' in fact && fact.broker === selected.id && OF_BROKER.includes(fact.type)) ||
        (process === selected.process && OF_PROCESS.includes(fact.type))
    case 'controller':
      return ({ fact, process }) =>
        process === selected.process &&
        (OF_CONTROLLER.includes(fact.type) || OF_PROCESS.includes(fact.type))
    case 'client':
      return ({ fact, process }) => process === selected.process && OF_CLIENT.includes(fact.type)
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
      return ({ fact }) =>
        'group' in fact && fact.group === selected.id && OF_GROUP.includes(fact.type)
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
