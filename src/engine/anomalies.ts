import type { KafkaWorld } from '~/kafka/model'
import type { PartitionLog } from '~/kafka/log/partitionLog'
import type { RecordBatch } from '~/kafka/protocol/records'
import { serversOf } from '~/views/servers'
import type { NotedAcknowledgement, NotedRead } from './notes'
import type { Run } from './run'
import { lostRecords } from './trial/lost'

/** Why something happened to a client's records, in terms of what was asked of Kafka. */
export type AnomalyCause =
  /** Lost: only the leader had been asked for. */
  | 'acksOne'
  /** Lost: a replica that was not in sync was allowed to lead. */
  | 'unclean'
  /** Lost: disks were wiped, damaged, or lost their power. */
  | 'disks'
  /** In the log twice: the producer does not number what it sends. */
  | 'notIdempotent'
  /** Read twice: a position is committed after it was read, and not each time. */
  | 'atLeastOnce'
  /** Never given to the group: its position moved over them. */
  | 'jumped'
  /** None of these: a bug, of the cluster's or of ours. */
  | 'unexplained'

/** Something that clients noticed, or should have. */
export interface Anomaly {
  readonly kind: 'lost' | 'duplicated' | 'readTwice' | 'skipped'
  /** `orders-0`. */
  readonly partition: string
  /** The group that read; null where none did. */
  readonly group: string | null
  readonly offsets: readonly number[]
  readonly cause: AnomalyCause
}

/** Commands that take records from a disk. */
const DAMAGING = /"(?:WipeDisk|CorruptTail|CorruptOld|RestoreDisk)"/

/** What the clients were told and given up to the cursor, held against what the leaders' logs hold. */
export function anomaliesOf(run: Run): readonly Anomaly[] {
  const cursor = run.cursor()
  const { acknowledgements, reads } = run.notes()
  const world = run.world()
  const logs = leadersLogs(world)
  const safe = acknowledgements.filter(({ event }) => event < cursor)
  const moments = run.moments().filter(({ index }) => index < cursor)
  const unclean = new Set(
    moments.filter(({ kind }) => kind === 'uncleanElection').map(({ about }) => about),
  )
  const hasLostDisks =
    moments.some(({ kind }) => kind === 'powerLost') ||
    run
      .branch()
      .history.commands()
      .some(({ index, command }) => index < cursor && DAMAGING.test(JSON.stringify(command)))
  return [
    ...lost(world, safe, { unclean, hasLostDisks }),
    ...[...logs].flatMap(([partition, log]) => duplicated(partition, log)),
    ...reading(
      reads.filter(({ event }) => event < cursor),
      logs,
    ),
  ]
}

interface Circumstances {
  readonly unclean: ReadonlySet<string | null>
  readonly hasLostDisks: boolean
}

function lost(
  world: KafkaWorld,
  safe: readonly NotedAcknowledgement[],
  { unclean, hasLostDisks }: Circumstances,
): readonly Anomaly[] {
  const of = (rows: readonly NotedAcknowledgement[], causeOf: (name: string) => AnomalyCause) =>
    lostRecords(world, rows)
      .filter(({ isInternal }) => !isInternal)
      .map(({ partition, offsets }): Anomaly => ({
        kind: 'lost',
        partition,
        group: null,
        offsets,
        cause: causeOf(partition),
      }))
  return [
    ...of(
      safe.filter(({ acks }) => acks === 1),
      () => 'acksOne',
    ),
    ...of(
      safe.filter(({ acks }) => acks === -1),
      (name) => (unclean.has(name) ? 'unclean' : hasLostDisks ? 'disks' : 'unexplained'),
    ),
  ]
}

/** The log of each user partition's running leader. */
function leadersLogs(world: KafkaWorld): ReadonlyMap<string, PartitionLog> {
  const logs = new Map<string, PartitionLog>()
  for (const { state, status } of serversOf(world)) {
    if (status !== 'running') continue
    for (const { role, name, topic, log } of state.broker?.replicas.values() ?? []) {
      if (role.type === 'leader' && !topic.startsWith('__')) logs.set(name, log)
    }
  }
  return logs
}

/** A record that was sent again has the time, key and value of the first one. */
function duplicated(partition: string, log: PartitionLog): readonly Anomaly[] {
  const seen = new Set<string>()
  const offsets: number[] = []
  let isNumbered = true
  for (const batch of log.batches) {
    for (const text of textsOf(batch)) {
      if (seen.has(text.text)) {
        offsets.push(text.offset)
        isNumbered &&= batch.producerId >= 0
      }
      seen.add(text.text)
    }
  }
  if (offsets.length === 0) return []
  const cause = isNumbered ? 'unexplained' : 'notIdempotent'
  return [{ kind: 'duplicated', partition, group: null, offsets, cause }]
}

function textsOf({ records, isControl }: RecordBatch) {
  if (isControl) return []
  return records.map(({ offset, timestampMs, key, value }) => ({
    offset,
    text: JSON.stringify([timestampMs, key, value]),
  }))
}

function reading(
  reads: readonly NotedRead[],
  logs: ReadonlyMap<string, PartitionLog>,
): readonly Anomaly[] {
  const streams = new Map<string, NotedRead[]>()
  for (const read of reads) {
    const key = `${read.group} ${read.partition}`
    const stream = streams.get(key)
    if (stream === undefined) streams.set(key, [read])
    else stream.push(read)
  }
  return [...streams.values()].flatMap((stream) => readingOf(stream, logs))
}

function readingOf(
  stream: readonly NotedRead[],
  logs: ReadonlyMap<string, PartitionLog>,
): readonly Anomaly[] {
  const [first] = stream
  if (first === undefined) return []
  const { partition, group } = first
  const given = new Set<number>()
  const twice = new Set<number>()
  for (const { firstOffset, lastOffset } of stream) {
    for (let at = firstOffset; at <= lastOffset; at += 1) {
      if (given.has(at)) twice.add(at)
      given.add(at)
    }
  }
  const skipped = missing(given, logs.get(partition))
  const about = { partition, group }
  const found: Anomaly[] = []
  if (twice.size > 0) {
    const offsets = [...twice].sort((a, b) => a - b)
    found.push({ kind: 'readTwice', ...about, offsets, cause: 'atLeastOnce' })
  }
  if (skipped.length > 0)
    found.push({ kind: 'skipped', ...about, offsets: skipped, cause: 'jumped' })
  return found
}

/** Records of the log between the first and the last one given that were not given. */
function missing(given: ReadonlySet<number>, log: PartitionLog | undefined): readonly number[] {
  if (log === undefined) return []
  const from = Math.min(...given)
  const to = Math.max(...given)
  return [...log.batches]
    .filter(({ isControl }) => !isControl)
    .flatMap(({ records }) => records.map(({ offset }): number => offset))
    .filter((offset) => offset > from && offset < to && !given.has(offset))
}
