import type { BrokerState, Replica } from '~/kafka/broker/brokerState'
import { isMinIsr } from '~/kafka/broker/minIsr'
import type { BrokerFact } from '~/kafka/facts/broker'
import type { NodeId } from '~/kafka/ids'
import { topicPartition } from '~/kafka/ids'
import type { Segment } from '~/kafka/log/segment'
import type { KafkaModel } from '~/kafka/model'
import { fetchMetadataText } from '~/kafka/protocol/fetchMetadata'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import type { FactRecord } from '~/sim/facts'
import type { LogScope } from './scope'
import { info, push } from './scope'

const STATE_CHANGE = 'state.change.logger'
const PARTITION = 'kafka.cluster.Partition'
const UNIFIED_LOG = 'org.apache.kafka.storage.internals.log.UnifiedLog'
const FETCHERS = 'kafka.server.ReplicaFetcherManager'

type Of<T extends BrokerFact['type']> = Extract<BrokerFact, { type: T }>

const nodeOf = (scope: LogScope) => scope.after.spec.nodeId
const list = (ids: readonly number[]) => `[${ids.join(',')}]`

function change(scope: LogScope, text: string): void {
  info(scope, STATE_CHANGE, `[Broker id=${nodeOf(scope)}] ${text}`)
}

function fetchers(scope: LogScope, text: string): void {
  info(scope, FETCHERS, `[ReplicaFetcherManager on broker ${nodeOf(scope)}] ${text}`)
}

function replicaOf(
  state: BrokerState | null | undefined,
  at: { readonly topic: string; readonly partition: number },
): Replica | undefined {
  return state?.replicas.get(topicPartition(at.topic, at.partition))
}

function partitionsOf(scope: LogScope, type: 'BecameLeader' | 'BecameFollower'): readonly string[] {
  return scope.facts.flatMap(({ fact }) =>
    fact.type === type ? [topicPartition(fact.topic, fact.partition)] : [],
  )
}

/** Metadata was replayed: leaders and followers are taken up. Kafka: ReplicaManager.applyDelta. */
export function replayLines(scope: LogScope): void {
  const leaders = partitionsOf(scope, 'BecameLeader')
  if (leaders.length > 0) {
    change(scope, `Transitioning ${leaders.length} partition(s) to local leaders.`)
    fetchers(scope, `Removed fetcher for partitions Set(${leaders.join(', ')})`)
    for (const { fact } of scope.facts) if (fact.type === 'BecameLeader') leads(scope, fact)
  }
  const followers = partitionsOf(scope, 'BecameFollower')
  const left = fetchedNoMore(scope)
  const all = new Set([...followers, ...left])
  if (all.size === 0) return
  change(scope, `Transitioning ${all.size} partition(s) to local followers.`)
  for (const { fact } of scope.facts) if (fact.type === 'BecameFollower') follows(scope, fact)
  const begun = followers.filter((name) => !left.includes(name))
  if (begun.length > 0) {
    fetchers(scope, `Removed fetcher for partitions Set(${begun.join(', ')})`)
    change(scope, `Stopped fetchers as part of become-follower for ${begun.length} partitions`)
    addFetchers(scope)
    change(scope, `Started fetchers as part of become-follower for ${begun.length} partitions`)
  }
  if (left.length === 0) return
  fetchers(scope, `Removed fetcher for partitions Set(${left.join(', ')})`)
  change(scope, `Stopped fetchers as part of controlled shutdown for ${left.length} partitions`)
}

/** What a broker that is about to stop follows no longer, R-35. Kafka: applyLocalFollowersDelta. */
function fetchedNoMore({ before, after }: LogScope): readonly string[] {
  const { broker } = after
  if (broker?.lifecycle !== 'PENDING_CONTROLLED_SHUTDOWN') return []
  const followsNobody = ({ role }: Replica) => role.type === 'follower' && role.leader === null
  return [...broker.replicas.values()]
    .filter((replica) => {
      const old = replicaOf(before?.broker, replica)
      return followsNobody(replica) && old !== undefined && !followsNobody(old)
    })
    .map(({ name }) => name)
    .sort()
}

/** A partition that this process did not know before. Kafka: getOrCreatePartition, LogManager. */
function opened(scope: LogScope, replica: Replica): void {
  const old = replicaOf(scope.before?.broker, replica)
  if (old !== undefined) return
  const { name, topicId, log } = replica
  change(scope, `Creating new partition ${name} with topic id ${topicId}.`)
  const dir = dirOf(scope, replica)
  if (log.logEndOffset === 0) {
    const text = `Created log for partition ${name} in ${dir}/${name} with properties {}`
    info(scope, 'kafka.log.LogManager', text)
    partitionLine(scope, name, `No checkpointed highwatermark is found for partition ${name}`)
  }
  partitionLine(
    scope,
    name,
    `Log loaded for partition ${name} with initial high watermark ${log.highWatermark}`,
  )
}

function partitionLine(scope: LogScope, name: string, text: string): void {
  info(scope, PARTITION, `[Partition ${name} broker=${nodeOf(scope)}] ${text}`)
}

/** Kafka: Partition.makeLeader. */
function leads(scope: LogScope, fact: Of<'BecameLeader'>): void {
  const replica = replicaOf(scope.after.broker, fact)
  if (replica?.role.type !== 'leader') return
  opened(scope, replica)
  const old = replicaOf(scope.before?.broker, fact)
  const image = scope.after.broker?.image.topics.get(replica.topicId)
  const registration = image?.partitions.get(fact.partition)
  const under = underMinIsr(scope, replica, replica.role.isr)
  const [adding, removing] = [registration?.addingReplicas, registration?.removingReplicas]
  change(
    scope,
    `Leader ${replica.name} with topic id Some(${replica.topicId}) starts at leader epoch ${fact.leaderEpoch} from offset ${fact.logEndOffset} with partition epoch ${replica.partitionEpoch}, high watermark ${replica.log.highWatermark}, ISR ${list(replica.role.isr)}, adding replicas ${list(adding ?? [])} and removing replicas ${list(removing ?? [])} ${under}. Previous leader ${previousLeader(scope, old)} and previous leader epoch was ${old?.leaderEpoch ?? -1}.`,
  )
}

function previousLeader(scope: LogScope, old: Replica | undefined): string {
  if (old === undefined) return 'None'
  const leader = old.role.type === 'leader' ? nodeOf(scope) : (old.role.leader ?? -1)
  return `Some(${leader})`
}

/** Kafka: Partition.isUnderMinIsr. R-40. */
function underMinIsr(scope: LogScope, replica: Replica, isr: readonly NodeId[]): string {
  const { broker } = scope.after
  return broker === null || isMinIsr(broker, replica, isr.length) ? '' : '(under-min-isr)'
}

/** A time of the run as the clock of its servers has it; one that never was is 0, as in Kafka. */
function clockMs(ms: number): number {
  return ms < 0 ? 0 : WALL_CLOCK_START_MS + ms
}

/**
 * Kafka: Partition.makeFollower, which has overwritten leader and epoch when it prints the
 * previous ones: they are the new ones.
 */
function follows(scope: LogScope, fact: Of<'BecameFollower'>): void {
  const replica = replicaOf(scope.after.broker, fact)
  if (replica === undefined) return
  opened(scope, replica)
  const { name, log, partitionEpoch } = replica
  const leader = fact.leader ?? -1
  change(
    scope,
    `Follower ${name} starts at leader epoch ${fact.leaderEpoch} from offset ${log.logEndOffset} with partition epoch ${partitionEpoch} and high watermark ${log.highWatermark}. Current leader is ${leader}. Previous leader Some(${leader}) and previous leader epoch was ${fact.leaderEpoch}.`,
  )
}

/** Kafka: AbstractFetcherManager.addPartitionsToFetcherThread: one line a leader. */
function addFetchers(scope: LogScope): void {
  const byLeader = new Map<NodeId, string[]>()
  const { broker } = scope.after
  for (const { fact } of scope.facts) {
    if (fact.type !== 'BecameFollower' || fact.leader === null) continue
    const replica = replicaOf(broker, fact)
    const registration = broker?.image.brokers.get(fact.leader)
    const endpoint = registration?.endpoints.find(
      ({ name }) => name === broker?.config.interBrokerListener,
    )
    if (replica?.role.type !== 'follower' || replica.role.leader === null) continue
    if (endpoint === undefined) continue
    const leader = `BrokerEndPoint(id=${fact.leader}, host=${endpoint.host}:${endpoint.port})`
    const text = `${replica.name} -> InitialFetchState(Some(${replica.topicId}),${leader},${fact.leaderEpoch},${replica.log.logEndOffset})`
    byLeader.set(fact.leader, [...(byLeader.get(fact.leader) ?? []), text])
  }
  for (const [leader, rows] of byLeader) {
    fetchers(scope, `Added fetcher to broker ${leader} for partitions Map(${rows.join(', ')})`)
  }
}

/** Truncations and ISR changes. Kafka: UnifiedLog.truncateTo, Partition.maybeShrinkIsr. */
export function brokerLines(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  switch (fact.type) {
    case 'LogTruncated':
      // A log that begins anew further up says nothing. UnifiedLog.truncateFullyAndStartAt.
      if (fact.to < fact.from) logLine(scope, fact, `Truncating to offset ${fact.to}`)
      return
    case 'LogStartAdvanced':
      return logLine(
        scope,
        fact,
        `Incremented log start offset to ${fact.to} due to ${INCREMENT_REASONS[fact.because]}`,
      )
    case 'SegmentRolled':
      return rolled(scope, fact)
    case 'SegmentsDeleted':
      return deleted(scope, fact)
    case 'IsrChangeAsked':
      return shrinks(scope, fact)
    case 'FetchSessionLost':
      return sessionLost(scope, fact)
    default:
  }
}

/** Kafka: FetchSessionHandler.handleResponse, handleError. */
function sessionLost(scope: LogScope, fact: Of<'FetchSessionLost'>): void {
  const { broker, error } = fact
  const prefix = `[ReplicaFetcher replicaId=${nodeOf(scope)}, leaderId=${broker}, fetcherId=0]`
  const sent = fetchMetadataText(fact.sessionId, fact.epoch)
  const text =
    error === null
      ? `Error sending fetch request ${sent} to node ${broker}:`
      : `Node ${broker} was unable to process the fetch request with ${sent}: ${error}.`
  const line = { logger: 'org.apache.kafka.clients.FetchSessionHandler', text: `${prefix} ${text}` }
  push(scope, 'INFO', fact.cause === null ? line : { ...line, thrown: fact.cause })
}

/** Kafka: LocalLog.roll. */
function rolled(scope: LogScope, fact: Of<'SegmentRolled'>): void {
  const name = topicPartition(fact.topic, fact.partition)
  const text = `[LocalLog partition=${name}, dir=${dirOf(scope, fact)}] Rolled new log segment at offset ${fact.baseOffset} in 0 ms.`
  info(scope, 'org.apache.kafka.storage.internals.log.LocalLog', text)
}

/** Kafka: UnifiedLog.deleteRetentionMsBreachedSegments and its kin. */
function deleted(scope: LogScope, fact: Of<'SegmentsDeleted'>): void {
  const gone = [...(replicaOf(scope.before?.broker, fact)?.log.segments ?? [])].filter(
    ({ baseOffset }) => fact.baseOffsets.includes(baseOffset),
  )
  if (gone.length === 0) return
  if (fact.because === 'logStartOffset') {
    const segments = gone.map(segmentText).join(',')
    const text = `Deleting segments due to log start offset ${fact.limit} breach: ${segments}`
    return logLine(scope, fact, text)
  }
  let size = fact.actual
  for (const segment of gone) {
    size -= segment.sizeInBytes
    const by = segment.maxTimestampMs < 0 ? 'last modified time of' : 'largest record timestamp in'
    const why =
      fact.because === 'time'
        ? `log retention time ${fact.limit}ms breach based on the ${by} the segment`
        : `log retention size ${fact.limit} breach. Log size after deletion will be ${size}.`
    logLine(scope, fact, `Deleting segment ${segmentText(segment)} due to ${why}`)
  }
}

/** Java: LogSegment.toString. */
function segmentText(segment: Segment): string {
  const { baseOffset, sizeInBytes, lastModifiedMs, maxTimestampMs } = segment
  const largest = maxTimestampMs < 0 ? -1 : clockMs(maxTimestampMs)
  return `LogSegment(baseOffset=${baseOffset}, size=${sizeInBytes}, lastModifiedTime=${clockMs(lastModifiedMs)}, largestRecordTimestamp=${largest})`
}

/** The log directory that a replica is in. */
function dirOf(
  { before, after }: LogScope,
  at: { readonly topic: string; readonly partition: number },
): string {
  return (replicaOf(after.broker, at) ?? replicaOf(before?.broker, at))?.logDir ?? ''
}

/** Kafka: LogStartOffsetIncrementReason. */
const INCREMENT_REASONS: Readonly<Record<Of<'LogStartAdvanced'>['because'], string>> = {
  deleteRecords: 'client delete records request',
  retention: 'segment deletion',
  leader: 'leader offset increment',
}

function logLine(
  scope: LogScope,
  at: { readonly topic: string; readonly partition: number },
  text: string,
): void {
  const name = topicPartition(at.topic, at.partition)
  info(scope, UNIFIED_LOG, `[UnifiedLog partition=${name}, dir=${dirOf(scope, at)}] ${text}`)
}

function shrinks(scope: LogScope, fact: Of<'IsrChangeAsked'>): void {
  const out = fact.isr.filter((id) => !fact.asked.includes(id))
  const replica = replicaOf(scope.after.broker, fact)
  if (out.length === 0 || replica?.role.type !== 'leader') return
  const { followers } = replica.role
  const late = out.map((id) => {
    const progress = followers.get(id)
    const end = progress?.logEndOffset ?? 'unknown'
    const caughtUp = progress === undefined ? 'unknown' : clockMs(progress.lastCaughtUpMs)
    return `(brokerId: ${id}, endOffset: ${end}, lastCaughtUpTimeMs: ${caughtUp})`
  })
  partitionLine(
    scope,
    replica.name,
    `Shrinking ISR from ${fact.isr.join(',')} to ${fact.asked.join(',')}. Leader: (highWatermark: ${replica.log.highWatermark}, endOffset: ${replica.log.logEndOffset}). Out of sync replicas: ${late.join(' ')}.`,
  )
}

/** The controller answered an AlterPartition. Kafka: Partition.handleAlterPartitionUpdate. */
export function isrAnswerLines(scope: LogScope): void {
  const { what } = scope.event
  if (what.type !== 'Input' || what.input.type !== 'Response') return
  const { body } = what.input
  if (body.api !== 'AlterPartition' || !('error' in body)) return
  for (const row of body.partitions) {
    const replica = [...(scope.after.broker?.replicas.values() ?? [])].find(
      ({ topicId, partition }) => topicId === row.topicId && partition === row.partition,
    )
    if (row.error === 'NONE' && replica !== undefined) isrUpdated(scope, replica)
  }
}

function isrUpdated(scope: LogScope, replica: Replica): void {
  const { name, role, partitionEpoch } = replica
  const old = scope.before?.broker?.replicas.get(name)?.role
  if (role.type !== 'leader' || old?.type !== 'leader') return
  if (old.pendingIsr === null || role.pendingIsr !== null) return
  const under = underMinIsr(scope, replica, role.isr)
  const text = `ISR updated to ${role.isr.join(',')} ${under} and version updated to ${partitionEpoch}`
  partitionLine(scope, name, text)
}
