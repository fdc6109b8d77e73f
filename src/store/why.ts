import type { Asked, WhyLink } from '~/engine/why'
import { whyOf } from '~/engine/why'
import type { Selected } from './selection'
import { isSameThing } from './selection'
import { currentRun, session } from './session'

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

function askedOf(selected: Selected): Asked {
  switch (selected.kind) {
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
        fact.type === 'PartitionChanged' &&
        fact.topic === selected.topic &&
        fact.partition === selected.partition
    case 'replica':
      return ({ fact, process }) =>
        process === `kafka-${selected.broker}` &&
        'partition' in fact &&
        'topic' in fact &&
        fact.topic === selected.topic &&
        fact.partition === selected.partition
    case 'message':
      return ({ fact }) => fact.type === 'MessageSent' && fact.message === selected.id
    case 'group':
      return ({ fact }) =>
        'group' in fact && fact.group === selected.id && OF_GROUP.includes(fact.type)
  }
}

const kept: {
  version: number
  selected: Selected | null
  links: readonly WhyLink[]
} = { version: -1, selected: null, links: [] }

/** Why the thing is as it is at the cursor; the same list until the cursor or the thing changes. */
export function currentWhy(selected: Selected): readonly WhyLink[] {
  const { version } = session.getState()
  if (kept.version !== version || !isSameThing(kept.selected, selected)) {
    kept.links = whyOf(currentRun(), askedOf(selected))
    kept.version = version
    kept.selected = selected
  }
  return kept.links
}
