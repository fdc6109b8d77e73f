import type { Written } from '~/kafka/condition'
import type { KafkaModel } from '~/kafka/model'
import { isByRecords } from '~/kafka/momentKinds'
import { seenWith, writerOf } from '~/kafka/written'
import type { FactRecord } from '~/sim/facts'
import type { ProcessNames } from '~/views/processName'
import type { Moment } from './momentKinds'
import type { MomentMemory } from './moments'
import { memoryAfter, momentsOf, NO_MEMORY } from './moments'

type Facts = readonly FactRecord<KafkaModel>[]

/** What is remembered between events. */
export interface SeenMemory {
  readonly first: MomentMemory
  readonly written: readonly Written<Moment>[]
}

/** Nothing has happened yet. */
export const NOTHING_SEEN: SeenMemory = { first: NO_MEMORY, written: [] }

/**
 * The moments that an event makes seen, and what is remembered for the next event. What a
 * controller writes is a moment when its records are committed, not when they are written; what a
 * controller never commits is none. C-03; Kafka: QuorumController, ControllerWriteEvent.
 */
export function seenMoments(
  facts: Facts,
  memory: SeenMemory,
  nameOf: ProcessNames,
): { readonly moments: readonly Moment[]; readonly memory: SeenMemory } {
  const found = momentsOf(facts, memory.first, nameOf)
  const controller = writerOf(facts)
  const now = found.moments.filter(({ kind }) => !isByRecords(kind))
  const added = found.moments
    .filter(({ kind }) => isByRecords(kind))
    .map((what): Written<Moment> => ({ what, controller, lastOffset: null }))
  const before = added.length === 0 ? memory.written : [...memory.written, ...added]
  const { committed, written } = seenWith(facts, before)
  const [here] = facts
  const seen = committed.map((moment) =>
    here === undefined ? moment : { ...moment, index: here.event, at: here.at },
  )
  return { moments: [...seen, ...now], memory: { first: found.memory, written } }
}

/** A commit follows what was written within so many events. */
const LOOK_BACK = 400

/** What is remembered where a run forks: after these moments, with the newest events before it. */
export function memoryAtFork(
  moments: readonly Moment[],
  newest: (back: number) => readonly Facts[],
  nameOf: ProcessNames,
): SeenMemory {
  let memory = NOTHING_SEEN
  for (const facts of newest(LOOK_BACK)) memory = seenMoments(facts, memory, nameOf).memory
  return { first: memoryAfter(moments), written: memory.written }
}
