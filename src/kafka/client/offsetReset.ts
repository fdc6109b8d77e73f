import { javaDurationMs } from '~/base/javaDuration'
import { javaHashOrder } from '~/base/javaOrder'
import type { Completion } from '../channel/channelState'
import type { TopicPartition } from '../ids'
import { nameHash } from '../protocol/topicPartitionHash'
import { splitTopicPartition, topicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import { errorMessage } from '../protocol/errors'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../protocol/listOffsets'
import type { Request, Response } from '../protocol/rpc'
import { wallClockMs } from '../wallClock'
import { clientNow, requestRefresh, sendRequest, setClientTimer } from './clientCore'
import { logLine } from './logLine'
import type { ConsumerWork, ToReset } from './consumerState'
import { awaitsReset } from './consumerState'
import { byNode, leaderAt } from './nearReplica'
import { notePosition } from './validation'

/** What an answer says where no record is as young as that. Kafka: ListOffsetsResponse. */
const UNKNOWN_OFFSET = -1

/**
 * Finds where to begin. K-20. What has been asked for is asked again when that request has failed,
 * even if its leader changes meanwhile. Kafka: OffsetFetcher.resetPositionsAsync.
 */
export function resetPositions(work: ConsumerWork): void {
  const now = clientNow(work)
  const due = work.consumer.toReset.filter(({ retryAtMs }) => retryAtMs <= now)
  if (due.length === 0) return
  const names = due.map(({ name }) => name)
  const lost = names.filter((name) => strategyOf(work, name) === 'none')
  if (lost.length > 0) {
    work.consumer = { ...work.consumer, fatal: noOffset(lost) }
    return
  }
  for (const group of byNode(work, names, (name) => leaderAt(work, name)).values()) {
    const { to } = group
    const tag = `list ${to.key}`
    const retryAtMs = now + work.core.settings.int('request.timeout.ms')
    putOff(work, ({ name }) => group.names.includes(name), { retryAtMs, asked: tag })
    sendRequest(work, { to, tag, body: askFor(work, group.names) })
  }
}

function strategyOf(work: ConsumerWork, name: TopicPartition): string {
  const { autoOffsetReset, seeks } = work.consumer
  return seeks.get(name) ?? autoOffsetReset
}

function askFor(work: ConsumerWork, names: readonly TopicPartition[]): Request<'ListOffsets'> {
  const nowMs = wallClockMs(work.ctx.clock)
  return {
    api: 'ListOffsets',
    replicaId: null,
    isolationLevel: 'READ_UNCOMMITTED',
    partitions: names.map((name) => ({
      ...splitTopicPartition(name),
      currentLeaderEpoch: null,
      timestamp: resetTimestamp(strategyOf(work, name), nowMs),
    })),
  }
}

/** Kafka: SubscriptionState.setNextAllowedRetry, requestFailed. */
function putOff(
  work: ConsumerWork,
  isMeant: (waiting: ToReset) => boolean,
  until: Pick<ToReset, 'retryAtMs' | 'asked'>,
): void {
  const toReset = work.consumer.toReset.map((one) => (isMeant(one) ? { ...one, ...until } : one))
  work.consumer = { ...work.consumer, toReset }
}

/** What was not answered is asked again a little later. Kafka: onFailedResponseForResettingPositions. */
function askAgain(work: ConsumerWork, isMeant: (waiting: ToReset) => boolean): void {
  const ms = work.core.settings.int('retry.backoff.ms')
  putOff(work, isMeant, { retryAtMs: clientNow(work) + ms, asked: null })
  requestRefresh(work)
  setClientTimer(work, 'again', { ms })
}

/** Kafka: NoOffsetForPartitionException. */
function noOffset(names: readonly TopicPartition[]): string {
  const listed = javaHashOrder(names, nameHash).join(', ')
  return `clients.consumer.NoOffsetForPartitionException: Undefined offset with no reset policy for partitions: [${listed}]`
}

/**
 * A leader says where to begin, or cannot. Where no record is as young as that, it is asked again
 * when the request would have been late. Kafka: OffsetFetcherUtils.handleListOffsetResponse,
 * onSuccessfulResponseForResettingPositions.
 */
export function onListed(work: ConsumerWork, { body, tag }: Completion): void {
  if (body?.api !== 'ListOffsets') return askAgain(work, ({ asked }) => asked === tag)
  const failed = body.partitions.filter(({ error }) => error !== 'NONE')
  for (const row of failed) warn(work, row)
  const names = failed.map(nameOf)
  if (names.length > 0) askAgain(work, ({ name }) => names.includes(name))
  for (const row of body.partitions) {
    if (row.error !== 'NONE') continue
    if (row.offset === UNKNOWN_OFFSET) awaitRecords(work, nameOf(row))
    else reset(work, row)
  }
}

type Row = Response<'ListOffsets'>['partitions'][number]

function nameOf({ topic, partition }: Row): TopicPartition {
  return topicPartition(topic, partition)
}

/** Errors of a change of leaders are nothing to be told of. */
const QUIET: ReadonlySet<ErrorCode> = new Set([
  'NOT_LEADER_OR_FOLLOWER',
  'REPLICA_NOT_AVAILABLE',
  'KAFKA_STORAGE_ERROR',
  'OFFSET_NOT_AVAILABLE',
  'LEADER_NOT_AVAILABLE',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
])

function warn(work: ConsumerWork, row: Row): void {
  if (QUIET.has(row.error)) return
  const name = nameOf(row)
  const text =
    row.error === 'UNKNOWN_TOPIC_OR_PARTITION'
      ? `Received unknown topic or partition error in ListOffset request for partition ${name}`
      : `Attempt to fetch offsets for partition ${name} failed due to unexpected exception: ${errorMessage(row.error)}, retrying.`
  logLine(work, { level: 'WARN', logger: 'consumer.internals.OffsetFetcherUtils', text })
}

function awaitRecords(work: ConsumerWork, name: TopicPartition): void {
  const waiting = work.consumer.toReset.find((other) => other.name === name)
  if (waiting === undefined) return
  const ms = Math.max(0, waiting.retryAtMs - clientNow(work))
  setClientTimer(work, 'again', { about: 'reset', ms })
}

/** A late answer counts for nothing: reading goes on. Kafka: SubscriptionState.maybeSeekUnvalidated. */
function reset(work: ConsumerWork, row: Row): void {
  const name = nameOf(row)
  if (!awaitsReset(work.consumer, name)) return
  const { positions, toReset, seeks } = work.consumer
  work.consumer = {
    ...work.consumer,
    positions: positions.set(name, row.offset),
    toReset: toReset.filter((other) => other.name !== name),
    seeks: seeks.delete(name),
  }
  notePosition(work, name, null)
  work.facts.push({
    type: 'PositionReset',
    topic: row.topic,
    partition: row.partition,
    to: row.offset,
  })
}

/**
 * The timestamp that a consumer asks for where it has no position: -2 the earliest, -1 the latest
 * offset, or an instant in ms since 1970. K-20; KIP-1106. Kafka: AutoOffsetResetStrategy.timestamp.
 */
export function resetTimestamp(strategy: string, wallClockMs: number): number {
  if (strategy === 'earliest') return EARLIEST_TIMESTAMP
  if (!strategy.startsWith('by_duration:')) return LATEST_TIMESTAMP
  // Its validator has let it through: it is one.
  return wallClockMs - (javaDurationMs(strategy.slice('by_duration:'.length)) ?? 0)
}
