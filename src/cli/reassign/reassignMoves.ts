import { byText } from '~/base/integers'
import type { Response } from '~/kafka/protocol/rpc'
import type { Target } from './reassignFile'
import { nameOf } from './reassignFile'
import type { Io } from '../script'
import { kafkaError, ToolError, waitFor, wrapError } from '../script'

/** A replica that shall be in a log directory of its broker. */
export interface MoveWish {
  readonly topic: string
  readonly partition: number
  readonly broker: number
  readonly logDir: string
}

/** How far a replica is. Kafka: LogDirMoveState and its classes. */
interface MoveState {
  readonly wish: MoveWish
  readonly type: 'missing' | 'active' | 'cancelled' | 'completed'
  /** The directories that it is in, and that it is copied to. */
  readonly current: string | null
  readonly future: string | null
}

/** Java's `TopicPartitionReplica.toString`. */
const textOf = (wish: MoveWish) => `${nameOf(wish)}-${wish.broker}`

/** By topic, partition, broker. Kafka: compareTopicPartitionReplicas (its broker comes first). */
function inOrder<T>(rows: readonly T[], wishOf: (row: T) => MoveWish): readonly T[] {
  return rows.toSorted((one, other) => {
    const [a, b] = [wishOf(one), wishOf(other)]
    return a.broker - b.broker || byText(a.topic, b.topic) || a.partition - b.partition
  })
}

/** What a file says of log directories; `any` says nothing. */
export function moveWishes(targets: readonly Target[]): readonly MoveWish[] {
  return targets.flatMap(({ topic, partition, replicas, logDirs = [] }) =>
    replicas.flatMap((broker, index) => {
      const logDir = logDirs[index] ?? 'any'
      return logDir === 'any' ? [] : [{ topic, partition, broker, logDir }]
    }),
  )
}

/** Where the replicas are. Kafka: findLogDirMoveStates, KafkaAdminClient.describeReplicaLogDirs. */
export function moveStates({ ask }: Io, wishes: readonly MoveWish[]): readonly MoveState[] {
  const brokers = [...new Set(wishes.map(({ broker }) => broker))].toSorted((a, b) => a - b)
  const found = new Map(
    brokers.map((id) => {
      const route = { type: 'broker', id } as const
      const answer = waitFor(() =>
        ask<'DescribeLogDirs'>({ api: 'DescribeLogDirs' }, route, 'describeReplicaLogDirs'),
      )
      return [id, answer.logDirs]
    }),
  )
  return wishes.map((wish) => stateOf(wish, found.get(wish.broker) ?? []))
}

function stateOf(wish: MoveWish, dirs: Response<'DescribeLogDirs'>['logDirs']): MoveState {
  const dirOf = (wanted: boolean) =>
    dirs.find(({ partitions }) =>
      partitions.some(
        ({ topic, partition, isFuture }) =>
          topic === wish.topic && partition === wish.partition && isFuture === wanted,
      ),
    )?.logDir ?? null
  const [current, future] = [dirOf(false), dirOf(true)]
  const at = { wish, current, future }
  if (current === null) return { ...at, type: 'missing' }
  if (future !== null) return { ...at, type: 'active' }
  return { ...at, type: current === wish.logDir ? 'completed' : 'cancelled' }
}

/** Kafka: ReassignPartitionsCommand.replicaMoveStatesToString. */
export function movesText(states: readonly MoveState[]): string {
  return inOrder(states, ({ wish }) => wish)
    .map(lineOf)
    .join('\n')
}

function lineOf({ wish, type, current, future }: MoveState): string {
  const { broker, logDir } = wish
  const partition = `Partition ${nameOf(wish)}`
  switch (type) {
    case 'missing':
      return `${partition} is not found in any live log dir on broker ${broker}. There is likely an offline log directory on the broker.`
    case 'active':
      return future === logDir
        ? `Reassignment of replica ${textOf(wish)} is still in progress.`
        : `${partition} on broker ${broker} is being moved to log dir ${future} instead of ${logDir}.`
    case 'cancelled':
      return `${partition} on broker ${broker} is not being moved from log dir ${current} to ${logDir}.`
    case 'completed':
      return `Reassignment of replica ${textOf(wish)} completed successfully.`
  }
}

/** Between two tries for replicas that are not on their brokers yet, ms. */
const AGAIN_MS = 100

/** Starts the moves; a replica that is not there yet is asked for again. Kafka: executeMoves. */
export function executeMoves(io: Io, wishes: readonly MoveWish[]): void {
  const timeoutMs = Number(io.options.value('timeout') ?? 10_000)
  let left = wishes
  for (let waited = 0; left.length > 0; waited += AGAIN_MS) {
    const started = alterDirs(io, left, waited === 0 ? 0 : AGAIN_MS)
    for (const wish of inOrder(started, (row) => row)) {
      io.out(
        `Successfully started moving log directory to ${wish.logDir} for replica ${nameOf(wish)} with broker ${wish.broker} `,
      )
    }
    left = left.filter((wish) => !started.includes(wish))
    if (left.length > 0 && waited >= timeoutMs) {
      const names = inOrder(left, (row) => row).map(textOf)
      throw new ToolError(
        'terse',
        `Timed out before log directory move${left.length === 1 ? '' : 's'} could be started for: ${names.join(',')}`,
      )
    }
  }
}

/** Those that have begun. Kafka: ReassignPartitionsCommand.alterReplicaLogDirs. @throws ToolError */
function alterDirs({ ask }: Io, wishes: readonly MoveWish[], afterMs: number): readonly MoveWish[] {
  const brokers = [...new Set(wishes.map(({ broker }) => broker))].toSorted((a, b) => a - b)
  return brokers.flatMap((id, index) => {
    const own = wishes.filter(({ broker }) => broker === id)
    const dirs = [...new Set(own.map(({ logDir }) => logDir))].map((path) => ({
      path,
      partitions: own
        .filter(({ logDir }) => logDir === path)
        .map(({ topic, partition }) => ({ topic, partition })),
    }))
    const route = { type: 'broker', id, afterMs: index === 0 ? afterMs : 0 } as const
    const { results } = ask<'AlterReplicaLogDirs'>({ api: 'AlterReplicaLogDirs', dirs }, route)
    return own.filter((wish) => {
      const error = results.find(
        ({ topic, partition }) => topic === wish.topic && partition === wish.partition,
      )?.error
      if (error === undefined || error === 'REPLICA_NOT_AVAILABLE') return false
      if (error === 'NONE') return true
      const cause = wrapError('java.util.concurrent.ExecutionException', kafkaError(error, null))
      const text = `Failed to alter dir for ${textOf(wish)}`
      const causes = [`${cause.javaClass}: ${cause.message}`, ...cause.causes]
      throw new ToolError('org.apache.kafka.tools.AdminCommandFailedException', text, causes)
    })
  })
}
