import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { ProcessNames } from '~/views/processName'
import type { Moment, MomentKind } from './momentKinds'
import { KINDS_BY_RECORDS } from './momentKinds'
import type { MomentMemory } from './moments'
import { memoryAfter, momentsOf, NO_MEMORY } from './moments'

type Facts = readonly FactRecord<KafkaModel>[]

/** A moment that a controller has written and that is not committed: nobody can see it yet. */
interface Written {
  readonly moment: Moment
  readonly controller: string
  /** The last offset of the records that it is in; null: they are not appended yet. */
  readonly lastOffset: number | null
}

/** What is remembered between events. */
export interface SeenMemory {
  readonly first: MomentMemory
  readonly written: readonly Written[]
}

/** Nothing has happened yet. */
export const NOTHING_SEEN: SeenMemory = { first: NO_MEMORY, written: [] }

const BY_RECORDS: ReadonlySet<MomentKind> = new Set<MomentKind>(KINDS_BY_RECORDS)

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
  const controller = facts.find(({ process }) => process !== null)?.process ?? ''
  const seen = found.moments.filter(({ kind }) => !BY_RECORDS.has(kind))
  let written: readonly Written[] = [
    ...memory.written,
    ...found.moments
      .filter(({ kind }) => BY_RECORDS.has(kind))
      .map((moment) => ({ moment, controller, lastOffset: null })),
  ]
  if (written.length === 0) return { moments: seen, memory: { first: found.memory, written } }
  const committed: Moment[] = []
  for (const { fact, process, event: index, at } of facts) {
    const isOwn = (one: Written) => one.controller === process
    if (fact.type === 'MetadataAppended') {
      const { lastOffset } = fact
      written = written.map((one) =>
        isOwn(one) && one.lastOffset === null ? { ...one, lastOffset } : one,
      )
    } else if (fact.type === 'MetadataCommitted') {
      const isIn = (one: Written) =>
        isOwn(one) && one.lastOffset !== null && one.lastOffset < fact.to
      committed.push(...written.filter(isIn).map(({ moment }) => ({ ...moment, index, at })))
      written = written.filter((one) => !isIn(one))
    } else if (fact.type === 'ControllerDeactivated' || fact.type === 'ProcessKilled') {
      written = written.filter((one) => !isOwn(one))
    }
  }
  return { moments: [...committed, ...seen], memory: { first: found.memory, written } }
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
