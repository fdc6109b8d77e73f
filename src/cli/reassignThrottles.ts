import type { IncrementalAlterConfigsRequest } from '~/kafka/protocol/rpc/admin'
import type { Target } from './reassignFile'
import { nameOf } from './reassignFile'
import type { Io } from './script'
import { kafkaError, waitFor } from './script'

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

/** Who copies at most how fast. Kafka: ReassignPartitionsCommand.modifyTopicThrottles. */
export function setThrottles(
  io: Io,
  move: {
    readonly current: readonly Target[]
    readonly targets: readonly Target[]
    readonly throttle: number
  },
): void {
  const { current, targets, throttle } = move
  const rows = targets.map((target) => {
    const old = current.find((row) => nameOf(row) === nameOf(target))?.replicas ?? []
    const added = target.replicas.filter((id) => !old.includes(id))
    return { ...target, old, added }
  })
  for (const topic of new Set(rows.map((row) => row.topic))) {
    const own = rows.filter((row) => row.topic === topic)
    const text = (ids: (row: (typeof rows)[number]) => readonly number[]) =>
      own.flatMap((row) => inOrder(ids(row)).map((id) => `${row.partition}:${id}`)).join(',')
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
  for (const id of brokers) {
    alter(
      io,
      { type: 'BROKER', name: String(id) },
      RATES.map((name) => set(name, String(throttle))),
    )
  }
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
  for (const id of brokers) {
    alter(io, { type: 'BROKER', name: String(id) }, [...RATES, BETWEEN_DIRS].map(remove))
  }
  const topics = [...new Set(targets.map(({ topic }) => topic))]
  print(
    `Clearing topic-level throttles on topic${topics.length === 1 ? '' : 's'} ${topics.join(',')}`,
  )
  for (const topic of topics)
    alter(io, { type: 'TOPIC', name: topic }, [LEADERS, FOLLOWERS].map(remove))
}
