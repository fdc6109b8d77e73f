import type { Reported } from '~/sim/model'
import type { KernelFact } from '~/sim/facts'
import type { ConditionProperty, ConditionValue } from './condition'
import { GROUP_MACHINES } from './group/groups.machine'
import type { KafkaModel } from './model'

/** What one fact says of a property of one thing. */
export interface Reading {
  /** `orders-0`, a node's number, a group's id; '': the cluster. */
  readonly id: string
  /** What it was; absent: the fact does not say, and is told only when it changes. */
  readonly from?: ConditionValue
  readonly to: ConditionValue
}

type Fact = KafkaModel['Fact'] | KernelFact
type Row = Omit<Reported<KafkaModel>, 'fact'> & { readonly fact: Fact }
type Read = (row: Row) => Reading | null

const partitionOf = ({
  topic,
  partition,
}: {
  readonly topic: string
  readonly partition: number
}) => `${topic}-${partition}`

/** What a change of a partition says. */
function ofChange(
  read: (fact: Extract<Fact, { type: 'PartitionChanged' }>) => Omit<Reading, 'id'>,
): Read {
  return ({ fact }) =>
    fact.type === 'PartitionChanged' ? { id: partitionOf(fact), ...read(fact) } : null
}

/** The state that a thing's machine comes into; `prefix` and the thing's name are its id. */
function ofMachine(machines: readonly string[], prefix: string): Read {
  return ({ fact }) =>
    fact.type === 'Transitioned' && machines.includes(fact.machine) && fact.id.startsWith(prefix)
      ? { id: fact.id.slice(prefix.length), from: fact.from, to: fact.to }
      : null
}

/** A server's process, `kafka-2`, by its node's number. */
const SERVER = /^kafka-(\d+)$/

const PROCESS_STATES: Partial<Record<Fact['type'], string>> = {
  ProcessStarted: 'running',
  ProcessResumed: 'running',
  ProcessPaused: 'paused',
  ProcessKilled: 'killed',
  ProcessExited: 'stopped',
}

const READS: { readonly [P in ConditionProperty]: Read } = {
  leader: ofChange(({ leaderFrom, leaderTo }) => ({ from: leaderFrom, to: leaderTo })),
  isrSize: ofChange(({ isrFrom, isrTo }) => ({ from: isrFrom.length, to: isrTo.length })),
  elrSize: ofChange(({ elrFrom, elrTo }) => ({ from: elrFrom.length, to: elrTo.length })),
  leaderEpoch: ofChange(({ leaderEpochFrom, leaderEpoch }) => ({
    from: leaderEpochFrom,
    to: leaderEpoch,
  })),
  highWatermark: ({ fact }) =>
    fact.type === 'HighWatermarkAdvanced' && fact.as === 'leader'
      ? { id: partitionOf(fact), from: fact.from, to: fact.to }
      : null,
  logEndOffset: ({ fact }) =>
    fact.type === 'RecordsAppended' && fact.as === 'leader'
      ? { id: partitionOf(fact), from: fact.baseOffset, to: fact.lastOffset + 1 }
      : null,
  error: ({ fact }) => {
    if (fact.type !== 'RequestRefused') return null
    const { topic, partition, error } = fact
    const isNamed = topic !== null && partition !== null
    return { id: isNamed ? partitionOf({ topic, partition }) : '', to: error }
  },
  fenced: ({ fact }) => {
    if (fact.type === 'BrokerFenced') return { id: `${fact.broker}`, from: 'no', to: 'yes' }
    if (fact.type !== 'BrokerUnfenced') return null
    return { id: `${fact.broker}`, from: 'yes', to: 'no' }
  },
  lifecycle: ofMachine(['brokerLifecycle'], 'broker '),
  state: ofMachine(
    GROUP_MACHINES.map(({ id }) => id),
    'group ',
  ),
  process: ({ fact, process }) => {
    const to = PROCESS_STATES[fact.type]
    const id = SERVER.exec(process ?? '')?.[1]
    return to === undefined || id === undefined ? null : { id, to }
  },
  active: ({ fact }) => {
    if (fact.type === 'ControllerActivated') {
      return { id: `${fact.controller}`, from: 'no', to: 'yes' }
    }
    if (fact.type !== 'ControllerDeactivated') return null
    return { id: `${fact.controller}`, from: 'yes', to: 'no' }
  },
  role: ofMachine(['quorumRole'], 'node '),
  members: ({ fact }) =>
    fact.type === 'GroupStable' ? { id: fact.group, to: fact.members } : null,
  generation: ({ fact }) =>
    fact.type === 'GroupStable' ? { id: fact.group, to: fact.generation } : null,
  activeController: ({ fact }) =>
    fact.type === 'ControllerActivated' ? { id: '', to: fact.controller } : null,
  eventKind: ({ fact }) => ({ id: '', to: fact.type }),
}

/** What a fact says of a property; null: nothing. */
export function readingOf(property: ConditionProperty, row: Reported<KafkaModel>): Reading | null {
  return READS[property](row as Row)
}
