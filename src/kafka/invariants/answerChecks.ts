import type { DelayedProduce } from '../broker/brokerState'
import type { BrokerState, Replica } from '../broker/brokerState'
import type { FetchSession } from '../broker/fetchSessionState'
import { isMinIsr } from '../broker/minIsr'
import { topicPartition } from '../ids'
import type { FetchPartitionResponse, FetchResponse, ProduceResponse } from '../protocol/rpc/data'
import { maximalIsr } from '../replication/partition'
import type { RecordBatch } from '../protocol/records'
import type { Body } from '../protocol/rpc'
import { leadsNow } from './clientChecks'
import { duplicateCheck } from './producerChecks'
import { flushedCheck, proposalAnswered, voteCheck } from './quorumAnswers'
import { isSameBatch } from './replicaPair'
import type { Sent, Watch, Watched } from './watched'
import { broken, eachSent, lastBelow, serversOf } from './watched'

/** Checks of what leaves in an event: LR-17, LR-22 … LR-26, KR-04, KR-05, KR-14, KR-22, KR-24. */
export function answerChecks(watch: Watch): void {
  eachSent(watch, (from, message) => {
    const { body, kind } = message
    if (body === null) return
    if (kind === 'response') {
      proposalAnswered(watch, from, message)
      answered(watch, from, { message, body })
    } else if (body.api === 'FetchMetadata' && 'fetchOffset' in body) {
      flushedCheck(watch, from, { asked: body, message })
    }
  })
}

interface Left {
  readonly message: Sent
  readonly body: Body
}

function answered(watch: Watch, from: Watched, { message, body }: Left): void {
  const { broker } = from.now
  if (body.api === 'Vote') voteCheck(watch, from, message)
  else if (broker === null) return
  else if (body.api === 'Fetch' && 'error' in body) fetchAnswer(watch, broker, body)
  else if (body.api === 'Produce' && 'nodeEndpoints' in body) {
    produced(watch, broker, body)
    duplicateCheck(watch, broker, { message, body })
    replicated(watch, from, { message, body })
  }
}

/** What a fetcher with a session is given; without one nobody knows what it asked. */
function fetchAnswer(
  watch: Watch,
  broker: BrokerState,
  { sessionId, partitions }: FetchResponse,
): void {
  const session = broker.fetchSessions.byId.get(sessionId)
  if (session === undefined) return
  for (const row of partitions) {
    const replica = row.error === 'NONE' ? broker.replicas.get(row.name) : undefined
    if (replica !== undefined) given(watch, { session, row, replica })
  }
}

interface Given {
  readonly session: FetchSession
  readonly row: FetchPartitionResponse
  readonly replica: Replica
}

function given(watch: Watch, { session, row, replica }: Given): void {
  const { name, log, role } = replica
  fenced(watch, session, replica)
  if (session.isPrivileged && role.type !== 'leader') {
    broken(watch, 'LR-17', `${name}: a follower is served by a replica that does not lead`)
  }
  const end = session.isPrivileged ? log.logEndOffset : log.highWatermark
  const newest = row.batches.at(-1)
  const last = newest?.lastOffset ?? -1
  if (!session.isPrivileged && newest !== undefined) leaderHasIt(watch, replica, newest)
  if (last >= end) {
    broken(watch, 'LR-25', `${name}: offset ${last} was given away, the end is ${end}`)
  }
  if (row.divergingEpoch !== null && row.batches.length > 0) {
    broken(watch, 'LR-22', `${name}: records were given to a log that diverges`)
  }
}

/** What a consumer is given is what the leader of the newest epoch holds at its offsets. */
function leaderHasIt(watch: Watch, served: Replica, given: RecordBatch): void {
  const { name, topicId } = served
  const { lossyBrokers, unclean } = watch.losses
  if (lossyBrokers > 0 || unclean.has(name)) return
  for (const { broker } of serversOf(watch)) {
    const replica = broker?.replicas.get(name)
    if (broker === null || replica === undefined || replica === served) continue
    if (replica.topicId !== topicId || !leadsNow(watch, broker, replica)) continue
    if (given.baseOffset < replica.log.logStartOffset) continue
    if (isSameBatch(given, lastBelow(replica.log.batches, given.lastOffset + 1))) continue
    const at = `${name}: a consumer was given ${given.baseOffset} in ${given.leaderEpoch}`
    broken(watch, 'LR-26', `${at}, and the leader has another record there`)
  }
}

/** Who asks in an epoch of the leader is answered in that epoch. */
function fenced(watch: Watch, { asked }: FetchSession, { name, leaderEpoch }: Replica): void {
  const epoch = asked.find((row) => row.name === name)?.currentLeaderEpoch ?? null
  if (epoch === null || epoch === leaderEpoch) return
  broken(watch, 'LR-17', `${name}: epoch ${epoch} was served in epoch ${leaderEpoch}`)
}

/** Whoever is told an offset: the leader has it. */
function produced(watch: Watch, broker: BrokerState, { partitions }: ProduceResponse): void {
  for (const { topic, partition, error, baseOffset } of partitions) {
    if (error !== 'NONE' || baseOffset < 0) continue
    const replica = broker.replicas.get(topicPartition(topic, partition))
    if (replica === undefined) continue
    if (replica.role.type !== 'leader' || baseOffset >= replica.log.logEndOffset) {
      broken(watch, 'LR-24', `${replica.name}: ${baseOffset} was acknowledged and is not there`)
    }
  }
}

interface Answer {
  readonly message: Sent
  readonly body: ProduceResponse
}

/** acks=all: the high watermark has passed, with enough replicas in sync. */
function replicated(watch: Watch, { now, before }: Watched, { message, body }: Answer): void {
  const { broker } = now
  const waited = before?.broker?.delayedProduces
  if (broker === null || waited === undefined || waited === broker.delayedProduces) return
  const { connection, correlationId } = message
  for (const row of waited) {
    if (row.connection !== connection || row.correlationId !== correlationId) continue
    for (const one of row.waiting) isThere(watch, broker, { body, one })
  }
}

interface Awaited {
  readonly body: ProduceResponse
  readonly one: DelayedProduce['waiting'][number]
}

function isThere(watch: Watch, broker: BrokerState, { body, one }: Awaited): void {
  const { name, required } = one
  const replica = broker.replicas.get(name)
  if (replica === undefined) return
  const { role, log, topic, partition } = replica
  const row = body.partitions.find((each) => each.partition === partition && each.topic === topic)
  if (row?.error !== 'NONE') return
  const isCommitted = role.type === 'leader' && log.highWatermark >= required
  const isEnough = role.type === 'leader' && isMinIsr(broker, replica, maximalIsr(role).length)
  if (!isCommitted || !isEnough) {
    broken(watch, 'LR-23', `${name}: acks=all was answered at ${log.highWatermark} of ${required}`)
  }
}
