import type { Replica } from './brokerState'
import type { BrokerWork, DelayedFetch, DelayedProduce } from './brokerState'
import { answer, cancelBrokerTimer } from './brokerState'
import type { ErrorCode } from '../protocol/errors'
import { completeDeletes } from './onDeleteRecords'
import { answerFetch, readFetch } from './onFetch'
import { currentLeader, nodeEndpoints } from './leaders'
import { isMinIsr } from './minIsr'
import { topicPartition } from '../ids'
import { maximalIsr } from '../replication/partition'

type Name = Replica['name']

/** What an append of the coordinator came to. */
export interface AppendDone {
  readonly token: string
  readonly error: ErrorCode
}

const NONE: readonly AppendDone[] = []

/**
 * Completes what waited for one of the partitions: their high watermark moved, records came, or
 * they are led elsewhere now.. Kafka: ReplicaManager.tryCompleteActions.
 */
export function completeDelayed(work: BrokerWork, names: readonly Name[]): readonly AppendDone[] {
  if (names.length === 0) return NONE
  const done = completeProduces(work, names)
  completeFetches(work, names)
  // A deletion that waits where nobody leads any more is answered, too. R-23.
  if (work.state.delayedDeletes.length > 0) completeDeletes(work)
  return done
}

function completeProduces(work: BrokerWork, names: readonly Name[]): readonly AppendDone[] {
  const touched = work.state.delayedProduces.filter((delayed) =>
    delayed.waiting.some(({ name }) => names.includes(name)),
  )
  if (touched.length === 0) return NONE
  return touched.flatMap((delayed) => {
    const checked = check(work, delayed)
    work.state.delayedProduces = work.state.delayedProduces.map((row) =>
      row.id === checked.id ? checked : row,
    )
    return checked.waiting.length === 0 ? finishProduce(work, checked) : []
  })
}

/** Takes the partitions out that have arrived or can no longer. Kafka: DelayedProduce.tryComplete. */
function check(work: BrokerWork, delayed: DelayedProduce): DelayedProduce {
  let { response } = delayed
  const waiting = delayed.waiting.filter(({ name, required }) => {
    const error = stateOf(work, name, required)
    if (error === null) return true
    if (error !== 'NONE') response = withError(response, name, error)
    return false
  })
  return { ...delayed, waiting, response }
}

/** `null`: it must wait on. */
function stateOf(work: BrokerWork, name: Name, required: number): ErrorCode | null {
  const replica = work.state.replicas.get(name)
  if (replica === undefined) return 'UNKNOWN_TOPIC_OR_PARTITION'
  if (replica.isOffline) return 'KAFKA_STORAGE_ERROR'
  if (replica.role.type !== 'leader') return 'NOT_LEADER_OR_FOLLOWER'
  if (replica.log.highWatermark < required) return null
  const isEnough = isMinIsr(work.state, replica, maximalIsr(replica.role).length)
  return isEnough ? 'NONE' : 'NOT_ENOUGH_REPLICAS_AFTER_APPEND'
}

function withError(
  response: DelayedProduce['response'],
  name: Name,
  error: ErrorCode,
): DelayedProduce['response'] {
  return {
    ...response,
    partitions: response.partitions.map((row) =>
      topicPartition(row.topic, row.partition) === name ? { ...row, error } : row,
    ),
  }
}

/**
 * The answer with who leads now, where this broker does not any more. R-08 (KIP-951).
 * Kafka: KafkaApis.handleProduceRequest, its callback.
 */
function withLeaders(
  work: BrokerWork,
  { response, port }: DelayedProduce,
): DelayedProduce['response'] {
  if (response.partitions.every(({ error }) => error !== 'NOT_LEADER_OR_FOLLOWER')) return response
  const partitions = response.partitions.map((row) =>
    row.currentLeader === null
      ? { ...row, currentLeader: currentLeader(work.state, row, row.error) }
      : row,
  )
  const leaders = partitions.flatMap((row) => row.currentLeader?.leaderId ?? [])
  return { ...response, partitions, nodeEndpoints: nodeEndpoints(work.state, leaders, port) }
}

function finishProduce(work: BrokerWork, delayed: DelayedProduce): readonly AppendDone[] {
  cancelBrokerTimer(work, 'produce', String(delayed.id))
  work.state.delayedProduces = work.state.delayedProduces.filter(({ id }) => id !== delayed.id)
  if (delayed.token !== null) {
    return [{ token: delayed.token, error: delayed.response.partitions[0]?.error ?? 'NONE' }]
  }
  answer(work, delayed, withLeaders(work, delayed))
  return []
}

/** The time of a delayed produce is over. */
export function onProduceTimeout(work: BrokerWork, id: number): readonly AppendDone[] {
  const delayed = work.state.delayedProduces.find((row) => row.id === id)
  if (delayed === undefined) return []
  const response = delayed.waiting.reduce(
    (late, { name }) => withError(late, name, 'REQUEST_TIMED_OUT'),
    delayed.response,
  )
  return finishProduce(work, { ...delayed, response })
}

function completeFetches(work: BrokerWork, names: readonly Name[]): void {
  for (const delayed of work.state.delayedFetches) {
    const isTouched = delayed.request.partitions.some(({ name }) => names.includes(name))
    if (isTouched) tryFetch(work, delayed)
  }
}

function tryFetch(work: BrokerWork, delayed: DelayedFetch): void {
  const read = readFetch(work, delayed)
  if (!read.isReady) return
  removeFetch(work, delayed.connection)
  answerFetch(work, delayed, read)
}

/** A connection has at most one request at work, so it names what waits. */
function removeFetch(work: BrokerWork, connection: string): void {
  cancelBrokerTimer(work, 'fetchWait', connection)
  work.state.delayedFetches = work.state.delayedFetches.filter(
    (row) => row.connection !== connection,
  )
}

/** The time of a delayed fetch is over: it gets what is there. */
export function onFetchTimeout(work: BrokerWork, connection: string): void {
  const delayed = work.state.delayedFetches.find((row) => row.connection === connection)
  if (delayed === undefined) return
  removeFetch(work, connection)
  answerFetch(work, delayed, readFetch(work, delayed))
}

/** Forgets what waited for a client that is gone. */
export function forgetCaller(work: BrokerWork, connection: string): void {
  if (work.state.delayedFetches.some((row) => row.connection === connection)) {
    removeFetch(work, connection)
  }
}
