import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { Run } from './run'

/** A record by its place. */
interface RecordPlace {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

/** What happens to a record on its way. EXPERIENCE C9. */
type StopKind =
  | 'sent'
  | 'sentAgain'
  | 'appended'
  | 'copied'
  | 'committed'
  | 'acknowledged'
  | 'read'
  | 'truncated'
  | 'removed'

/** One stop of a journey. */
interface JourneyStop {
  readonly kind: StopKind
  /** The event that it happened in. */
  readonly index: number
  /** µs. */
  readonly at: number
  /** Who it happened in, as a person calls it. */
  readonly name: string
  /** The group that read it; the number of a try; else null. */
  readonly detail: string | null
  /** The names and numbers of what it waited for before this stop: a setting, or an event. */
  readonly waitedFor: Readonly<Record<string, string | number>>
}

/** A record's way up to the cursor, and the stops that have not come. */
export interface RecordJourney {
  readonly stops: readonly JourneyStop[]
  readonly missing: readonly ('committed' | 'acknowledged' | 'read')[]
}

type Row = FactRecord<KafkaModel>

/** A journey is looked for in so many of the newest events. */
const LOOK_BACK = 20_000
/** The event in which a batch left its producer is so many causes away at most. */
const HOPS = 64

function isAt({ fact }: Row, at: RecordPlace): boolean {
  if (!('topic' in fact) || !('partition' in fact)) return false
  return fact.topic === at.topic && fact.partition === at.partition
}

type Fact = Row['fact']

/** The offsets that a fact is about, first and last, and what it means for them; null: nothing. */
function spanOf(fact: Fact): readonly [StopKind, number, number] | null {
  switch (fact.type) {
    case 'RecordsAppended': {
      const kind = fact.as === 'follower' ? 'copied' : 'appended'
      return [kind, fact.baseOffset, fact.lastOffset]
    }
    case 'HighWatermarkAdvanced':
      return fact.as === 'follower' ? null : ['committed', fact.from, fact.to - 1]
    case 'RecordAcknowledged':
      return ['acknowledged', fact.baseOffset, fact.baseOffset + fact.count - 1]
    case 'RecordsConsumed':
      return ['read', fact.firstOffset, fact.lastOffset]
    case 'LogTruncated':
      return ['truncated', fact.to, fact.from - 1]
    case 'LogStartAdvanced':
      return ['removed', fact.from, fact.to - 1]
    default:
      return null
  }
}

/** What a fact is for the record at a place, or null. */
function kindOf({ fact }: Row, { offset }: RecordPlace): StopKind | null {
  const [kind, first, last] = spanOf(fact) ?? [null, 0, 0]
  return first <= offset && offset <= last ? kind : null
}

function stopOf(run: Run, row: Row, stop: Pick<JourneyStop, 'kind' | 'detail'>): JourneyStop {
  const name = row.process === null ? '–' : run.nameOf(row.process)
  return { ...stop, index: row.event, at: row.at, name, waitedFor: waitedForIn(row.fact) }
}

/** What a fact says of the wait before it. */
function waitedForIn(fact: Fact): JourneyStop['waitedFor'] {
  switch (fact.type) {
    case 'RecordSent':
      return { because: fact.because, waited: fact.waitedMs, linger: fact.lingerMs }
    case 'HighWatermarkAdvanced':
      return {
        ends: fact.because.map(({ id, logEndOffset }) => `${id}: ${logEndOffset}`).join(', '),
      }
    case 'RecordAcknowledged':
      return { acks: fact.acks === -1 ? 'all' : fact.acks }
    case 'LogTruncated':
    case 'LogStartAdvanced':
      return { because: fact.because }
    default:
      return {}
  }
}

/** The tries of the batch that an append was of, oldest first: its causes lead back to the last. */
function triesOf(run: Run, appended: Row, at: RecordPlace): readonly JourneyStop[] {
  let index = appended.event
  for (let hop = 0; hop < HOPS && index >= 0; hop += 1) {
    const sent = run
      .stepAt(index)
      .facts.find((row) => row.fact.type === 'RecordSent' && isAt(row, at))
    if (sent?.fact.type === 'RecordSent') return earlier(run, sent, at)
    index = run.stepAt(index).event.cause
  }
  return []
}

function earlier(run: Run, last: Row, at: RecordPlace): readonly JourneyStop[] {
  if (last.fact.type !== 'RecordSent') return []
  const { firstNumber, attempt } = last.fact
  const tries: Row[] = [last]
  const from = Math.max(0, last.event - LOOK_BACK)
  for (let index = last.event - 1; index >= from && tries.length <= attempt; index -= 1) {
    const found = run.stepAt(index).facts.find((row) => {
      const isTry = row.fact.type === 'RecordSent' && isAt(row, at)
      if (!isTry || row.process !== last.process) return false
      return row.fact.firstNumber === firstNumber
    })
    if (found !== undefined) tries.unshift(found)
  }
  return tries.map((row, number) => {
    const isFirst = number === 0
    const detail = isFirst ? null : String(number + 1)
    return stopOf(run, row, { kind: isFirst ? 'sent' : 'sentAgain', detail })
  })
}

/** Whether the leader has appended it anew since an older life of this offset was cut off. */
function afterCut(
  rows: readonly (readonly [Row, StopKind])[],
): readonly (readonly [Row, StopKind])[] {
  const newest = rows.findLastIndex(([, kind]) => kind === 'appended')
  return newest < 0 ? rows : rows.slice(newest)
}

/** Follows a record through the run up to the cursor; of an offset that was used twice, the newest. */
export function journeyOfRecord(run: Run, at: RecordPlace): RecordJourney {
  const end = run.cursor()
  const rows: (readonly [Row, StopKind])[] = []
  for (let index = Math.max(0, end - LOOK_BACK); index < end; index += 1) {
    for (const row of run.stepAt(index).facts) {
      const kind = isAt(row, at) ? kindOf(row, at) : null
      if (kind !== null) rows.push([row, kind])
    }
  }
  const own = afterCut(rows)
  const appended = own.find(([, kind]) => kind === 'appended')?.[0]
  const stops = own.map(([row, kind]) => {
    const detail = row.fact.type === 'RecordsConsumed' ? row.fact.group : null
    return stopOf(run, row, { kind, detail })
  })
  const has = (kind: StopKind) => stops.some((stop) => stop.kind === kind)
  const wanted = ['committed', 'acknowledged', 'read'] as const
  return {
    stops: [...(appended === undefined ? [] : triesOf(run, appended, at)), ...stops],
    missing: wanted.filter((kind) => !has(kind)),
  }
}
