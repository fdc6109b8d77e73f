import type { ErrorCode } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { ElectLeadersRequest, ElectLeadersResponse } from '../protocol/rpc/admin'
import { logLine, REPLICATION } from './controllerLog'
import type { ControllerCaller, ControllerWork } from './controllerState'
import {
  allowsUnclean,
  answerWhenCommitted,
  changePartition,
  findTopic,
  partitionsWhere,
  setControllerTimer,
  write,
} from './controllerState'

/** Most records of one run of a periodic task. Kafka: MAX_ELECTIONS_PER_IMBALANCE. */
const MAX_ELECTIONS = 1000

type Result = ElectLeadersResponse['partitions'][number]

/** Elections on request. Kafka: ReplicationControlManager.electLeaders. */
export function onElectLeaders(
  work: ControllerWork,
  caller: ControllerCaller,
  body: ElectLeadersRequest,
): void {
  const records: MetadataRecord[] = []
  const all = body.partitions === null
  const asked = body.partitions ?? allPartitions(work)
  const results = asked
    .map((at) =>
      electOne(work, { at, type: body.electionType, records, because: 'electionRequested' }),
    )
    .filter(({ error }) => !all || error !== 'ELECTION_NOT_NEEDED')
  write(work, records)
  answerWhenCommitted(work, caller, { api: 'ElectLeaders', error: 'NONE', partitions: results })
}

function allPartitions(work: ControllerWork): { topic: string; partition: number }[] {
  return partitionsWhere(work.state.image, () => true).map(({ topicId, partition }) => ({
    topic: work.state.image.topics.get(topicId)?.name ?? '',
    partition,
  }))
}

interface Electing {
  readonly at: { readonly topic: string; readonly partition: number }
  readonly type: 'PREFERRED' | 'UNCLEAN'
  readonly records: MetadataRecord[]
  readonly because: string
}

function electOne(work: ControllerWork, { at, type, records, because }: Electing): Result {
  const result = (error: ErrorCode, errorMessage: string | null = null): Result => ({
    ...at,
    error,
    errorMessage,
  })
  const topic = findTopic(work, at.topic)
  if (topic === undefined) {
    return result('UNKNOWN_TOPIC_OR_PARTITION', `No such topic as ${at.topic}`)
  }
  const partition = topic.partitions.get(at.partition)
  if (partition === undefined) {
    const name = `${at.topic}-${at.partition}`
    return result('UNKNOWN_TOPIC_OR_PARTITION', `No such partition as ${name}`)
  }
  const isNeeded =
    type === 'PREFERRED'
      ? partition.leader !== (partition.replicas[0] ?? null)
      : partition.leader === null
  if (!isNeeded) return result('ELECTION_NOT_NEEDED')
  const record = changePartition(work, {
    topicId: topic.id,
    partition: at.partition,
    because,
    targets: {},
    election: type,
  })
  if (record === null) {
    return result(
      type === 'PREFERRED' ? 'PREFERRED_LEADER_NOT_AVAILABLE' : 'ELIGIBLE_LEADERS_NOT_AVAILABLE',
    )
  }
  records.push(record)
  return result('NONE')
}

/** Leaders go back to their preferred replicas. C-60, C-61. maybeBalancePartitionLeaders. */
export function balanceLeaders(work: ControllerWork): void {
  const { image, config } = work.state
  setControllerTimer(work, 'balance', config.imbalanceCheckSeconds * 1000)
  // A partition without a leader counts, too: it may get one here.
  const imbalanced = partitionsWhere(image, ({ leader, replicas }) => leader !== replicas[0])
  const records: MetadataRecord[] = []
  for (const at of imbalanced) {
    if (records.length >= MAX_ELECTIONS) break
    const record = changePartition(work, {
      ...at,
      because: 'preferredLeader',
      targets: {},
      election: 'PREFERRED',
    })
    if (record !== null) records.push(record)
  }
  // More work than one run may do is done soon after. C-60.
  if (records.length >= MAX_ELECTIONS) setControllerTimer(work, 'balance', 10)
  write(work, records)
}

/**
 * Leaderless partitions of topics that allow it get a leader from outside the ISR. C-62.
 * Kafka: ReplicationControlManager.maybeElectUncleanLeaders.
 */
export function electUnclean(work: ControllerWork): void {
  const { image, config } = work.state
  const leaderless = partitionsWhere(image, ({ leader }) => leader === null)
  const records: MetadataRecord[] = []
  for (const { topicId, partition } of leaderless) {
    if (records.length >= MAX_ELECTIONS) break
    const topic = image.topics.get(topicId)?.name ?? ''
    if (!allowsUnclean(work, topic)) continue
    const at = { topic, partition }
    const { error } = electOne(work, { at, type: 'UNCLEAN', records, because: 'uncleanElection' })
    logTriggered(work, at, error)
  }
  write(work, records)
  setControllerTimer(work, 'unclean', records.length >= MAX_ELECTIONS ? 10 : config.uncleanCheckMs)
}

function logTriggered(work: ControllerWork, at: Electing['at'], error: ErrorCode): void {
  const name = `${at.topic}-${at.partition}`
  if (error === 'NONE') {
    const text = `Triggering unclean leader election for offline partition ${name}.`
    return logLine(work, REPLICATION, { text })
  }
  const text = `Cannot trigger unclean leader election for offline partition ${name}: ${error}`
  logLine(work, REPLICATION, { level: 'WARN', text })
}
