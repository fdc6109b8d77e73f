import { present } from '~/base/invariant'
import { micros } from '~/sim/ids'
import type { Offset } from '../ids'
import { offset } from '../ids'
import type { MetadataBatch, MetadataRecord } from '../protocol/metadataRecords'
import { metadataBatchSize } from '../protocol/metadataSize'
import type { FetchMetadataRequest, FetchMetadataResponse } from '../protocol/rpc/quorum'
import { isReady } from './connections'
import type { ProgressStep } from './leaderState'
import { checkQuorumMs, updateLocalState, updateReplicaState } from './leaderState'
import { appendBatch, positionOf, readBatches } from './metadataLog'
import type { ParkedFetch, QuorumRole, QuorumWork } from './quorumState'
import {
  answer,
  ask,
  cancelQuorumTimer,
  destinationOf,
  leaderHint,
  leaderRefusal,
  otherVoters,
  quorumNow,
  setQuorumTimer,
  votersOf,
  writeLog,
} from './quorumState'
import { earliestSnapshot, latestSnapshot } from './snapshots'
import { isWithout } from './protection'
import { becomeResigned } from './roles'
import { finishVoterChange } from './voterChanges'
import { reportControl } from './reportControl'

type Leader = Extract<QuorumRole, { name: 'Leader' }>

function leading(work: QuorumWork): Leader | null {
  return work.state.role.name === 'Leader' ? work.state.role : null
}

function putRole(work: QuorumWork, role: Leader): void {
  // Written out; decision record 0006.
  work.state.role = {
    name: role.name,
    progress: role.progress,
    grantingVoters: role.grantingVoters,
    accumulator: role.accumulator,
    nextOffset: role.nextOffset,
    pendingChange: role.pendingChange,
    volatileVoters: role.volatileVoters,
    requestedVersion: role.requestedVersion,
    isResignRequested: role.isResignRequested,
  }
}

/**
 * Gives records their offsets; they are written after the linger, in the batch that is open.
 * Rules. Kafka: KafkaRaftClient.prepareAppend, BatchAccumulator.append.
 */
export function accumulate(work: QuorumWork, records: readonly MetadataRecord[]): Offset | null {
  const role = leading(work)
  if (role === null || records.length === 0) return null
  const { nextOffset, accumulator } = role
  const lastOffset = offset(nextOffset + records.length - 1)
  const open = accumulator.at(-1)
  const isOpen = open !== undefined && !open.isControl
  const batch: MetadataBatch = {
    baseOffset: isOpen ? open.baseOffset : nextOffset,
    lastOffset,
    epoch: work.state.epoch,
    appendTimestampMs: isOpen ? open.appendTimestampMs : quorumNow(work),
    isControl: false,
    sizeInBytes: 0,
    records: isOpen ? [...open.records, ...records] : records,
  }
  putRole(work, {
    ...role,
    accumulator: [...(isOpen ? accumulator.slice(0, -1) : accumulator), batch],
    nextOffset: offset(lastOffset + 1),
  })
  if (open === undefined)
    setQuorumTimer(work, 'append', { about: '', ms: work.state.config.appendLingerMs })
  return lastOffset
}

/** Writes what has gathered, counts it for the high watermark, wakes parked fetches. Q-35. */
export function drain(work: QuorumWork): void {
  const role = leading(work)
  if (role === null || role.accumulator.length === 0) return
  const batches = role.accumulator.map(sized)
  const log = batches.reduce(appendBatch, work.state.log)
  for (const batch of batches) {
    work.facts.push({
      type: 'MetadataAppended',
      baseOffset: batch.baseOffset,
      lastOffset: batch.lastOffset,
      epoch: batch.epoch,
      records: batch.records.map(({ type }) => type),
    })
  }
  putRole(work, { ...role, accumulator: [] })
  reportControl(work, work.state.log, log)
  work.state.log = log
  const voters = votersOf(work.state)
  const step = updateLocalState(role.progress, { endOffset: log.endOffset, voters })
  completeParked(work, noteProgress(work, step))
  if (role.progress.voters.length === 1 && voters.length > 1) watchNewVoters(work)
  // Followers get it before the leader's own disk has it. Q-35.
  writeLog(work)
}

/**
 * A leader that was the only voter has others to hear from and to tell from now on: what it counts
 * has gone on meanwhile.. Kafka: LeaderState.timeUntilCheckQuorumExpires.
 */
function watchNewVoters(work: QuorumWork): void {
  armCheckQuorum(work, null)
  armBeginQuorum(work)
}

/** The time within which a majority must fetch is over, unless there is none to wait for. Q-49. */
export function onCheckQuorumTimer(work: QuorumWork): void {
  const role = leading(work)
  if (role === null || isWithout(work.state, 'checkQuorum')) return
  const ms = checkQuorumMs(role.progress, quorumNow(work))
  if (ms === 0) becomeResigned(work, 'checkQuorumExpired')
  else armCheckQuorum(work, null)
}

/** A batch that is full knows its size. */
function sized(batch: MetadataBatch): MetadataBatch {
  if (batch.sizeInBytes > 0) return batch
  return {
    baseOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    epoch: batch.epoch,
    appendTimestampMs: batch.appendTimestampMs,
    isControl: batch.isControl,
    sizeInBytes: metadataBatchSize(batch.records),
    records: batch.records,
  }
}

/** Takes over what the leader knows now. True: the high watermark moved. */
function noteProgress(work: QuorumWork, { progress, updated }: ProgressStep): boolean {
  const role = leading(work)
  if (role === null) return false
  putRole(work, { ...role, progress })
  const to = progress.highWatermark
  if (!updated || to === null) return false
  const from = work.state.highWatermark ?? offset(0)
  work.state.highWatermark = to
  const acknowledged = progress.voters.flatMap(({ key: { id }, endOffset }) =>
    endOffset !== null && endOffset >= to ? [{ id, endOffset }] : [],
  )
  work.facts.push({ type: 'MetadataCommitted', from, to, acknowledged })
  finishVoterChange(work)
  return true
}

function completeParked(work: QuorumWork, all: boolean): void {
  const { parked } = work.state
  if (parked.length === 0) return
  const { endOffset } = work.state.log
  const isDone = (fetch: ParkedFetch) => all || fetch.request.fetchOffset < endOffset
  const done = parked.filter(isDone)
  if (done.length === 0) return
  work.state.parked = parked.filter((fetch) => !isDone(fetch))
  for (const fetch of done) {
    cancelQuorumTimer(work, 'parked', fetch.connection)
    answerFetch(work, fetch)
  }
}

/** The time of a parked fetch is over: it gets the empty answer of when it came. Q-40. */
export function onParkedTimer(work: QuorumWork, about: string): void {
  const fetch = work.state.parked.find(({ connection }) => connection === about)
  if (fetch === undefined) return
  work.state.parked = work.state.parked.filter((row) => row !== fetch)
  answer(work, fetch, fetch.empty)
}

/** Forgets parked fetches of a connection that is gone. */
export function forgetParked(work: QuorumWork, connection: string): void {
  const { parked } = work.state
  if (!parked.some((fetch) => fetch.connection === connection)) return
  work.state.parked = parked.filter((row) => row.connection !== connection)
}

function fetched(
  work: QuorumWork,
  part: Partial<FetchMetadataResponse> & Pick<FetchMetadataResponse, 'error'>,
): FetchMetadataResponse {
  return {
    api: 'FetchMetadata',
    ...leaderHint(work.state),
    highWatermark: work.state.highWatermark ?? -1,
    logStartOffset: work.state.log.startOffset,
    divergingEpoch: null,
    snapshotId: null,
    batches: [],
    ...part,
  }
}

type WaitingFetch = Omit<ParkedFetch, 'empty'>

/** Answers a fetch of the metadata log, or parks it. §5.1, Q-40. */
export function onFetch(work: QuorumWork, fetch: WaitingFetch): void {
  const body = checked(work, fetch.request)
  if (body !== null) return answer(work, fetch, body)
  answerOrPark(work, fetch)
}

/** Checks 1 … 7 of §5.1. */
function checked(work: QuorumWork, request: FetchMetadataRequest): FetchMetadataResponse | null {
  const { clusterId } = work.state.config
  if (request.clusterId !== null && request.clusterId !== clusterId) {
    return fetched(work, { error: 'INCONSISTENT_CLUSTER_ID', highWatermark: -1 })
  }
  const error = leaderRefusal(work.state, request.currentLeaderEpoch)
  // Only who leads says what is committed.
  return error === null ? null : fetched(work, { error, highWatermark: -1 })
}

/** Checks 8 … 12 of §5.1: what is said to a follower that cannot go on from where it is; null: it can. */
function elsewhere(
  work: QuorumWork,
  { fetchOffset, lastFetchedEpoch }: FetchMetadataRequest,
): FetchMetadataResponse | null {
  const { log } = work.state
  const snapshotId = latestSnapshot(work.state)
  const isNew = fetchOffset === 0 && snapshotId !== null
  const id = { endOffset: fetchOffset, epoch: lastFetchedEpoch }
  const at = isNew ? SNAPSHOT : positionOf(log, id, earliestSnapshot(work.state))
  if (at.type === 'valid') return null
  if (at.type === 'diverging') return fetched(work, { error: 'NONE', divergingEpoch: at.at })
  if (snapshotId === null) return null
  const { endOffset, epoch } = snapshotId
  return fetched(work, { error: 'NONE', snapshotId: { endOffset, epoch } })
}

const SNAPSHOT = { type: 'snapshot' } as const

function answerOrPark(work: QuorumWork, fetch: WaitingFetch): void {
  const { request } = fetch
  const before = work.state.highWatermark ?? -1
  const body = elsewhere(work, request)
  if (body !== null) return answer(work, fetch, body)
  noteFetch(work, request)
  const { log } = work.state
  const highWatermark = work.state.highWatermark ?? -1
  const isNews = request.fetchOffset < log.endOffset || request.highWatermark < highWatermark
  if (isNews || request.maxWaitMs === 0) {
    const batches = readFor(work, request)
    answer(work, fetch, fetched(work, { error: 'NONE', batches }))
  } else park(work, fetch)
  if (highWatermark > before) completeParked(work, true)
}

/** A parked fetch is answered: the checks and the bookkeeping run again. Q-41. */
function answerFetch(work: QuorumWork, fetch: ParkedFetch): void {
  const body = checked(work, fetch.request) ?? elsewhere(work, fetch.request)
  if (body !== null) return answer(work, fetch, body)
  noteFetch(work, fetch.request)
  const batches = readFor(work, fetch.request)
  answer(work, fetch, fetched(work, { error: 'NONE', batches }))
}

/** What comes next, as much of it as one answer takes. Kafka: KafkaMetadataLog.read. */
function readFor(
  { state }: QuorumWork,
  { fetchOffset }: FetchMetadataRequest,
): readonly MetadataBatch[] {
  const batches = readBatches(state.log, fetchOffset, state.log.endOffset)
  let bytes = 0
  const beyond = batches.findIndex(({ sizeInBytes }, index) => {
    bytes += sizeInBytes
    return bytes > state.config.maxFetchBytes && index > 0
  })
  return beyond < 0 ? batches : batches.slice(0, beyond)
}

function park(work: QuorumWork, fetch: WaitingFetch): void {
  const { connection, correlationId, request } = fetch
  const empty = fetched(work, { error: 'NONE' })
  work.state.parked = [...work.state.parked, { connection, correlationId, request, empty }]
  work.effects.push({
    type: 'SetTimer',
    // A connection has at most one request at work.
    key: `quorum/parked/${fetch.connection}`,
    delayMicros: micros(fetch.request.maxWaitMs),
    timer: { role: 'quorum', name: 'parked', about: fetch.connection },
  })
}

/** What a fetch tells of its sender. §5.2, Q-48. Kafka: LeaderState.updateReplicaState. */
function noteFetch(work: QuorumWork, request: FetchMetadataRequest): void {
  const role = present(leading(work), 'a fetch is counted by a leader')
  const { replica: key, fetchOffset } = request
  const before = role.progress.checkQuorumDeadlineMs
  const step = updateReplicaState(role.progress, { key, fetchOffset, nowMs: quorumNow(work) })
  noteProgress(work, step)
  armCheckQuorum(work, before)
}

/**
 * The timer is set anew only when a majority has fetched: its deadline is not as it was `before`;
 * null: it is set in any case.
 */
export function armCheckQuorum(work: QuorumWork, before: number | null): void {
  const progress = leading(work)?.progress
  if (progress === undefined || progress.checkQuorumDeadlineMs === before) return
  const ms = checkQuorumMs(progress, quorumNow(work))
  if (ms !== null) setQuorumTimer(work, 'checkQuorum', { about: '', ms })
}

/** Tells every other voter who leads, now and every F/2. Q-37. */
export function sendBeginQuorumEpoch(work: QuorumWork): void {
  if (leading(work) === null) return
  const { config, epoch } = work.state
  for (const voter of otherVoters(work.state)) {
    // Who is being asked, or rests, waits for the next round.
    if (!isReady(work, String(voter.id))) continue
    ask(work, {
      to: destinationOf(voter),
      tag: `begin ${voter.id}`,
      body: {
        api: 'BeginQuorumEpoch',
        clusterId: config.clusterId,
        voterId: voter.id,
        voterDirectoryId: voter.directoryId,
        leaderId: config.nodeId,
        leaderEpoch: epoch,
        leaderEndpoint: config.ownEndpoint,
      },
    })
  }
  if (otherVoters(work.state).length > 0) armBeginQuorum(work)
}

function armBeginQuorum(work: QuorumWork): void {
  const ms = Math.floor(work.state.config.fetchTimeoutMs / 2)
  setQuorumTimer(work, 'beginQuorum', { about: '', ms })
}
