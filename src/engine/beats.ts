import type { KafkaModel } from '~/kafka/model'
import { FIRST_MINUTE } from '~/scenarios/library/firstMinute'
import type { FactRecord } from '~/sim/facts'
import type { Run } from './run'

/** What happens to a record from its producer to its reader, in order. EXPERIENCE J1. */
export const BEATS = ['sent', 'appended', 'copied', 'committed', 'read'] as const
/** One of them. */
export type Beat = (typeof BEATS)[number]

/** A beat of one record. */
export interface BeatMark {
  readonly beat: Beat
  /** The event that it happened in. */
  readonly index: number
  /** µs. */
  readonly at: number
}

/** One record on its way, as far as it has come. */
export interface Journey {
  /** The producer's number of it, from 0. */
  readonly number: number
  /** Known once it is appended. */
  readonly offset: number | null
  readonly marks: readonly BeatMark[]
}

interface InWork extends Journey {
  offset: number | null
  readonly marks: BeatMark[]
  readonly copies: Set<string>
}

/** What was looked at of one branch. */
interface Travelled {
  readonly journeys: InWork[]
  isr: readonly number[]
  leader: number | null
  looked: number
}

/** The journeys of a run's branches, by branch id; kept while the run grows. */
export type FoundJourneys = Map<number, Travelled>

type Facts = FactRecord<KafkaModel>

const isTheTopic = (fact: Facts['fact']) => 'topic' in fact && fact.topic === FIRST_MINUTE.topic

function mark(journey: InWork, beat: Beat, { event, at }: Facts): void {
  if (journey.marks.every((old) => old.beat !== beat)) {
    journey.marks.push({ beat, index: event, at })
  }
}

/** The producer keeps its order: what is appended next is the oldest record without an offset. */
function onAppended(found: Travelled, record: Facts, offsets: readonly [number, number]): void {
  for (let offset = offsets[0]; offset <= offsets[1]; offset += 1) {
    const journey = found.journeys.find((one) => one.offset === null)
    if (journey === undefined) return
    journey.offset = offset
    mark(journey, 'appended', record)
  }
}

/** Copied: the last replica in sync has it. */
function onCopied(found: Travelled, record: Facts, lastOffset: number): void {
  const followers = found.isr.filter((id) => id !== found.leader).map((id) => `kafka-${id}`)
  for (const journey of found.journeys) {
    if (journey.offset === null || journey.offset > lastOffset) continue
    journey.copies.add(record.process ?? '')
    if (followers.every((id) => journey.copies.has(id))) mark(journey, 'copied', record)
  }
}

function onFact(found: Travelled, record: Facts): void {
  const { fact, process } = record
  if (!isTheTopic(fact)) return
  switch (fact.type) {
    case 'RecordSent':
      if (process !== FIRST_MINUTE.producer || fact.attempt > 0) return
      for (let number = fact.firstNumber; number <= fact.lastNumber; number += 1) {
        const journey: InWork = { number, offset: null, marks: [], copies: new Set() }
        mark(journey, 'sent', record)
        found.journeys.push(journey)
      }
      return
    case 'RecordsAppended':
      if (fact.as === 'leader') onAppended(found, record, [fact.baseOffset, fact.lastOffset])
      else onCopied(found, record, fact.lastOffset)
      return
    case 'HighWatermarkAdvanced':
      if (fact.as !== 'leader') return
      markBelow(found, record, { beat: 'committed', end: fact.to })
      return
    case 'RecordsConsumed':
      markBelow(found, record, { beat: 'read', end: fact.lastOffset + 1 })
      return
    case 'BecameLeader':
      found.leader = Number(process?.replace('kafka-', ''))
      return
    case 'PartitionChanged':
      found.isr = fact.isrTo
      return
    default:
  }
}

function markBelow(
  found: Travelled,
  record: Facts,
  { beat, end }: { readonly beat: Beat; readonly end: number },
): void {
  for (const journey of found.journeys) {
    if (journey.offset !== null && journey.offset < end) mark(journey, beat, record)
  }
}

function begin(run: Run): Travelled {
  const [assigned = []] = run.scenario.topics[0]?.assignments ?? []
  return { journeys: [], isr: assigned, leader: null, looked: 0 }
}

/** The journeys of the producer's records on the current branch, also beyond the cursor. */
export function journeysOf(run: Run, found: FoundJourneys): readonly Journey[] {
  const { id } = run.branch()
  const here = found.get(id) ?? begin(run)
  found.set(id, here)
  const end = run.endIndex()
  for (; here.looked < end; here.looked += 1) {
    for (const record of run.stepAt(here.looked).facts) onFact(here, record)
  }
  return here.journeys
}
