import { assertNever } from '~/base/assertNever'
import type { BrokerWork, Replica } from '../broker/brokerState'
import type { Fetcher } from '../broker/fetcherState'
import type { Completion } from '../channel/channelState'
import type { NodeId } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import { exceptionText } from '../protocol/errors'
import { fetchMetadataText } from '../protocol/fetchMetadata'
import type { FetchPartition } from '../protocol/rpc/data'

/** A line of `server.log` that a fetcher thread writes. */
interface FetcherLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR'
  readonly text: string
  readonly thrown?: string
}

/** Writes a line as the fetcher of a leader. Kafka: ReplicaFetcherThread, its LogContext. */
export function fetcherLine(work: BrokerWork, leader: NodeId, line: FetcherLine): void {
  const { level, text, thrown } = line
  const own = work.state.config.nodeId
  work.facts.push({
    type: 'Logged',
    level,
    logger: 'kafka.server.ReplicaFetcherThread',
    text: `[ReplicaFetcher replicaId=${own}, leaderId=${leader}, fetcherId=0] ${text}`,
    ...(thrown === undefined ? {} : { thrown }),
  })
}

/** What a log says of itself. Kafka: UnifiedLog, its LogContext. */
function logLine(work: BrokerWork, { name, logDir }: Replica, text: string): void {
  work.facts.push({
    type: 'Logged',
    level: 'INFO',
    logger: 'org.apache.kafka.storage.internals.log.UnifiedLog',
    text: `[UnifiedLog partition=${name}, dir=${logDir}] ${text}`,
  })
}

/** A truncation that finds nothing to cut. Kafka: UnifiedLog.truncateTo. */
function noEffect(work: BrokerWork, replica: Replica, to: number): void {
  const { logEndOffset } = replica.log
  if (to < logEndOffset) return
  const largest = logEndOffset - 1
  const text = `Truncating to ${to} has no effect as the largest offset in the log is ${largest}`
  logLine(work, replica, text)
}

/** A log without an epoch begins at its high watermark. Kafka: truncateToHighWatermark. */
export function lineOfFirstFetch(work: BrokerWork, replica: Replica, leader: NodeId): void {
  const { name, log } = replica
  const to = log.highWatermark
  const text = `Truncating partition ${name} with TruncationState(offset=${to}, completed=true) due to local high watermark ${to}`
  fetcherLine(work, leader, { level: 'INFO', text })
  noEffect(work, replica, to)
}

/** What a leader told of the place where logs part, and what is cut. */
interface Cut {
  readonly to: number
  readonly told: { readonly epoch: number; readonly endOffset: number }
  /** The epoch that the own log knows for it; -1: none. */
  readonly ownEpoch: number
}

/** Kafka: AbstractFetcherThread.getOffsetTruncationState, maybeTruncateToEpochEndOffsets. */
export function linesOfTruncation(work: BrokerWork, replica: Replica, cut: Cut): void {
  const { name, partition, role } = replica
  if (role.type !== 'follower' || role.leader === null) return
  const { to, told, ownEpoch } = cut
  const isWhole = ownEpoch === told.epoch || ownEpoch < 0
  const replied = `Based on replica's leader epoch, leader replied with epoch ${told.epoch}`
  if (ownEpoch < 0) {
    const text = `${replied} below any replica's tracked epochs for ${name}. The leader's offset only ${told.endOffset} will be used for truncation.`
    fetcherLine(work, role.leader, { level: 'WARN', text })
  } else if (!isWhole) {
    const text = `${replied} unknown to the replica for ${name}. Will truncate to ${to} and send another leader epoch request to the leader.`
    fetcherLine(work, role.leader, { level: 'INFO', text })
  }
  const end = `EpochEndOffset(errorCode=0, partition=${partition}, leaderEpoch=${told.epoch}, endOffset=${told.endOffset})`
  const text = `Truncating partition ${name} with TruncationState(offset=${to}, completed=${isWhole}) due to leader epoch and offset ${end}`
  fetcherLine(work, role.leader, { level: 'INFO', text })
  noEffect(work, replica, to)
}

/** Answers that need no line above DEBUG. */
const SILENT: readonly ErrorCode[] = [
  'OFFSET_OUT_OF_RANGE',
  'UNKNOWN_LEADER_EPOCH',
  'NOT_LEADER_OR_FOLLOWER',
]
const TRANSIENT: readonly ErrorCode[] = [
  'UNKNOWN_TOPIC_OR_PARTITION',
  'UNKNOWN_TOPIC_ID',
  'INCONSISTENT_TOPIC_ID',
]

/** An error about one partition. Kafka: AbstractFetcherThread.processFetchRequest, onPartitionFenced. */
export function linesOfError(
  work: BrokerWork,
  { name, leaderEpoch, log }: Replica,
  { leader, error }: { readonly leader: NodeId; readonly error: ErrorCode },
): void {
  if (SILENT.includes(error)) return
  if (error === 'FENCED_LEADER_EPOCH') {
    const text = `Partition ${name} has an older epoch (${leaderEpoch}) than the current leader. Will await the new LeaderAndIsr state before resuming fetching.`
    fetcherLine(work, leader, { level: 'INFO', text })
    fetcherLine(work, leader, { level: 'WARN', text: `Partition ${name} marked as failed` })
  } else if (TRANSIENT.includes(error)) {
    const text = `Received ${error} from the leader for partition ${name}. This error may be returned transiently when the partition is being created or deleted, but it is not expected to persist.`
    fetcherLine(work, leader, { level: 'WARN', text })
  } else {
    fetcherLine(work, leader, {
      level: 'ERROR',
      text: `Error for partition ${name} at offset ${log.logEndOffset}`,
      thrown: exceptionText(error),
    })
  }
}

/** From where to where a fetch is set, by which end. */
interface Reset {
  readonly from: number
  readonly to: number
  readonly by: 'end' | 'start' | 'own'
}

function resetText(name: string, { from, to, by }: Reset): string {
  switch (by) {
    case 'end':
      return `Reset fetch offset for partition ${name} from ${from} to current leader's latest offset ${to}`
    case 'start':
      return `Truncate fully and reset fetch offset for partition ${name} from ${from} to the current leader's start offset ${to} because the local replica's end offset is smaller than the current leader's start offsets.`
    case 'own':
      return `Reset fetch offset for partition ${name} from ${from} to the current local replica's end offset ${to}`
    default:
      return assertNever(by)
  }
}

/** Where a fetch that was out of range goes on. Kafka: fetchOffsetAndTruncate, handleOutOfRangeError. */
export function linesOfReset(
  work: BrokerWork,
  replica: Replica,
  reset: Reset & { readonly leader: NodeId },
): void {
  const { name } = replica
  const { leader, from, to, by } = reset
  const level = by === 'own' ? 'INFO' : 'WARN'
  fetcherLine(work, leader, { level, text: resetText(name, reset) })
  const after = `Current offset ${from} for partition ${name} is out of range, which typically implies a leader change. Reset fetch offset to ${to}`
  fetcherLine(work, leader, { level: 'INFO', text: after })
}

/** What a fetch that has no answer ended with. Kafka: BrokerBlockingSender, NetworkClientUtils. */
export function causeOf({ to, correlationId }: Completion): string {
  const { key, host, port } = to
  return correlationId < 0
    ? `java.io.IOException: Connection to ${host}:${port} (id: ${key} rack: null isFenced: false) failed.`
    : `java.io.IOException: Connection to ${key} was disconnected before the response was read`
}

/** A fetch has no answer. Kafka: AbstractFetcherThread.processFetchRequest, FetchRequest.Builder.toString. */
export function lineOfFailure(
  work: BrokerWork,
  leader: NodeId,
  { fetcher, cause }: { readonly fetcher: Fetcher; readonly cause: string },
): void {
  const { config } = work.state
  const { session, toSend, toForget } = fetcher
  const int = (name: string) => config.settings.int(name)
  const removed = toForget.map(({ name, topicId }) => `${topicId}:${name}`).join(', ')
  const request = [
    'type=FetchRequest',
    `replicaId=${config.nodeId}`,
    `maxWait=${int('replica.fetch.wait.max.ms')}`,
    `minBytes=${int('replica.fetch.min.bytes')}`,
    `maxBytes=${int('replica.fetch.response.max.bytes')}`,
    `fetchData={${toSend.map(partitionText).join(', ')}}`,
    'isolationLevel=READ_UNCOMMITTED',
    `removed=${removed}`,
    'replaced=',
    `metadata=${fetchMetadataText(session.sessionId, session.epoch)}`,
    'rackId=',
  ]
  const text = `Error in response for fetch request (${request.join(', ')})`
  fetcherLine(work, leader, { level: 'WARN', text, thrown: cause })
}

function partitionText(row: FetchPartition): string {
  const { name, topicId, fetchOffset, logStartOffset, partitionMaxBytes } = row
  const optional = (value: number | null) =>
    value === null ? 'Optional.empty' : `Optional[${value}]`
  return `${name}=PartitionData(topicId=${topicId}, fetchOffset=${fetchOffset}, logStartOffset=${logStartOffset}, maxBytes=${partitionMaxBytes}, currentLeaderEpoch=${optional(row.currentLeaderEpoch)}, lastFetchedEpoch=${optional(row.lastFetchedEpoch)})`
}
