import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { Step } from '~/sim/world'
import type { ReplicationNotes } from '~/views/isrHistory'
import type { ReplicationNotesInWork } from './isrNotes'
import { noReplicationNotes, replicationNotesBefore } from './isrNotes'

type Fact = FactRecord<KafkaModel>['fact']
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

/** A fact with the event it happened in. */
export interface Noted<T extends Fact['type']> {
  readonly event: number
  readonly at: number
  readonly process: string
  readonly fact: FactOf<T>
}

/** Records that a producer was told are safe, with the leader and its epoch that said so. */
export interface NotedAcknowledgement {
  readonly event: number
  readonly partition: string
  readonly baseOffset: number
  readonly lastOffset: number
  readonly leaderEpoch: number
  readonly acks: -1 | 0 | 1
}

/** Records that a member of a group was given. */
export interface NotedRead {
  readonly event: number
  readonly process: string
  readonly group: string
  readonly partition: string
  readonly firstOffset: number
  readonly lastOffset: number
}

/**
 * What lenses look back for, noted as it happens, so that nobody searches the whole run for it:
 * the edges that machines took, cuts of logs, acknowledgements, dropped messages. Ascending by event.
 */
export interface Notes {
  /** By the thing whose machine it is, see `thingKey`. */
  readonly transitions: ReadonlyMap<string, readonly Noted<'Transitioned'>[]>
  readonly truncations: readonly Noted<'LogTruncated'>[]
  readonly acknowledgements: readonly NotedAcknowledgement[]
  readonly leaderships: readonly Noted<'BecameLeader'>[]
  readonly reads: readonly NotedRead[]
  readonly drops: readonly Noted<'MessageDropped'>[]
  readonly replication: ReplicationNotes
}

/** The notes of one branch while it grows. */
export interface NotesInWork extends Notes {
  readonly transitions: Map<string, Noted<'Transitioned'>[]>
  readonly truncations: Noted<'LogTruncated'>[]
  readonly acknowledgements: NotedAcknowledgement[]
  readonly leaderships: Noted<'BecameLeader'>[]
  readonly reads: NotedRead[]
  readonly drops: Noted<'MessageDropped'>[]
  readonly replication: ReplicationNotesInWork
}

/** Nothing is noted yet. */
export function noNotes(): NotesInWork {
  return {
    transitions: new Map(),
    truncations: [],
    acknowledgements: [],
    leaderships: [],
    reads: [],
    drops: [],
    replication: noReplicationNotes(),
  }
}

/** The notes of the events before `index`, as a fork begins with them. */
export function notesBefore(notes: NotesInWork, index: number): NotesInWork {
  const isBefore = (row: { readonly event: number }) => row.event < index
  return {
    transitions: new Map([...notes.transitions].map(([key, rows]) => [key, rows.filter(isBefore)])),
    truncations: notes.truncations.filter(isBefore),
    acknowledgements: notes.acknowledgements.filter(isBefore),
    leaderships: notes.leaderships.filter(isBefore),
    reads: notes.reads.filter(isBefore),
    drops: notes.drops.filter(isBefore),
    replication: replicationNotesBefore(notes.replication, index),
  }
}

/** Notes what one step reported. */
export function takeNotes(notes: NotesInWork, taken: Step<KafkaModel>): void {
  for (const { event, at, process, fact } of taken.facts) {
    const row = { event, at, process: process ?? '' }
    switch (fact.type) {
      case 'Transitioned':
        noteEdge(notes, { ...row, fact })
        break
      case 'LogTruncated':
        notes.truncations.push({ ...row, fact })
        break
      case 'RecordsConsumed': {
        const { group, topic, partition, firstOffset, lastOffset } = fact
        const of = { process: row.process, partition: `${topic}-${partition}` }
        if (group !== null) notes.reads.push({ event, ...of, group, firstOffset, lastOffset })
        break
      }
      case 'MessageDropped':
        notes.drops.push({ ...row, fact })
        break
      case 'BecameLeader':
        notes.leaderships.push({ ...row, fact })
        break
      case 'RecordAcknowledged': {
        const acknowledged = acknowledgementOf(notes, taken, fact)
        if (acknowledged !== null) notes.acknowledgements.push({ event, ...acknowledged })
        break
      }
      default:
    }
  }
}

/** Machines whose things live shortly and by the thousands: their edges are noted together. */
const SHORT_LIVED: ReadonlySet<string> = new Set(['batch'])

/** The key of a thing's edges; of machines with short-lived things all share one. */
export function thingKey(machine: string, id: string): string {
  return SHORT_LIVED.has(machine) ? machine : `${machine}/${id}`
}

function noteEdge(notes: NotesInWork, row: Noted<'Transitioned'>): void {
  const key = thingKey(row.fact.machine, row.fact.id)
  const rows = notes.transitions.get(key)
  if (rows === undefined) notes.transitions.set(key, [row])
  else rows.push(row)
}

/** The broker whose answer this event is. */
function answererOf(world: KafkaWorld, taken: Step<KafkaModel>): string | null {
  const { what } = taken.event
  if (what.type !== 'Input' || what.input.type !== 'Response') return null
  return world.network.connections.get(what.input.connection)?.server ?? null
}

/** The epoch is that of the answerer's newest leadership that began at or before the offset. */
function acknowledgementOf(
  notes: Notes,
  taken: Step<KafkaModel>,
  fact: FactOf<'RecordAcknowledged'>,
): Omit<NotedAcknowledgement, 'event'> | null {
  const answerer = answererOf(taken.world, taken)
  const { topic, partition, baseOffset, count, acks } = fact
  const led = notes.leaderships.findLast(
    (row) =>
      row.process === answerer &&
      row.fact.topic === topic &&
      row.fact.partition === partition &&
      row.fact.logEndOffset <= baseOffset,
  )
  if (led === undefined || baseOffset < 0) return null
  return {
    partition: `${topic}-${partition}`,
    baseOffset,
    lastOffset: baseOffset + count - 1,
    leaderEpoch: led.fact.leaderEpoch,
    acks,
  }
}
