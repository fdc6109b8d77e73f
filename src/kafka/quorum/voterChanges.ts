import { javaHashOrder, javaUuidHash } from '~/base/javaOrder'
import type { ConnectionId } from '~/sim/ids'
import type { Completion } from '../channel/channelState'
import type { ErrorCode } from '../protocol/errors'
import type { ReplicaKey } from '../protocol/replicaKey'
import type { AddRaftVoterRequest, RemoveRaftVoterRequest } from '../protocol/rpc/quorum'
import { isReady } from './connections'
import { appendControl } from './controlBatch'
import { findProgress } from './leaderState'
import { votersRecord } from './metadataLog'
import { isWithout } from './protection'
import type { QuorumRole, QuorumWork } from './quorumState'
import {
  answer,
  ask,
  cancelQuorumTimer,
  destinationOf,
  isVoter,
  kraftVersionOf,
  leaderRefusal,
  quorumNow,
  setQuorumTimer,
  votersOf,
} from './quorumState'
import type { QuorumVoter, VoterSet } from './voterSet'
import { addVoter, removeVoter } from './voterSet'
import { ZERO_UUID } from '../ids'

type Leader = Extract<QuorumRole, { name: 'Leader' }>
type PendingVoterChange = Leader['pendingChange']

/** Whom an answer goes to. */
interface Caller {
  readonly connection: ConnectionId
  readonly correlationId: number
}

interface Refusal {
  readonly error: ErrorCode
  readonly message: string
}

/** How recently a new voter must have fetched, ms. Kafka: LeaderState.isReplicaCaughtUp (one hour). */
const CAUGHT_UP_MS = 3_600_000

/** A key as Kafka's messages print it. Kafka: ReplicaKey.toString. */
function keyText({ id, directoryId }: ReplicaKey): string {
  return `ReplicaKey(id=${id}, directoryId=${directoryId ?? '<undefined>'})`
}

/** In the order of a Java hash set. Kafka: VoterSet.voterKeys, ReplicaKey.hashCode. */
function setText(voters: VoterSet): string {
  const ordered = javaHashOrder(voters, ({ id, directoryId }) => {
    const directory = directoryId === null ? 0 : javaUuidHash(directoryId)
    return (31 * (31 + id) + directory) | 0
  })
  return `[${ordered.map(keyText).join(', ')}]`
}

function leading(work: QuorumWork): Leader | null {
  return work.state.role.name === 'Leader' ? work.state.role : null
}

function put(work: QuorumWork, pendingChange: PendingVoterChange): void {
  const role = leading(work)
  if (role !== null) work.state.role = { ...role, pendingChange }
}

/** Check 4 of §9.2. Kafka: KafkaRaftClient.handleAddVoterRequest. */
function missingListener(
  body: AddRaftVoterRequest | RemoveRaftVoterRequest,
  wanted: string,
): Refusal | null {
  if (body.api !== 'AddRaftVoter') return null
  const { listeners } = body
  if (listeners.some(({ name }) => name === wanted)) return null
  const told = listeners.map(
    ({ name, host, port }) => `ListenerName(${name})=${host}/<unresolved>:${port}`,
  )
  const message = `Add voter request didn't include the endpoint (Endpoints(endpoints={${told.join(', ')}})) for the default listener ListenerName(${wanted})`
  return { error: 'INVALID_REQUEST', message }
}

/** Checks 1 … 4 of §9.2, then the others. */
function refusalOf(
  work: QuorumWork,
  body: AddRaftVoterRequest | RemoveRaftVoterRequest,
): Refusal | null {
  const { config } = work.state
  if (body.clusterId !== null && body.clusterId !== config.clusterId) {
    const message = `The given id "${body.clusterId}" doesn't match the cluster id "${config.clusterId}"`
    return { error: 'INCONSISTENT_CLUSTER_ID', message }
  }
  const error = leaderRefusal(work.state, work.state.epoch)
  const role = leading(work)
  if (role === null || error !== null) {
    return { error: error ?? 'NOT_LEADER_OR_FOLLOWER', message: '' }
  }
  return (
    invalidVoter(body) ??
    missingListener(body, config.controllerListener) ??
    unsettled(work, role, body)
  )
}

/** A voter has an id and a directory. Kafka: KafkaRaftClient.handleAddVoterRequest, handleRemoveVoterRequest. */
function invalidVoter({
  api,
  voterId,
  voterDirectoryId,
}: AddRaftVoterRequest | RemoveRaftVoterRequest): Refusal | null {
  if (voterId >= 0 && voterDirectoryId !== ZERO_UUID) return null
  const verb = api === 'AddRaftVoter' ? 'Add' : 'Remove'
  return { error: 'INVALID_REQUEST', message: `${verb} voter request didn't include a valid voter` }
}

/** Checks 5 … 8 of §9.2: one change at a time, on what is committed. Kafka: AddVoterHandler, RemoveVoterHandler. */
function unsettled(
  work: QuorumWork,
  role: Leader,
  { api }: AddRaftVoterRequest | RemoveRaftVoterRequest,
): Refusal | null {
  const { log, highWatermark } = work.state
  const verb = api === 'AddRaftVoter' ? 'adding' : 'removing'
  const timedOut = (text: string): Refusal => ({
    error: 'REQUEST_TIMED_OUT',
    message: `Request timed out waiting for ${text}`,
  })
  if (role.pendingChange !== null) {
    return timedOut('leader to handle previous voter change request')
  }
  const waits = !isWithout(work.state, 'ownEpochVoters')
  if (highWatermark === null && waits) {
    return timedOut('leader to establish HWM and fence previous voter changes')
  }
  if (kraftVersionOf(work.state) === 0) {
    const message = `Cluster doesn't support ${verb} voter because the kraft.version feature is 0`
    return { error: 'UNSUPPORTED_VERSION', message }
  }
  const written = log.voterSets.at(-1)?.offset ?? -1
  if (highWatermark !== null && written >= highWatermark) {
    const where = `Optional[${written}] with HWM ${highWatermark}`
    return timedOut(`voters to commit the latest voter change at ${where}`)
  }
  return null
}

/** Adds a voter, once it answers and has caught up. §9.3. Kafka: AddVoterHandler. */
export function onAddRaftVoter(work: QuorumWork, to: Caller, body: AddRaftVoterRequest): void {
  const key: ReplicaKey = { id: body.voterId, directoryId: body.voterDirectoryId }
  const voters = votersOf(work.state)
  const listener = work.state.config.controllerListener
  const endpoint = body.listeners.find(({ name }) => name === listener)
  const refused =
    refusalOf(work, body) ??
    (voters.some(({ id }) => id === key.id) ? duplicate(key, voters) : null)
  if (refused !== null) return refuse(work, { ...to, api: body.api }, refused)
  if (endpoint === undefined) return
  const voter: QuorumVoter = { ...key, host: endpoint.host, port: endpoint.port }
  if (!isReady(work, String(key.id))) {
    const message = `New voter ${keyText(key)} is not ready to receive requests`
    return refuse(work, { ...to, api: body.api }, { error: 'REQUEST_TIMED_OUT', message })
  }
  put(work, { ...to, api: 'AddRaftVoter', voter, offset: null })
  const ms = work.state.config.requestTimeoutMs
  setQuorumTimer(work, 'voterChange', { about: '', ms })
  ask(work, {
    to: destinationOf(voter),
    tag: `addVoter ${voter.id}`,
    body: { api: 'ApiVersions', clientSoftwareName: 'apache-kafka-java' },
  })
}

function duplicate(key: ReplicaKey, voters: VoterSet): Refusal {
  const message = `The voter id for ${keyText(key)} is already part of the set of voters ${setText(voters)}.`
  return { error: 'DUPLICATE_VOTER', message }
}

/** Removes a voter at once; the change is answered when it is committed. §9.4. Kafka: RemoveVoterHandler. */
export function onRemoveRaftVoter(
  work: QuorumWork,
  to: Caller,
  body: RemoveRaftVoterRequest,
): void {
  const key: ReplicaKey = { id: body.voterId, directoryId: body.voterDirectoryId }
  const voters = votersOf(work.state)
  const refused = refusalOf(work, body)
  if (refused !== null) return refuse(work, { ...to, api: body.api }, refused)
  const next = removeVoter(voters, key)
  if (next === null) {
    const message = `Cannot remove voter ${keyText(key)} from the set of voters ${setText(voters)}`
    return refuse(work, { ...to, api: body.api }, { error: 'VOTER_NOT_FOUND', message })
  }
  put(work, { ...to, api: 'RemoveRaftVoter', voter: { ...key, host: '', port: 0 }, offset: null })
  setQuorumTimer(work, 'voterChange', { about: '', ms: work.state.config.requestTimeoutMs })
  write(work, next)
}

/** The node to be added has answered, or cannot be reached. §9.3, checks 10 … 14. */
export function onNewVoterAnswered(work: QuorumWork, { body }: Completion): void {
  const change = leading(work)?.pendingChange ?? null
  if (change?.api !== 'AddRaftVoter' || change.offset !== null) return
  const key = keyText(change.voter)
  if (body === null) {
    const message =
      'Aborted add voter operation for since API_VERSIONS returned an error BROKER_NOT_AVAILABLE'
    return end(work, { error: 'REQUEST_TIMED_OUT', message })
  }
  if (!hasCaughtUp(work, change.voter)) {
    const message = `Aborted add voter operation for ${key} since it is lagging behind`
    return end(work, { error: 'REQUEST_TIMED_OUT', message })
  }
  const next = addVoter(votersOf(work.state), change.voter)
  if (next !== null) write(work, next)
}

/** It is known under this key, has been level once, and fetches. Kafka: LeaderState.isReplicaCaughtUp. */
function hasCaughtUp(work: QuorumWork, key: ReplicaKey): boolean {
  const role = leading(work)
  const row = role === null ? null : findProgress(role.progress, key)
  if (row === null || row.lastCaughtUpMs <= 0) return false
  return row.lastFetchMs > quorumNow(work) - CAUGHT_UP_MS
}

/** Writes the new set without a linger; it holds from now on. Q-83. */
function write(work: QuorumWork, voters: VoterSet): void {
  const change = leading(work)?.pendingChange ?? null
  if (change === null) return
  put(work, { ...change, offset: appendControl(work, [votersRecord(voters)]) })
}

/**
 * The high watermark has moved: a change below it is done. A leader that has so removed itself is to
 * resign; one whose removal was given up before it was committed leads on..
 * Kafka: AddVoterHandler.highWatermarkUpdated, RemoveVoterHandler.highWatermarkUpdated.
 */
export function finishVoterChange(work: QuorumWork): void {
  const change = leading(work)?.pendingChange ?? null
  const { highWatermark } = work.state
  if (change === null || change.offset === null || (highWatermark ?? 0) <= change.offset) return
  end(work, { error: 'NONE', message: '' })
  const role = leading(work)
  if (change.api === 'RemoveRaftVoter' && role !== null && !isVoter(work.state)) {
    work.state.role = { ...role, isResignRequested: true }
  }
}

/** The time for a change is over; what was written stays. Q-84. */
export function onVoterChangeTimeout(work: QuorumWork): void {
  if ((leading(work)?.pendingChange ?? null) === null) return
  end(work, { error: 'REQUEST_TIMED_OUT', message: 'The request timed out.' })
}

/** A leader that leaves answers whoever waited for a change. Q-85. */
export function abandonVoterChange(work: QuorumWork): void {
  const change = leading(work)?.pendingChange ?? null
  if (change === null) return
  cancelQuorumTimer(work, 'voterChange')
  refuse(work, change, { error: 'NOT_LEADER_OR_FOLLOWER', message: '' })
}

function end(work: QuorumWork, refusal: Refusal): void {
  const change = leading(work)?.pendingChange ?? null
  if (change === null) return
  cancelQuorumTimer(work, 'voterChange')
  put(work, null)
  refuse(work, change, refusal)
}

function refuse(
  work: QuorumWork,
  to: Caller & { readonly api: 'AddRaftVoter' | 'RemoveRaftVoter' },
  { error, message }: Refusal,
): void {
  const errorMessage = message === '' ? null : message
  answer(work, to, { api: to.api, error, errorMessage })
}
