import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { FirstKind } from '~/kafka/momentKinds'
import { isFirstKind } from '~/kafka/momentKinds'
import { momentOf } from '~/kafka/momentOf'
import type { Moment, MomentKind, Told } from './momentKinds'
import { SEVERITY_OF } from './momentKinds'
import { list, numberIn, partitionName, silentFor } from './momentNames'
import type { ProcessNames } from '~/views/processName'
import { ofLog } from './momentsOfLog'

/** What has been seen before, where a moment is the first of its kind. */
export interface MomentMemory {
  /** Partitions whose first has been told, by kind. */
  readonly firsts: Readonly<Record<FirstKind, ReadonlySet<string>>>
  /** Who voted for the quorum's newest leader, and how many had to. */
  readonly votes: { readonly grantedBy: string; readonly needed: number }
}

/** What the moments of a kind were about. */
export function aboutsOf(moments: readonly Moment[], kind: MomentKind): readonly string[] {
  return moments.flatMap((one) => (one.kind === kind && one.about !== null ? [one.about] : []))
}

/** What is remembered after these moments and no later ones, as a fork begins with it. */
export function memoryAfter(moments: readonly Moment[]): MomentMemory {
  const abouts = (kind: FirstKind) => new Set(aboutsOf(moments, kind))
  const elected = moments.findLast(({ kind }) => kind === 'controllerElected')?.values
  return {
    firsts: {
      batchSent: abouts('batchSent'),
      firstRecord: abouts('firstRecord'),
      recordCommitted: abouts('recordCommitted'),
      recordAcknowledged: abouts('recordAcknowledged'),
    },
    votes: {
      grantedBy: String(elected?.['grantedBy'] ?? ''),
      needed: Number(elected?.['needed'] ?? 0),
    },
  }
}

/** Nothing has been seen yet. */
export const NO_MEMORY = memoryAfter([])

type Fact = FactRecord<KafkaModel>['fact']
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

/** By what right a replica leads: a clean election takes it from the ISR, or from the ELR. */
function chosenFrom({ election, leaderTo, isrFrom }: FactOf<'PartitionChanged'>): string {
  if (election === 'preferred' || election === 'unclean') return election
  return leaderTo !== null && isrFrom.includes(leaderTo) ? 'inSync' : 'eligible'
}

function ofPartitionChange(fact: FactOf<'PartitionChanged'>): Told {
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
}

function ofProcess(record: FactRecord<KafkaModel>, nameOf: ProcessNames): Told | null {
  const process = record.process ?? ''
  const kind = process.startsWith('kafka-') ? 'server' : 'client'
  const values = { process, name: nameOf(process), kind }
  switch (record.fact.type) {
    case 'ProcessExited':
      return { values: { ...values, code: record.fact.code }, about: process }
    case 'ProcessKilled':
    case 'ProcessStarted':
    case 'ProcessPaused':
    case 'ProcessResumed':
      return { values, about: process }
    default:
      return null
  }
}

function ofController(record: FactRecord<KafkaModel>, memory: MomentMemory): Told | null {
  const { fact, at, process } = record
  switch (fact.type) {
    case 'QuorumLeaderResigned':
      return {
        values: { controller: numberIn(process ?? ''), epoch: fact.epoch },
        about: process,
      }
    case 'ControllerActivated': {
      const { controller, epoch } = fact
      return { values: { controller, epoch, ...memory.votes }, about: null }
    }
    case 'BrokerRegistered':
      return {
        values: { broker: fact.broker, epoch: fact.brokerEpoch },
        about: `kafka-${fact.broker}`,
      }
    case 'BrokerFenced': {
      const { broker, because, sessionTimeoutMs: timeout } = fact
      return {
        values: { broker, because, timeout, silent: silentFor(at, fact) },
        about: `kafka-${broker}`,
      }
    }
    case 'BrokerUnfenced':
      return { values: { broker: fact.broker }, about: `kafka-${fact.broker}` }
    case 'TopicCreated': {
      const { topic, partitionCount: partitions, replicationFactor: replicas } = fact
      return { values: { topic, partitions, replicas }, about: null }
    }
    case 'TopicDeleted':
      return { values: { topic: fact.topic }, about: null }
    case 'PartitionChanged':
      return ofPartitionChange(fact)
    default:
      return null
  }
}

function ofGroup(fact: Fact): Told | null {
  switch (fact.type) {
    case 'GroupStable': {
      const { group, generation, members } = fact
      return { values: { group, generation, members }, about: null }
    }
    case 'GroupMemberRemoved': {
      const { group, memberId: member, because } = fact
      return { values: { group, member, because }, about: null }
    }
    default:
      return null
  }
}

function ofBroker({ fact, process }: FactRecord<KafkaModel>, nameOf: ProcessNames): Told | null {
  switch (fact.type) {
    case 'LogTruncated': {
      const { from, to, because: reason } = fact
      const partition = partitionName(fact)
      const count = from - to
      const name = nameOf(process ?? '')
      return { values: { partition, from, to, count, process: name, reason }, about: partition }
    }
    case 'PowerLost':
      return { values: { host: fact.host }, about: null }
    case 'RecordFailed': {
      const { count, error } = fact
      const partition = partitionName(fact)
      return { values: { partition, count, error }, about: partition }
    }
    default:
      return null
  }
}

/** On whose word a producer relies, by its acks. */
const ANSWERED_BY = { [-1]: 'all', 0: 'nobody', 1: 'leader' } as const

/** Batches of a producer, and how far a partition has come. */
function ofRecords(fact: Fact): Told | null {
  switch (fact.type) {
    case 'RecordsAppended': {
      const partition = partitionName(fact)
      const { baseOffset: offset, lastOffset, leaderEpoch: epoch } = fact
      return { values: { partition, offset, end: lastOffset + 1, epoch }, about: partition }
    }
    case 'HighWatermarkAdvanced': {
      const partition = partitionName(fact)
      const { from, to, because } = fact
      const waitedFor = list(because.map(({ id }) => id))
      const ends = because.map(({ id, logEndOffset }) => `${id}: ${logEndOffset}`).join(', ')
      return { values: { partition, from, to, waitedFor, ends }, about: partition }
    }
    case 'RecordAcknowledged': {
      const partition = partitionName(fact)
      const { baseOffset: offset, acks } = fact
      return { values: { partition, offset, acks, by: ANSWERED_BY[acks] }, about: partition }
    }
    case 'RecordSent':
      return { values: sentValues(fact), about: partitionName(fact) }
    default:
      return null
  }
}

function sentValues(fact: FactOf<'RecordSent'>): Told['values'] {
  const partition = partitionName(fact)
  const { attempt, count, firstNumber: first, lastNumber: last, waitedMs: waited } = fact
  if (attempt > 0) return { partition, count, first, last, waited }
  const { because, lingerMs: linger, bytes } = fact
  return { partition, count, because, waited, linger, bytes }
}

/** What is remembered after the first of a kind; null: it is not the first. */
function afterFirst(memory: MomentMemory, kind: FirstKind, about: string): MomentMemory | null {
  const told = memory.firsts[kind]
  if (told.has(about)) return null
  return { ...memory, firsts: { ...memory.firsts, [kind]: new Set([...told, about]) } }
}

/** The moments that one event's facts make, and what is remembered for the next event. */
export function momentsOf(
  facts: readonly FactRecord<KafkaModel>[],
  memory: MomentMemory,
  nameOf: ProcessNames,
): { readonly moments: readonly Moment[]; readonly memory: MomentMemory } {
  let remembered = memory
  const moments: Moment[] = []
  for (const record of facts) {
    const { fact, event: index, at } = record
    if (fact.type === 'QuorumLeaderElected') {
      const votes = { grantedBy: list(fact.grantedBy), needed: fact.needed }
      remembered = { ...remembered, votes }
    }
    const kind = momentOf(record)
    if (kind === null) continue
    const told = toldOf(record, remembered, nameOf)
    if (told === null) continue
    if (isFirstKind(kind)) {
      const next = afterFirst(remembered, kind, told.about ?? '')
      if (next === null) continue
      remembered = next
    }
    moments.push({ index, at, from: index, kind, severity: SEVERITY_OF[kind], ...told })
  }
  return { moments, memory: remembered }
}

/** What the caption of a fact's moment says. */
function toldOf(
  record: FactRecord<KafkaModel>,
  memory: MomentMemory,
  nameOf: ProcessNames,
): Told | null {
  return (
    ofProcess(record, nameOf) ??
    ofController(record, memory) ??
    ofGroup(record.fact) ??
    ofBroker(record, nameOf) ??
    ofRecords(record.fact) ??
    ofLog(record, nameOf)
  )
}
