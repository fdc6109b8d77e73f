import type { KafkaWorld } from '~/kafka/model'
import { topicPartition } from '~/kafka/ids'
import type { PartitionLog } from '~/kafka/log/partitionLog'
import { isServer } from '~/kafka/server/server'
import { isAlive } from '~/sim/world'
import type { PartitionNote } from '~/views/isrHistory'
import { epochAt } from '~/views/logDifference'
import type { Branch } from '../branches'

/** What a stretch of one future came to. Counts of records unless said otherwise. */
export interface Outcome {
  /** Records that a producer was told are safe and that no leader can serve at the end. */
  readonly lost: number
  /** Records that a producer was told are safe. */
  readonly acknowledged: number
  /** Records that a producer gave up on. */
  readonly failed: number
  /** Produce requests refused for too few replicas in sync. */
  readonly refused: number
  readonly uncleanElections: number
  /** Time that partitions were without a leader, added up, µs. */
  readonly leaderlessMicros: number
  /** Time that partitions had fewer replicas in sync than `min.insync.replicas`, added up, µs. */
  readonly belowMinIsrMicros: number
  readonly leaderChanges: number
}

/** What is measured, the most important first. */
export const MEASURES = [
  'lost',
  'failed',
  'refused',
  'uncleanElections',
  'leaderlessMicros',
  'belowMinIsrMicros',
  'acknowledged',
  'leaderChanges',
] as const satisfies readonly (keyof Outcome)[]
/** A number of an outcome. */
export type Measure = (typeof MEASURES)[number]

/** A stretch of a branch: the events from the fork to the horizon, and the world there. */
export interface Stretch {
  readonly branch: Branch
  /** Index of its first event, and of the one behind its last. */
  readonly from: number
  readonly to: number
  /** µs. */
  readonly fromMicros: number
  readonly toMicros: number
  readonly world: KafkaWorld
}

/** Adds up what a stretch came to. */
export function outcomeOf(stretch: Stretch): Outcome {
  const { branch, from, to } = stretch
  const within = (index: number) => index >= from && index < to
  const moments = branch.moments.filter(({ index }) => within(index))
  const acknowledgements = branch.notes.acknowledgements.filter(({ event }) => event < to)
  return {
    lost: lostRecords(stretch.world, acknowledgements),
    acknowledged: acknowledgements
      .filter(({ event }) => within(event))
      .reduce((sum, { baseOffset, lastOffset }) => sum + lastOffset - baseOffset + 1, 0),
    failed: moments
      .filter(({ kind }) => kind === 'recordFailed')
      .reduce((sum, { values }) => sum + Number(values['count'] ?? 0), 0),
    refused: moments.filter(({ kind }) => kind === 'produceRefused').length,
    uncleanElections: moments.filter(({ kind }) => kind === 'uncleanElection').length,
    leaderlessMicros: timeThat(stretch, ({ registration }) => registration?.leader === null),
    belowMinIsrMicros: timeThat(
      stretch,
      ({ registration, minIsr }) => registration !== null && registration.isr.length < minIsr,
    ),
    leaderChanges: moments.filter(
      ({ kind }) => kind === 'leaderChanged' || kind === 'uncleanElection',
    ).length,
  }
}

type Acknowledgement = Branch['notes']['acknowledgements'][number]

/**
 * Acknowledged records that are gone: the partition's log (its leader's; without one that of the
 * likeliest) is shorter than they reach, or has another leader epoch there. Epoch and offset name
 * a record (KIP-101). What retention or DeleteRecords took is not lost.
 */
function lostRecords(world: KafkaWorld, acknowledgements: readonly Acknowledgement[]): number {
  const logs = new Map<string, readonly PartitionLog[]>()
  let lost = 0
  for (const row of acknowledgements) {
    const known = logs.get(row.partition) ?? logsThatCount(world, row.partition)
    logs.set(row.partition, known)
    if (known.length === 0) continue
    for (let offset = row.baseOffset; offset <= row.lastOffset; offset += 1) {
      if (!known.some((log) => holds(log, offset, row.leaderEpoch))) lost += 1
    }
  }
  return lost
}

function holds(log: PartitionLog, offset: number, leaderEpoch: number): boolean {
  if (offset < log.logStartOffset) return true
  return offset < log.logEndOffset && epochAt(log.epochs, offset) === leaderEpoch
}

/** The log of the leader in the newest epoch; while nobody leads, all that live. */
function logsThatCount(world: KafkaWorld, partition: string): readonly PartitionLog[] {
  const cut = partition.lastIndexOf('-')
  const name = topicPartition(partition.slice(0, cut), Number(partition.slice(cut + 1)))
  const held = [...world.processes.values()].flatMap((process) => {
    const state = process.state
    const replica = isServer(state) ? state.broker?.replicas.get(name) : undefined
    return replica === undefined ? [] : [{ replica, isUp: isAlive(process) }]
  })
  const leaders = held
    .filter(({ replica }) => replica.role.type === 'leader')
    .toSorted((a, b) => b.replica.leaderEpoch - a.replica.leaderEpoch)
  const [newest] = leaders
  const epoch = Math.max(-1, ...held.map(({ replica }) => replica.leaderEpoch))
  if (newest?.isUp === true && newest.replica.leaderEpoch === epoch) return [newest.replica.log]
  return held.map(({ replica }) => replica.log)
}

/** How long something held of partitions within the stretch, added up over them, µs. */
function timeThat(
  { branch, to, fromMicros, toMicros }: Stretch,
  holdsTrue: (note: PartitionNote) => boolean,
): number {
  const open = new Map<string, PartitionNote>()
  let total = 0
  const close = (note: PartitionNote, until: number) => {
    if (holdsTrue(note)) total += Math.max(0, until - Math.max(fromMicros, note.at))
  }
  for (const note of branch.notes.replication.partitions) {
    if (note.event >= to) break
    if (note.topic.startsWith('__')) continue
    const key = `${note.topic}-${note.partition}`
    const before = open.get(key)
    if (before !== undefined) close(before, note.at)
    open.set(key, note)
  }
  for (const note of open.values()) close(note, toMicros)
  return total
}
