import { byText, javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type {
  IncrementalAlterConfigsRequest,
  ListPartitionReassignmentsResponse,
} from '~/kafka/protocol/rpc/admin'
import type { Target } from './reassignFile'
import { nameOf } from './reassignFile'
import type { Io } from '../script'
import { kafkaError, ToolError, waitFor } from '../script'

type Op = IncrementalAlterConfigsRequest['resources'][number]['ops'][number]

const RATES = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate']
const LEADERS = 'leader.replication.throttled.replicas'
const FOLLOWERS = 'follower.replication.throttled.replicas'
const BETWEEN_DIRS = 'replica.alter.log.dirs.io.max.bytes.per.second'

const set = (name: string, value: string): Op => ({ name, op: 'SET', value })
const remove = (name: string): Op => ({ name, op: 'DELETE', value: null })

const inOrder = (ids: Iterable<number>) => [...new Set(ids)].toSorted((a, b) => a - b)

function alter(
  { ask }: Io,
  { type, name }: { readonly type: 'BROKER' | 'TOPIC'; readonly name: string },
  ops: readonly Op[],
): void {
  const answer = waitFor(() =>
    ask<'IncrementalAlterConfigs'>(
      { api: 'IncrementalAlterConfigs', resources: [{ type, name, ops }], validateOnly: false },
      type === 'BROKER' ? { type: 'broker', id: Number(name) } : { type: 'any' },
    ),
  )
  const [result] = answer.results
  if (result === undefined || result.error === 'NONE') return
  waitFor(() => {
    throw kafkaError(result.error, result.errorMessage)
  })
}

/** All are asked before the first failure is told. Kafka: AlterConfigsResult.all. @throws ToolError */
function forEach<T>(items: readonly T[], ask: (item: T) => void): void {
  const failures: ToolError[] = []
  for (const item of items) {
    try {
      ask(item)
    } catch (error) {
      if (!(error instanceof ToolError)) throw error
      failures.push(error)
    }
  }
  if (failures[0] !== undefined) throw failures[0]
}

/** A partition on its way: from which brokers, and which are new. Kafka: PartitionMove. */
interface Move {
  readonly topic: string
  readonly partition: number
  readonly old: readonly number[]
  readonly added: readonly number[]
}

/** Everything that moves or shall move. Kafka: ReassignPartitionsCommand.calculateProposedMoveMap. */
function movesOf({ current, targets, moving }: Omit<Throttles, 'throttle'>): readonly Move[] {
  const now = moving.map(({ topic, partition, replicas, addingReplicas }) => ({
    topic,
    partition,
    old: replicas.filter((id) => !addingReplicas.includes(id)).map(Number),
    added: addingReplicas.map(Number),
  }))
  const proposed = targets.map((target) => {
    const name = nameOf(target)
    const old =
      now.find((row) => nameOf(row) === name)?.old ??
      current.find((row) => nameOf(row) === name)?.replicas ??
      []
    const added = target.replicas.filter((id) => !old.includes(id))
    return { topic: target.topic, partition: target.partition, old, added }
  })
  const names = new Set(proposed.map(nameOf))
  return [...now.filter((row) => !names.has(nameOf(row))), ...proposed]
}

interface Throttles {
  readonly current: readonly Target[]
  readonly targets: readonly Target[]
  readonly moving: ListPartitionReassignmentsResponse['partitions']
  /** Bytes a second. */
  readonly throttle: number
}

/** Who copies at most how fast. Kafka: ReassignPartitionsCommand.modifyReassignmentThrottle. */
export function setThrottles(io: Io, throttles: Throttles): void {
  const { throttle } = throttles
  const rows = movesOf(throttles)
  for (const topic of new Set(rows.map((row) => row.topic))) {
    const own = rows.filter((row) => row.topic === topic)
    const text = (ids: (row: Move) => readonly number[]) =>
      own
        .flatMap((row) => ids(row).map((id) => `${row.partition}:${id}`))
        .toSorted(byText)
        .join(',')
    alter(io, { type: 'TOPIC', name: topic }, [
      set(
        LEADERS,
        text((row) => row.old),
      ),
      set(
        FOLLOWERS,
        text((row) => row.added),
      ),
    ])
  }
  const brokers = inOrder(rows.flatMap((row) => [...row.old, ...row.added]))
  forEach(brokers, (id) => {
    alter(
      io,
      { type: 'BROKER', name: String(id) },
      RATES.map((name) => set(name, String(throttle))),
    )
  })
}

/** Kafka: ReassignPartitionsCommand.modifyLogDirThrottle. */
export function throttleDirs(io: Io, brokers: readonly number[], throttle: number): void {
  forEach(inOrder(brokers), (id) => {
    alter(io, { type: 'BROKER', name: String(id) }, [set(BETWEEN_DIRS, String(throttle))])
  })
}

/** Kafka: ReassignPartitionsCommand.clearAllThrottles. */
export function clearThrottles(
  io: Io,
  targets: readonly Target[],
  print: (line: string) => void,
): void {
  const cluster = waitFor(() =>
    io.ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType: 'BROKER' }),
  )
  const ids = [
    ...cluster.brokers.map(({ id }) => Number(id)),
    ...targets.flatMap((t) => t.replicas),
  ]
  const brokers = inOrder(ids)
  print(
    `Clearing broker-level throttles on broker${brokers.length === 1 ? '' : 's'} ${brokers.join(',')}`,
  )
  forEach(brokers, (id) => {
    alter(io, { type: 'BROKER', name: String(id) }, [...RATES, BETWEEN_DIRS].map(remove))
  })
  const topics = javaHashOrder([...new Set(targets.map(({ topic }) => topic))], javaHashCode)
  print(
    `Clearing topic-level throttles on topic${topics.length === 1 ? '' : 's'} ${topics.join(',')}`,
  )
  forEach(topics, (topic) => {
    alter(io, { type: 'TOPIC', name: topic }, [LEADERS, FOLLOWERS].map(remove))
  })
}
