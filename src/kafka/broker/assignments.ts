import type { Completion } from '../channel/channelState'
import type { PartitionRegistration } from '../metadata/image'
import { directoryOf } from '../metadata/directories'
import type { BrokerWork, Replica } from './brokerState'
import { setBrokerTimer } from './brokerState'
import type { Assigning, DirAssignment } from './directoryState'
import { directoryIdOf } from './logDirs'
import { missedController, toController } from './toController'

/** From the first assignment to the request that tells it, ms; also the first backoff. */
const BATCHING_MS = 100
const MAX_BACKOFF_MS = 10_000
/** Most assignments of one request. Kafka: AssignReplicasToDirsRequest.MAX_ASSIGNMENTS_PER_REQUEST. */
const MOST = 2250

/**
 * A replica is in another directory than the metadata says: the controller is to be told.
 * Kafka: ReplicaManager.maybeUpdateTopicAssignment.
 */
export function noteDirectory(
  work: BrokerWork,
  replica: Replica,
  registration: PartitionRegistration,
): void {
  const directory = directoryIdOf(work.state, replica.logDir)
  const known = directoryOf(registration, work.state.config.nodeId)
  if (replica.isOffline || directory === null || directory === known) return
  tellDirectory(work, replica, directory)
}

/** The controller is to be told that a replica is in a directory. Kafka: AssignmentsManager.onAssignment. */
export function tellDirectory(
  work: BrokerWork,
  { topicId, partition, name }: Pick<Replica, 'topicId' | 'partition' | 'name'>,
  directory: string,
): void {
  const { assigning } = work.state
  const isNoted = (row: DirAssignment) => row.name === name && row.directory === directory
  if (assigning.ready.some(isNoted) || assigning.inFlight.some(isNoted)) return
  const asked = { name, topicId, partition, directory }
  put(work, { ready: joined(assigning.ready, [asked]) })
  schedule(work)
}

/** Assignments with newer ones in their place. */
function joined(
  rows: readonly DirAssignment[],
  newer: readonly DirAssignment[],
): readonly DirAssignment[] {
  const names = new Set(newer.map(({ name }) => name))
  return [...rows.filter(({ name }) => !names.has(name)), ...newer]
}

function put(work: BrokerWork, part: Partial<Assigning>): void {
  work.state.assigning = { ...work.state.assigning, ...part }
}

/** Kafka: AssignmentsManagerDeadlineFunction; the two per cent of jitter are left out. */
function schedule(work: BrokerWork): void {
  const { failures, isScheduled } = work.state.assigning
  if (isScheduled) return
  const ms = Math.min(MAX_BACKOFF_MS, BATCHING_MS << Math.min(failures, 10))
  put(work, { isScheduled: true })
  setBrokerTimer(work, 'assignDirs', { ms: failures === 0 ? BATCHING_MS : ms })
}

/** Sends what is ready, if it still holds. Kafka: AssignmentsManager.maybeSendAssignments. */
export function sendAssignments(work: BrokerWork): void {
  const { image, config, brokerEpoch } = work.state
  put(work, { isScheduled: false })
  const { ready, inFlight } = work.state.assigning
  if (inFlight.length > 0) return
  const valid = ready
    .slice(0, MOST)
    .filter(({ topicId, partition }) =>
      image.topics.get(topicId)?.partitions.get(partition)?.replicas.includes(config.nodeId),
    )
  put(work, { ready: ready.slice(MOST) })
  if (valid.length === 0) return
  // One that is not registered yet is refused: STALE_BROKER_EPOCH.
  if (brokerEpoch === null) return retry(work, valid)
  const isSent = toController(work, 'assignDirs', {
    api: 'AssignReplicasToDirs',
    brokerId: config.nodeId,
    brokerEpoch,
    partitions: valid.map(({ topicId, partition, directory }) => ({
      topicId,
      partition,
      directory,
    })),
  })
  if (isSent) put(work, { inFlight: valid })
  else retry(work, valid)
}

function retry(work: BrokerWork, failed: readonly DirAssignment[]): void {
  const { assigning } = work.state
  put(work, {
    inFlight: [],
    ready: joined(failed, assigning.ready),
    failures: assigning.failures + 1,
  })
  schedule(work)
}

/** Takes an answer; gives what the controller has noted. Kafka: AssignmentsManager.handleResponse. */
export function onAssignmentsCompletion(
  work: BrokerWork,
  completion: Completion,
): readonly DirAssignment[] {
  const { body } = completion
  const { inFlight } = work.state.assigning
  const isFailed = missedController(completion) || body?.api !== 'AssignReplicasToDirs'
  if (isFailed || body.error !== 'NONE') {
    retry(work, inFlight)
    return []
  }
  const refused = inFlight.filter(({ topicId, partition }) => {
    const row = body.partitions.find(
      (other) => other.topicId === topicId && other.partition === partition,
    )
    return row?.error !== 'NONE'
  })
  const ready = joined(refused, work.state.assigning.ready)
  put(work, { inFlight: [], ready, failures: 0 })
  if (ready.length > 0) schedule(work)
  return inFlight.filter((row) => !refused.includes(row))
}
