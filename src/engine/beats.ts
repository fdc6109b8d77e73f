import type { KafkaModel } from '~/kafka/model'
import { FIRST_MINUTE } from '~/scenarios/library/firstMinute'
import type { FactRecord } from '~/sim/facts'
import { list } from './momentNames'
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
  /** Numbers and names for its caption, as the facts of the event gave them. */
  readonly values: Readonly<Record<string, string | number>>
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
  epoch: number
  /** The leader's high watermark. */
  watermark: number
  looked: number
}

/** The journeys of a run's branches, by branch id; kept while the run grows. */
export type FoundJourneys = Map<number, Travelled>

type Facts = FactRecord<KafkaModel>
type FactOf<T extends Facts['fact']['type']> = Extract<Facts['fact'], { type: T }>

const isTheTopic = (fact: Facts['fact']) => 'topic' in fact && fact.topic === FIRST_MINUTE.topic

/** A beat, with what its caption says of it besides the record's own offset. */
interface Told {
  readonly beat: Beat
  readonly values: BeatMark['values']
}

function mark(journey: InWork, { event, at }: Facts, { beat, values }: Told): void {
  if (journey.marks.some((old) => old.beat === beat)) return
  const { offset } = journey
  const own = offset === null ? {} : { offset, end: offset + 1 }
  journey.marks.push({ beat, index: event, at, values: { ...own, ...values } })
}

const followersOf = ({ isr, leader }: Travelled) => isr.filter((id) => id !== leader)

function onSent(found: Travelled, record: Facts, fact: FactOf<'RecordSent'>): void {
  if (record.process !== FIRST_MINUTE.producer || fact.attempt > 0) return
  const { count, bytes } = fact
  const values = { count, bytes, leader: found.leader ?? 0, epoch: found.epoch }
  for (let number = fact.firstNumber; number <= fact.lastNumber; number += 1) {
    const journey: InWork = { number, offset: null, marks: [], copies: new Set() }
    mark(journey, record, { beat: 'sent', values })
    found.journeys.push(journey)
  }
}

/** The producer keeps its order: what is appended next is the oldest record without an offset. */
function onAppended(found: Travelled, record: Facts, fact: FactOf<'RecordsAppended'>): void {
  const values = { leader: found.leader ?? 0, epoch: fact.leaderEpoch, isr: list(found.isr) }
  for (let offset: number = fact.baseOffset; offset <= fact.lastOffset; offset += 1) {
    const journey = found.journeys.find((one) => one.offset === null)
    if (journey === undefined) return
    journey.offset = offset
    mark(journey, record, { beat: 'appended', values })
  }
}

/** Copied: the last replica in sync has it. */
function onCopied(found: Travelled, record: Facts, lastOffset: number): void {
  const followers = followersOf(found)
  const values = {
    followers: list(followers),
    copies: followers.length,
    watermark: found.watermark,
  }
  for (const journey of found.journeys) {
    if (journey.offset === null || journey.offset > lastOffset) continue
    journey.copies.add(record.process ?? '')
    if (followers.every((id) => journey.copies.has(`kafka-${id}`))) {
      mark(journey, record, { beat: 'copied', values })
    }
  }
}

function onFact(found: Travelled, record: Facts): void {
  const { fact, process } = record
  if (!isTheTopic(fact)) return
  switch (fact.type) {
    case 'RecordSent':
      onSent(found, record, fact)
      return
    case 'RecordsAppended':
      if (fact.as === 'leader') onAppended(found, record, fact)
      else onCopied(found, record, fact.lastOffset)
      return
    case 'HighWatermarkAdvanced':
      if (fact.as === 'leader') onCommitted(found, record, fact)
      return
    case 'RecordsConsumed':
      onRead(found, record, fact.lastOffset + 1)
      return
    case 'BecameLeader':
      found.leader = Number(process?.replace('kafka-', ''))
      found.epoch = fact.leaderEpoch
      return
    case 'PartitionChanged':
      found.isr = fact.isrTo
      return
    default:
  }
}

/** Committed: the leader's high watermark has passed it. */
function onCommitted(
  found: Travelled,
  record: Facts,
  { from, to, because }: FactOf<'HighWatermarkAdvanced'>,
): void {
  found.watermark = to
  const followers = because.filter(({ id }) => id !== found.leader)
  const values = {
    followers: list(followers.map(({ id }) => id)),
    copies: followers.length,
    ends: list(because.map(({ id, logEndOffset }) => `${id}: ${logEndOffset}`)),
    from,
    to,
  }
  markBelow(found, record, { end: to, told: { beat: 'committed', values } })
}

function onRead(found: Travelled, record: Facts, end: number): void {
  const { watermark } = found
  const values = { consumer: record.process ?? FIRST_MINUTE.consumer, watermark, next: end }
  markBelow(found, record, { end, told: { beat: 'read', values } })
}

function markBelow(
  found: Travelled,
  record: Facts,
  { end, told }: { readonly end: number; readonly told: Told },
): void {
  for (const journey of found.journeys) {
    if (journey.offset !== null && journey.offset < end) mark(journey, record, told)
  }
}

function begin(run: Run): Travelled {
  const [assigned = []] = run.scenario.topics[0]?.assignments ?? []
  return { journeys: [], isr: assigned, leader: null, epoch: 0, watermark: 0, looked: 0 }
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
