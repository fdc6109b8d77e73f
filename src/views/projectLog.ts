import { topicPartition } from '~/kafka/ids'
import type { TopicPartition } from '~/kafka/ids'
import type { PartitionLog } from '~/kafka/log/partitionLog'
import { readLog } from '~/kafka/log/partitionLog'
import { stoppedLog } from '~/kafka/log/loadLog'
import { serverConfig } from '~/kafka/config/effective'
import { logDirsOf } from '~/kafka/server/serverConfigs'
import { firstUnstableOffset } from '~/kafka/log/producerState'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { ReplicaRole } from '~/kafka/broker/brokerState'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import type { ServerSpec } from '~/kafka/serverSpec'
import type { HostId } from '~/sim/ids'
import type { Process } from '~/sim/world'
import { isAlive } from '~/sim/world'
import type { ClusterView, TopicView } from './clusterView'
import { consumerIn } from './consumerIn'
import { epochAt, firstDifference } from './logDifference'
import type {
  CutView,
  KnownRole,
  LogBatchView,
  LogPast,
  PartitionLogView,
  PastCut,
  ReaderView,
  RecordTally,
  ReplicaLogView,
  SegmentsView,
} from './partitionLogView'

/** Offsets that are read when no window is given. */
const DEFAULT_WINDOW = 400
/** A batch that ends so far behind the window is still read with it. */
const LONGEST_BATCH = 2_000

/** Which partition, and the offsets that are looked at. */
export interface LogPlace {
  readonly topic: string
  readonly partition: number
  /** First offset, and the first behind. */
  readonly window?: (range: OffsetRange) => OffsetRange
}

/** Offsets from the first to the one behind the last. */
export interface OffsetRange {
  readonly from: number
  readonly to: number
}

interface Held {
  readonly process: string
  readonly broker: number
  readonly log: PartitionLog
  /** Null when the process is down: its log lies on its disk. */
  readonly role: ReplicaRole | null
  readonly known: KnownRole | null
}

type Row = TopicView['partitions'][number]

/** One partition's logs on every broker, and who reads it. */
export function projectLog(
  world: KafkaWorld,
  { cluster, past }: { readonly cluster: ClusterView; readonly past: LogPast },
  at: LogPlace,
): PartitionLogView {
  const name = topicPartition(at.topic, at.partition)
  const row = cluster.topics
    .find((topic) => topic.name === at.topic)
    ?.partitions.find(({ partition }) => partition === at.partition)
  const held = heldLogs(world, name, row)
  const range = rangeOf(held, past)
  const window = (at.window ?? newest)(range)
  const reference = referenceOf(held, row)
  const replicas = held.map((one): ReplicaLogView => {
    const standing = standingOf(cluster, at, one.broker)
    return {
      ...placesOf(one.log),
      broker: one.broker,
      standing,
      known: one.known,
      isFormerLeader: one.role?.type === 'leader' && standing !== 'leader',
      epochs: one.log.epochs,
      batches: batchesOf(one.log, window),
      segments: segmentsOf(one.log, window),
      waitsFor: standing === 'leader' ? waitsFor(one) : [],
      differs: tallyOf(one, reference, past),
      cut: cutOf(one, past),
    }
  })
  return {
    topic: at.topic,
    partition: at.partition,
    leader: row?.leader ?? null,
    leaderEpoch: row?.leaderEpoch ?? 0,
    startOffset: range.from,
    endOffset: range.to,
    replicas,
    readers: readersOf(world, name, reference?.log ?? null),
  }
}

function newest({ from, to }: OffsetRange): OffsetRange {
  return { from: Math.max(from, to - DEFAULT_WINDOW), to }
}

/** All offsets that a strip has to do with, records just cut off among them. */
function rangeOf(held: readonly Held[], past: LogPast): OffsetRange {
  const ends = held.map((one) => cutPast(one, past)?.from ?? one.log.logEndOffset)
  const to = Math.max(0, ...ends)
  return { from: Math.min(to, ...held.map(({ log }) => log.logStartOffset)), to }
}

/** The newest cut of a log, unless something was appended since. */
function cutPast({ process, log }: Held, past: LogPast): PastCut | undefined {
  return past.cuts.find((cut) => cut.process === process && cut.to === log.logEndOffset)
}

/** Every broker's log: as it knows it while it runs, else as it lies on its disk. */
function heldLogs(world: KafkaWorld, name: TopicPartition, row: Row | undefined): readonly Held[] {
  return [...world.processes.values()]
    .flatMap((process) => heldLog(world, { process, name, row }) ?? [])
    .toSorted((a, b) => a.broker - b.broker)
}

interface Holder {
  readonly process: Process<KafkaModel>
  readonly name: TopicPartition
  readonly row: Row | undefined
}

function heldLog(world: KafkaWorld, { process, name, row }: Holder): Held | null {
  const { id, host, spec } = process
  if (spec.kind !== 'server') return null
  const broker = spec.nodeId
  const known = isServer(process.state) ? process.state.broker?.replicas.get(name) : undefined
  const role = known?.role ?? null
  if (known !== undefined && isAlive(process)) {
    const { leaderEpoch } = known
    const knows = { isLeader: known.role.type === 'leader', leaderEpoch }
    return { process: id, broker, log: known.log, role, known: knows }
  }
  if (row !== undefined && !row.replicas.includes(broker)) return null
  const log = logOnDisk(world, host, { spec, name })
  return log === null ? null : { process: id, broker, log, role, known: null }
}

function logOnDisk(
  world: KafkaWorld,
  host: HostId,
  { spec, name }: { readonly spec: ServerSpec; readonly name: TopicPartition },
): PartitionLog | null {
  const files = world.disks.get(host)?.cached
  return files === undefined ? null : stoppedLog(files, logDirsOf(serverConfig(spec)), name)
}

function standingOf(
  cluster: ClusterView,
  at: LogPlace,
  broker: number,
): ReplicaLogView['standing'] {
  return (
    cluster.brokers
      .find(({ id }) => id === broker)
      ?.replicas.find(({ topic, partition }) => topic === at.topic && partition === at.partition)
      ?.standing ?? 'offline'
  )
}

function placesOf(
  log: PartitionLog,
): Pick<ReplicaLogView, 'logStartOffset' | 'highWatermark' | 'lastStableOffset' | 'logEndOffset'> {
  const { logStartOffset, highWatermark, logEndOffset } = log
  const unstable = firstUnstableOffset(log.producerState) ?? highWatermark
  const lastStableOffset = Math.min(unstable, highWatermark)
  return { logStartOffset, highWatermark, lastStableOffset, logEndOffset }
}

function segmentsOf({ segments }: PartitionLog, { from, to }: OffsetRange): SegmentsView {
  const bases = [...segments].map(({ baseOffset }) => baseOffset)
  return {
    count: bases.length,
    starts: bases.filter((base) => from <= base && base <= to),
    activeFrom: bases.at(-1) ?? 0,
  }
}

function batchesOf(log: PartitionLog, window: OffsetRange): readonly LogBatchView[] {
  const open = log.producerState.ongoing
  return readLog(log, {
    from: window.from,
    to: window.to + LONGEST_BATCH,
    maxBytes: Number.MAX_SAFE_INTEGER,
  })
    .filter(({ baseOffset }) => baseOffset < window.to)
    .map((batch) => ({
      ...batch,
      isUndecided:
        batch.isTransactional &&
        open.some(
          (txn) => txn.producerId === batch.producerId && txn.firstOffset <= batch.baseOffset,
        ),
    }))
}

/** The leader's log; without one the newest: highest epoch, then longest. */
function referenceOf(held: readonly Held[], row: Row | undefined): Held | null {
  const leader = held.find(({ broker }) => broker === row?.leader)
  if (leader !== undefined) return leader
  const newest = held.toSorted(
    (a, b) =>
      (b.log.epochs.at(-1)?.epoch ?? -1) - (a.log.epochs.at(-1)?.epoch ?? -1) ||
      b.log.logEndOffset - a.log.logEndOffset ||
      a.broker - b.broker,
  )
  return newest[0] ?? null
}

/** Members of the ISR that have not fetched what is not committed. R-31. */
function waitsFor({ broker, log, role }: Held): readonly number[] {
  if (role?.type !== 'leader' || log.logEndOffset <= log.highWatermark) return []
  return [...new Set([...role.isr, ...(role.pendingIsr ?? [])])].filter(
    (id) => id !== broker && (role.followers.get(id)?.logEndOffset ?? -1) <= log.highWatermark,
  )
}

function tallyOf(one: Held, reference: Held | null, past: LogPast): RecordTally | null {
  if (reference === null || reference === one) return null
  const from = firstDifference(one.log, reference.log)
  if (from === null) return null
  let acknowledged = 0
  for (let offset = from; offset < one.log.logEndOffset; offset += 1) {
    if (past.isAcknowledged(offset, epochAt(one.log.epochs, offset) ?? -1)) acknowledged += 1
  }
  return { from, count: one.log.logEndOffset - from, acknowledged }
}

function cutOf(one: Held, past: LogPast): CutView | null {
  const cut = cutPast(one, past)
  if (cut === undefined) return null
  const gone = cut.batches.flatMap(({ records, leaderEpoch }) =>
    records.map(({ offset }) => past.isAcknowledged(offset, leaderEpoch)),
  )
  return {
    from: cut.to,
    count: cut.from - cut.to,
    acknowledged: gone.filter(Boolean).length,
    committed: Math.max(0, cut.highWatermark - cut.to),
    batches: cut.batches.map((batch) => ({ ...batch, isUndecided: false })),
  }
}

function readersOf(
  world: KafkaWorld,
  name: TopicPartition,
  log: PartitionLog | null,
): readonly ReaderView[] {
  const committed = committedBy(world, name)
  const end = log === null ? { highWatermark: 0, lastStableOffset: 0 } : placesOf(log)
  const live = [...world.processes.values()].flatMap((process): readonly ReaderView[] => {
    const consumer = consumerIn(process.state)
    if (consumer === null || !isAlive(process) || !consumer.positions.has(name)) return []
    const reads = consumer.core.settings.string('isolation.level')
    return [
      {
        group: consumer.groupId,
        label: process.id,
        position: consumer.positions.get(name) ?? null,
        committed: consumer.groupId === null ? null : (committed.get(consumer.groupId) ?? null),
        visibleEnd: reads === 'read_committed' ? end.lastStableOffset : end.highWatermark,
      },
    ]
  })
  const asleep = [...committed.keys()]
    .filter((group) => live.every((reader) => reader.group !== group))
    .map((group) => ({
      group,
      label: group,
      position: null,
      committed: committed.get(group) ?? null,
      visibleEnd: end.highWatermark,
    }))
  return [...live, ...asleep].toSorted((a, b) => (a.label < b.label ? -1 : 1))
}

/** What each group has committed, as the newest coordinator of it has replayed. */
function committedBy(world: KafkaWorld, name: TopicPartition): ReadonlyMap<string, number> {
  const newest = new Map<string, { readonly epoch: number; readonly offset: number }>()
  const servers = [...world.processes.values()].flatMap((process): readonly ServerState[] =>
    isAlive(process) && isServer(process.state) ? [process.state] : [],
  )
  for (const shard of servers.flatMap((state) => [
    ...(state.broker?.groups.shards.values() ?? []),
  ])) {
    for (const [group, offsets] of shard.offsets) {
      const offset = offsets.get(name)?.offset
      const isNewer = (newest.get(group)?.epoch ?? -1) < shard.leaderEpoch
      if (offset !== undefined && isNewer) newest.set(group, { epoch: shard.leaderEpoch, offset })
    }
  }
  return new Map([...newest].map(([group, { offset }]) => [group, offset]))
}
