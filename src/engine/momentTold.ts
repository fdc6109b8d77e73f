import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { ProcessNames } from '~/views/processName'
import type { MomentKind, Told } from './momentKinds'
import { list, numberIn, partitionName, shortList, silentFor } from './momentNames'

type Row = FactRecord<KafkaModel>
type Fact = Row['fact']
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

/** What a caption says besides its fact. */
interface Around {
  /** Who voted for the quorum's newest leader, and how many had to. */
  readonly votes: Told['values']
  readonly nameOf: ProcessNames
}

/** A fact of one type, with whose it is and when. */
interface On<T extends Fact['type']> extends Around {
  readonly fact: FactOf<T>
  readonly process: string
  /** µs. */
  readonly at: number
}

type Teller = (row: Row, around: Around) => Told | null

/** A moment's caption, where its fact is of a type; a moment of its kind has no other. */
function on<T extends Fact['type']>(type: T, tell: (of: On<T>) => Told): Teller {
  return ({ fact, process, at }, around) =>
    fact.type === type
      ? tell({ ...around, fact: fact as FactOf<T>, process: process ?? '', at })
      : null
}

/** By what right a replica leads: a clean election takes it from the ISR, or from the ELR. */
function chosenFrom({ election, leaderTo, isrFrom }: FactOf<'PartitionChanged'>): string {
  if (election === 'preferred' || election === 'unclean') return election
  return leaderTo !== null && isrFrom.includes(leaderTo) ? 'inSync' : 'eligible'
}

const changed = on('PartitionChanged', ({ fact }) => {
  const about = partitionName(fact)
  const removed = fact.isrFrom.filter((id) => !fact.isrTo.includes(id))
  const added = fact.isrTo.filter((id) => !fact.isrFrom.includes(id))
  const values = {
    partition: about,
    from: fact.leaderFrom ?? 'none',
    to: fact.leaderTo ?? 'none',
    epoch: fact.leaderEpoch,
    isr: list(fact.isrTo),
    isrBefore: list(fact.isrFrom),
    elr: list(fact.elrTo),
    election: fact.election,
    chosen: chosenFrom(fact),
    because: fact.because,
    reason: fact.because,
    removed: list(removed),
    added: list(added),
    many: Math.max(removed.length, added.length),
  }
  return { values, about }
})

type Lifecycle =
  'ProcessKilled' | 'ProcessStarted' | 'ProcessPaused' | 'ProcessResumed' | 'ProcessExited'

function processValues({ process, nameOf }: Pick<On<Lifecycle>, 'process' | 'nameOf'>) {
  const kind = process.startsWith('kafka-') ? 'server' : 'client'
  return { process, name: nameOf(process), kind }
}

const alone = (type: Lifecycle) =>
  on(type, (of) => ({ values: processValues(of), about: of.process }))

const sent = on('RecordSent', ({ fact }) => {
  const partition = partitionName(fact)
  const { attempt, count, firstNumber: first, lastNumber: last, waitedMs: waited } = fact
  if (attempt > 0) return { values: { partition, count, first, last, waited }, about: partition }
  const { because, lingerMs: linger, bytes } = fact
  return { values: { partition, count, because, waited, linger, bytes }, about: partition }
})

const refused = on('RequestRefused', ({ fact }) => {
  const { error, actual, required } = fact
  const partition = `${fact.topic ?? ''}-${fact.partition ?? ''}`
  const values =
    error === 'INVALID_PRODUCER_EPOCH'
      ? { partition, error, actual, required }
      : { partition, error, inSync: numberIn(actual), min: numberIn(required) }
  return { values, about: partition }
})

const removed = on('GroupMemberRemoved', ({ fact }) => {
  const { group, memberId: member, because } = fact
  return { values: { group, member, because }, about: null }
})

/** On whose word a producer relies, by its acks. */
const ANSWERED_BY = { [-1]: 'all', 0: 'nobody', 1: 'leader' } as const

/** What the caption of each kind of moment says of its fact. */
const TOLD: Readonly<Record<MomentKind, Teller>> = {
  controllerElected: on('ControllerActivated', ({ fact: { controller, epoch }, votes }) => ({
    values: { controller, epoch, ...votes },
    about: null,
  })),
  quorumLost: on('QuorumLeaderResigned', ({ fact: { epoch }, process }) => ({
    values: { controller: numberIn(process), epoch },
    about: process,
  })),
  brokerRegistered: on('BrokerRegistered', ({ fact: { broker, brokerEpoch: epoch } }) => ({
    values: { broker, epoch },
    about: `kafka-${broker}`,
  })),
  brokerFenced: on('BrokerFenced', ({ fact, at }) => {
    const { broker, because, sessionTimeoutMs: timeout } = fact
    const values = { broker, because, timeout, silent: silentFor(at, fact) }
    return { values, about: `kafka-${broker}` }
  }),
  brokerUnfenced: on('BrokerUnfenced', ({ fact: { broker } }) => ({
    values: { broker },
    about: `kafka-${broker}`,
  })),
  topicCreated: on('TopicCreated', ({ fact }) => {
    const { topic, partitionCount: partitions, replicationFactor: replicas } = fact
    return { values: { topic, partitions, replicas }, about: null }
  }),
  topicDeleted: on('TopicDeleted', ({ fact: { topic } }) => ({ values: { topic }, about: null })),
  leaderChanged: changed,
  uncleanElection: changed,
  partitionOffline: changed,
  isrShrunk: changed,
  isrExpanded: changed,
  batchSent: sent,
  batchRetried: sent,
  firstRecord: on('RecordsAppended', ({ fact }) => {
    const partition = partitionName(fact)
    const { baseOffset: offset, lastOffset, leaderEpoch: epoch } = fact
    return { values: { partition, offset, end: lastOffset + 1, epoch }, about: partition }
  }),
  recordCommitted: on('HighWatermarkAdvanced', ({ fact }) => {
    const partition = partitionName(fact)
    const { from, to, because } = fact
    const waitedFor = list(because.map(({ id }) => id))
    const ends = because.map(({ id, logEndOffset }) => `${id}: ${logEndOffset}`).join(', ')
    return { values: { partition, from, to, waitedFor, ends }, about: partition }
  }),
  recordAcknowledged: on('RecordAcknowledged', ({ fact }) => {
    const partition = partitionName(fact)
    const { baseOffset: offset, acks } = fact
    return { values: { partition, offset, acks, by: ANSWERED_BY[acks] }, about: partition }
  }),
  recordFailed: on('RecordFailed', ({ fact }) => {
    const { count, error } = fact
    const partition = partitionName(fact)
    return { values: { partition, count, error }, about: partition }
  }),
  produceRefused: refused,
  producerFenced: refused,
  duplicateSuppressed: on('DuplicateAnswered', ({ fact }) => {
    const partition = partitionName(fact)
    const { producerId, baseSequence: sequence, firstOffset: offset } = fact
    return { values: { partition, producerId, sequence, offset }, about: partition }
  }),
  truncated: on('LogTruncated', ({ fact, process, nameOf }) => {
    const { from, to, because: reason } = fact
    const partition = partitionName(fact)
    const values = { partition, from, to, count: from - to, process: nameOf(process), reason }
    return { values, about: partition }
  }),
  segmentRolled: on('SegmentRolled', ({ fact, process, nameOf }) => {
    const { because, actual, limit, baseOffset: offset } = fact
    const partition = partitionName(fact)
    const values = { partition, process: nameOf(process), offset, because, actual, limit }
    return { values, about: partition }
  }),
  segmentsDeleted: on('SegmentsDeleted', ({ fact, process, nameOf }) => {
    const { because, actual, limit, baseOffsets } = fact
    const partition = partitionName(fact)
    const segments = { count: baseOffsets.length, segments: shortList(baseOffsets) }
    const values = { partition, process: nameOf(process), because, actual, limit, ...segments }
    return { values, about: partition }
  }),
  groupRebalanced: on('GroupStable', ({ fact: { group, generation, members } }) => ({
    values: { group, generation, members },
    about: null,
  })),
  memberLeft: removed,
  memberExpired: removed,
  positionOutOfRange: on('PositionOutOfRange', ({ fact, process, nameOf }) => {
    const { position, reset } = fact
    const partition = partitionName(fact)
    return { values: { partition, process: nameOf(process), position, reset }, about: partition }
  }),
  processKilled: alone('ProcessKilled'),
  processStopped: on('ProcessExited', (of) => ({
    values: { ...processValues(of), code: of.fact.code },
    about: of.process,
  })),
  processStarted: alone('ProcessStarted'),
  processPaused: alone('ProcessPaused'),
  processResumed: alone('ProcessResumed'),
  powerLost: on('PowerLost', ({ fact: { host } }) => ({ values: { host }, about: null })),
}

/** What the caption of a fact's moment says, by the kind of the moment. */
export function toldOf(kind: MomentKind, row: Row, around: Around): Told | null {
  return TOLD[kind](row, around)
}
