import { javaSplit } from '~/base/javaSplit'
import type { Partition, PartitionOffset } from './consumerGroupsAsk'
import {
  askCoordinator,
  askTimed,
  byName,
  byPartition,
  committedOffsets,
  describeGroup,
  logOffsets,
  namedGroups,
  numberOf,
} from './consumerGroupsAsk'
import { noScenario } from './consumerGroupsArgs'
import { dateTimeMs, durationMs } from './consumerGroupsTime'
import { UsageError } from '../parse/options'
import { resetPlan } from './resetPlan'
import type { Io } from '../script'
import { kafkaError, ToolError, waitFor, wrapError } from '../script'
import type { ErrorCode } from '~/kafka/protocol/errors'
import { errorCodeOf, errorMessage } from '~/kafka/protocol/errors'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '~/kafka/protocol/listOffsets'

interface Reset {
  readonly groupId: string
  readonly offsets: readonly PartitionOffset[]
}

const usage = (message: string) => new UsageError('usage', message)
const isSame = (a: Partition) => (b: Partition) =>
  a.topic === b.topic && a.partition === b.partition

/** Kafka: ConsumerGroupService.resetOffsets, ConsumerGroupCommand.printOffsetsToReset. */
export function resetOffsets(io: Io): number {
  const groups = byName([...new Set(namedGroups(io))], (group) => group)
  const found = groups.map((groupId) => ({ groupId, state: stateOf(io, groupId) }))
  const resets = found.map(({ groupId, state }): Reset => {
    if (state === 'Empty' || state === 'Dead') {
      return { groupId, offsets: resetInactive(io, groupId) }
    }
    io.out(
      `\nError: Assignments can only be reset if the group '${groupId}' is inactive, but the current state is ${state}.`,
    )
    return { groupId, offsets: [] }
  })
  if (io.options.has('export')) printCsv(io, resets)
  else printResets(io, resets)
  return 0
}

/** A group that is not there counts as dead: the reset makes it. */
function stateOf(io: Io, groupId: string): string {
  try {
    return describeGroup(io, groupId).state
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    if (error.javaClass.endsWith('.GroupIdNotFoundException')) return 'Dead'
    throw wrapError(
      'java.lang.RuntimeException',
      wrapError('java.util.concurrent.ExecutionException', error),
    )
  }
}

function printResets(io: Io, resets: readonly Reset[]): void {
  const row = (group: string, topic: string, [partition, to]: readonly [string, string]) => {
    io.out([group.padEnd(30), topic.padEnd(30), partition.padEnd(10), to.padEnd(15)].join(' '))
  }
  io.out('')
  if (resets.length === 0) return
  row('GROUP', 'TOPIC', ['PARTITION', 'NEW-OFFSET'])
  for (const { groupId, offsets } of resets) {
    for (const { topic, partition, offset } of offsets) {
      row(groupId, topic, [String(partition), String(offset)])
    }
  }
}

/** Kafka: ConsumerGroupService.exportOffsetsToCsv. */
function printCsv(io: Io, resets: readonly Reset[]): void {
  const isOne = io.options.values('group').length === 1
  for (const { groupId, offsets } of resets) {
    for (const { topic, partition, offset } of offsets) {
      io.out([...(isOne ? [] : [groupId]), topic, partition, offset].join(','))
    }
  }
}

/** Kafka: ConsumerGroupService.resetOffsetsForInactiveGroup. */
function resetInactive(io: Io, groupId: string): readonly PartitionOffset[] {
  const offsets = byPartition(targets(io, groupId, partitionsToReset(io, groupId)))
  if (io.options.has('dry-run') || !io.options.has('execute')) return offsets
  const { partitions } = askCoordinator<'OffsetCommit'>(io, groupId, {
    api: 'OffsetCommit',
    groupId,
    generationIdOrMemberEpoch: -1,
    memberId: '',
    groupInstanceId: null,
    partitions: offsets.map(({ topic, partition, offset }) => ({
      topic,
      partition,
      committedOffset: offset,
      committedLeaderEpoch: -1,
      metadata: '',
    })),
  })
  const failed = partitions.find(({ error }) => error !== 'NONE')
  if (failed !== undefined) throw kafkaError(failed.error, null)
  return offsets
}

function partitionsToReset(io: Io, groupId: string): readonly Partition[] {
  const { options } = io
  if (options.has('all-topics')) return committedOffsets(io, groupId)
  if (options.has('topic')) return topicPartitions(io, options.values('topic'))
  if (options.has('from-file')) return []
  throw usage('One of the reset scopes should be defined: --all-topics, --topic.')
}

/** `t:0,1`. Kafka: ConsumerGroupService.parseTopicsWithPartitions. @throws UsageError */
function parsePartitions(text: string): readonly Partition[] {
  const [topic = '', numbers, ...more] = javaSplit(text, ':')
  if (numbers === undefined || more.length > 0) {
    throw usage(`Invalid topic arg '${text}', expected topic name and partitions`)
  }
  return javaSplit(numbers, ',').map((number) => {
    if (!/^[+-]?\d+$/.test(number)) {
      throw usage(`Invalid partition '${number}' specified in topic arg '${text}''`)
    }
    return { topic, partition: Number(number) }
  })
}

/** The partitions of one topic. Kafka: KafkaAdminClient.describeTopics. @throws ToolError */
function partitionsOf(io: Io, topic: string): readonly Partition[] {
  const { topics } = askTimed<'DescribeTopicPartitions'>(io, {
    api: 'DescribeTopicPartitions',
    topics: [topic],
  })
  const [row] = topics
  if (row?.error !== 'NONE') throw kafkaError(row?.error ?? 'UNKNOWN_TOPIC_OR_PARTITION', null)
  return row.partitions.map(({ partition }) => ({ topic, partition }))
}

function topicPartitions(io: Io, texts: readonly string[]): readonly Partition[] {
  const named = texts.filter((text) => text.includes(':')).flatMap(parsePartitions)
  const whole = byName([...new Set(texts.filter((text) => !text.includes(':')))], (name) => name)
  return [...named, ...whole.flatMap((topic) => partitionsOf(io, topic))]
}

/** Kafka: ConsumerGroupService.prepareOffsetsToReset. */
function targets(
  io: Io,
  groupId: string,
  partitions: readonly Partition[],
): readonly PartitionOffset[] {
  const { options } = io
  const has = (name: string) => options.has(name)
  if (has('to-offset')) {
    const offset = numberOf(io, 'to-offset')
    return inRange(
      io,
      partitions.map((row) => ({ ...row, offset })),
    )
  }
  if (has('to-earliest')) return logOffsets(io, partitions, EARLIEST_TIMESTAMP)
  if (has('to-latest')) return logOffsets(io, partitions, LATEST_TIMESTAMP)
  if (has('shift-by')) return shifted(io, groupId, partitions)
  const datetime = options.value('to-datetime')
  if (datetime !== undefined) return atTime(io, partitions, dateTimeMs(datetime))
  const duration = options.value('by-duration')
  if (duration !== undefined) return atTime(io, partitions, io.nowMs - durationMs(duration))
  if (has('from-file')) return fromFile(io, groupId)
  if (has('to-current')) return current(io, groupId, partitions)
  throw noScenario()
}

function shifted(
  io: Io,
  groupId: string,
  partitions: readonly Partition[],
): readonly PartitionOffset[] {
  const committed = committedOffsets(io, groupId)
  const wanted = partitions.map((row) => {
    const by = numberOf(io, 'shift-by')
    const at = committed.find(isSame(row))
    if (at === undefined) {
      throw usage(
        `Cannot shift offset for partition ${row.topic}-${row.partition} since there is no current committed offset`,
      )
    }
    return { ...row, offset: at.offset + by }
  })
  return inRange(io, wanted)
}

function current(
  io: Io,
  groupId: string,
  partitions: readonly Partition[],
): readonly PartitionOffset[] {
  const committed = committedOffsets(io, groupId)
  const known = committed.filter((row) => partitions.some(isSame(row)))
  const others = partitions.filter((row) => !committed.some(isSame(row)))
  return [...known, ...logOffsets(io, others, LATEST_TIMESTAMP)]
}

/** Kafka: ConsumerGroupService.getLogTimestampOffsets. */
function atTime(
  io: Io,
  partitions: readonly Partition[],
  timestampMs: number,
): readonly PartitionOffset[] {
  const found = logOffsets(io, partitions, timestampMs)
  const missing = found.filter(({ offset }) => offset < 0)
  for (const { topic, partition } of missing) {
    io.out(
      `\nWarn: Partition ${partition} from topic ${topic} is empty. Falling back to latest known offset.`,
    )
  }
  return [
    ...found.filter(({ offset }) => offset >= 0),
    ...logOffsets(io, missing, LATEST_TIMESTAMP),
  ]
}

/** Kafka: ConsumerGroupService.checkOffsetsRange. */
function inRange(
  io: Io,
  wanted: readonly (Partition & { readonly offset: number })[],
): readonly PartitionOffset[] {
  const starts = logOffsets(io, wanted, EARLIEST_TIMESTAMP)
  const ends = logOffsets(io, wanted, LATEST_TIMESTAMP)
  return wanted.map(({ topic, partition, offset }) => {
    const row = { topic, partition }
    const start = starts.find(isSame(row))?.offset ?? offset
    const end = ends.find(isSame(row))?.offset ?? offset
    return { ...row, leaderEpoch: -1, offset: Math.min(end, Math.max(start, offset)) }
  })
}

function fromFile(io: Io, groupId: string): readonly PartitionOffset[] {
  const own = resetPlan(io, groupId)
  if (own.length > 0) return inRange(io, own)
  io.out(`\nError: No reset plan for group ${groupId} found`)
  return []
}

/** Kafka: ConsumerGroupService.deleteOffsets. */
export function deleteOffsets(io: Io): number {
  const groupId = io.options.value('group') ?? ''
  const texts = [...new Set(io.options.values('topic'))]
  const known = texts.filter((text) => text.includes(':')).flatMap(parsePartitions)
  const failed: (Partition & { readonly status: string })[] = []
  const whole = texts
    .filter((text) => !text.includes(':'))
    .flatMap((topic) => {
      try {
        return waitFor(() => partitionsOf(io, topic))
      } catch (error) {
        if (!(error instanceof ToolError)) throw error
        failed.push({ topic, partition: -1, status: `Error: ${error.message}` })
        return []
      }
    })
  const asked = byPartition([...known, ...whole])
  const deleted = deletedOf(io, groupId, asked)
  const first = deleted.find(({ error }) => error !== null)?.error ?? null
  if (first === null) io.out(`Request succeeded for deleting offsets from group ${groupId}.`)
  else io.out(`\nError: ${deletionError(first)}`)
  const statuses = deleted.map(({ error, ...row }) => ({ ...row, status: statusOf(error) }))
  printDeleted(io, [...statuses, ...failed])
  return 0
}

type Deleted = Partition & { readonly error: ToolError | null }

/** What became of each partition's offset; where the call has failed, all have. DeleteConsumerGroupOffsetsResult. */
function deletedOf(io: Io, groupId: string, asked: readonly Partition[]): readonly Deleted[] {
  try {
    const body = { api: 'OffsetDelete', groupId, partitions: asked } as const
    const answer = askCoordinator<'OffsetDelete'>(io, groupId, body)
    return asked.map((row) => {
      const own = answer.partitions.find(isSame(row))?.error ?? 'NONE'
      const error = answer.error === 'NONE' ? own : answer.error
      return { ...row, error: error === 'NONE' ? null : kafkaError(error, null) }
    })
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    return asked.map((row) => ({ ...row, error }))
  }
}

const OF_THE_GROUP: readonly ErrorCode[] = [
  'INVALID_GROUP_ID',
  'GROUP_ID_NOT_FOUND',
  'GROUP_AUTHORIZATION_FAILED',
  'NON_EMPTY_GROUP',
]
const OF_A_PARTITION: readonly ErrorCode[] = [
  'GROUP_SUBSCRIBED_TO_TOPIC',
  'TOPIC_AUTHORIZATION_FAILED',
  'UNKNOWN_TOPIC_OR_PARTITION',
]

/** What is said of the first failure. Kafka: Errors.forException. */
function deletionError({ javaClass }: ToolError): string {
  const code = errorCodeOf(javaClass)
  if (OF_THE_GROUP.includes(code)) return errorMessage(code)
  if (OF_A_PARTITION.includes(code)) {
    return 'Encountered some partition-level error, see the follow-up details.'
  }
  return `Encountered some unknown error: ${code}`
}

function statusOf(error: ToolError | null): string {
  return error === null ? 'Successful' : `Error: ${error.javaClass}: ${error.message}`
}

function printDeleted(io: Io, rows: readonly (Partition & { readonly status: string })[]): void {
  const width = Math.max(15, ...rows.map(({ topic }) => topic.length))
  const line = (topic: string, partition: string, status: string) =>
    `${topic.padEnd(width)} ${partition.padEnd(10)} ${status.padEnd(15)}`
  io.out('')
  io.out(line('TOPIC', 'PARTITION', 'STATUS'))
  const key = ({ topic, partition }: Partition) => `${topic}${partition}`
  for (const row of rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
    io.out(line(row.topic, row.partition >= 0 ? String(row.partition) : '-', row.status))
  }
}
