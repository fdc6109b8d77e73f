import type { ConnectionId } from '~/sim/ids'
import type { Completion } from '../channel/channelState'
import { offset } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { ReplicaKey } from '../protocol/replicaKey'
import type { AddRaftVoterRequest, RemoveRaftVoterRequest } from '../protocol/rpc/quorum'
import { findProgress } from './leaderState'
import { votersRecord } from './metadataLog'
import type { QuorumRole, QuorumWork } from './quorumState'
import {
  answer,
  ask,
  cancelQuorumTimer,
  destinationOf,
  kraftVersionOf,
  quorumNow,
  setQuorumTimer,
  votersOf,
} from './quorumState'
import type { QuorumVoter, VoterSet } from './voterSet'
import { addVoter, removeVoter } from './voterSet'

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

function setText(voters: VoterSet): string {
  return `[${voters.map(keyText).join(', ')}]`
}

function leading(work: QuorumWork): Leader | null {
  return work.state.role.name === 'Leader' ? work.state.role : null
}

function put(work: QuorumWork, pendingChange: PendingVoterChange): void {
  const role = leading(work)
  if (role !== null) work.state.role = { ...role, pendingChange }
}

/** Checks 1 … 8 of §9.2, in order. */
function refusalOf(
  work: QuorumWork,
  body: AddRaftVoterRequest | RemoveRaftVoterRequest,
): Refusal | null {
  const { config, log, highWatermark } = work.state
  const verb = body.api === 'AddRaftVoter' ? 'adding' : 'removing'
  const timedOut = (text: string): Refusal => ({
    error: 'REQUEST_TIMED_OUT',
    message: `Request timed out waiting for ${text}`,
  })
  if (body.clusterId !== null && body.clusterId !== config.clusterId) {
    const message = `The given id "${body.clusterId}" doesn't match the cluster id "${config.clusterId}"`
    return { error: 'INCONSISTENT_CLUSTER_ID', message }
  }
  const role = leading(work)
  if (role === null) return { error: 'NOT_LEADER_OR_FOLLOWER', message: '' }
  if (role.pendingChange !== null) {
    return timedOut('leader to handle previous voter change request')
  }
  if (highWatermark === null) {
    return timedOut('leader to establish HWM and fence previous voter changes')
  }
  if (kraftVersionOf(work.state) === 0) {
    const message = `Cluster doesn't support ${verb} voter because the kraft.version feature is 0`
    return { error: 'UNSUPPORTED_VERSION', message }
  }
  const written = log.voterSets.at(-1)?.offset ?? -1
  if (written >= highWatermark) {
    const where = `Optional[${written}] with HWM ${highWatermark}`
    return timedOut(`voters to commit the latest voter change at ${where}`)
  }
  return null
}

/** Adds a voter, once it answers and has caught up. §9.3. Kafka: AddVoterHandler. */
export function onAddRaftVoter(work: QuorumWork, to: Caller, body: AddRaftVoterRequest): void {
  const key: ReplicaKey = { id: body.voterId, directoryId: body.voterDirectoryId }
  const voters = votersOf(work.state)
  const refused =
    refusalOf(work, body) ??
    (voters.some(({ id }) => id === key.id) ? duplicate(key, voters) : null)
  if (refused !== null) return refuse(work, { ...to, api: body.api }, refused)
  const voter: QuorumVoter = { ...key, ...body.endpoint }
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
    const message = `New voter ${key} is not ready to receive requests`
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
  const role = leading(work)
  if (role === null || role.pendingChange === null) return
  const { nextOffset } = role
  const accumulator = [
    ...role.accumulator,
    {
      baseOffset: nextOffset,
      lastOffset: nextOffset,
      epoch: work.state.epoch,
      appendTimestampMs: quorumNow(work),
      isControl: true,
      records: [votersRecord(voters)],
    },
  ]
  const pendingChange = { ...role.pendingChange, offset: nextOffset }
  work.state.role = { ...role, accumulator, nextOffset: offset(nextOffset + 1), pendingChange }
  setQuorumTimer(work, 'append', { about: '', ms: 0 })
}

/** The high watermark has moved: a change below it is done.. */
export function finishVoterChange(work: QuorumWork): void {
  const change = leading(work)?.pendingChange ?? null
  const { highWatermark } = work.state
  if (change === null || change.offset === null || (highWatermark ?? 0) <= change.offset) return
  end(work, { error: 'NONE', message: '' })
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
