import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { nodeId, offset } from '~/kafka/ids'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import { onCompletion } from '~/kafka/quorum/answers'
import { describeQuorum } from '~/kafka/quorum/describeQuorum'
import { accumulate, drain } from '~/kafka/quorum/leader'
import { newLeaderProgress, updateLocalState, updateReplicaState } from '~/kafka/quorum/leaderState'
import { appendBatch } from '~/kafka/quorum/metadataLog'
import { onQuorumTimer } from '~/kafka/quorum/quorumRole'
import type { QuorumRole, QuorumState } from '~/kafka/quorum/quorumState'
import { isVoter, kraftVersionOf, quorumWork, votersOf } from '~/kafka/quorum/quorumState'
import { contextAt } from '../../../support/fakeController'
import { active, serverOf, sound, voter } from '../../../support/soundWorld'

const NOW = contextAt(20_000)
const leading = present(serverOf(active).quorum, 'it is up')
const following = present(serverOf(voter).quorum, 'it is up')
const third = present(
  [1, 2, 3].find((id) => id !== voter && id !== active),
  'there are three',
)
const keys = [1, 2, 3].map((id) => ({ id: nodeId(id), directoryId: null }))

const fires = (state: QuorumState, name: 'fetch' | 'election') =>
  onQuorumTimer(state, { role: 'quorum', name, about: '' }, NOW).next

test('Q-01 who has no vote never stands: whatever time is over', () => {
  const voters = following.config.voters.filter(({ id }) => id !== voter)
  const observer = { ...following, config: { ...following.config, voters } }
  expect(isVoter(observer)).toBe(false)
  expect(fires(following, 'fetch').role.name).toBe('Prospective')
  // It follows on, and asks whoever may know of another leader.
  expect(fires(observer, 'fetch').role.name).toBe('Follower')
  const lost: QuorumState = { ...observer, role: { name: 'Unattached', leaderId: null } }
  expect(fires(lost, 'election').role.name).toBe('Unattached')
})

test('Q-20 a candidate that has lost waits out its timer, and asks again only then', () => {
  const election = { voters: keys, granted: [nodeId(voter)], rejected: [nodeId(third)] }
  const role: QuorumRole = { name: 'Candidate', election }
  const electionTimer = { timeoutMs: 1500, endsAtMs: 21_000 }
  const work = quorumWork({ ...following, role, electionTimer }, NOW)
  onCompletion(work, {
    tag: `${following.term} vote ${active}`,
    to: { key: String(active), host: 'localhost', port: 29_092 },
    body: {
      api: 'Vote',
      error: 'NONE',
      voteGranted: false,
      leaderId: null,
      leaderEpoch: following.epoch,
      leaderEndpoint: null,
    },
    failure: null,
    correlationId: 1,
  })
  expect(work.state.role).toMatchObject({ name: 'Candidate', election: { granted: [voter] } })
  expect(work.state.electionTimer).toEqual(electionTimer)
  expect(work.effects.filter(({ type }) => type === 'SetTimer')).toEqual([])
  // The next round is a pre-vote in the same epoch.
  const next = fires(work.state, 'election')
  expect([next.role.name, next.epoch]).toEqual(['Prospective', following.epoch])
})

test('Q-30 an epoch begins with one record, which names the voters and who voted', () => {
  const batches = leading.log.batches.toArray().filter(({ epoch }) => epoch === leading.epoch)
  const first = present(batches[0], 'it has begun its epoch')
  expect(first).toMatchObject({ isControl: true, lastOffset: first.baseOffset })
  const [change, ...others] = first.records
  expect(others).toEqual([])
  expect(change).toMatchObject({ type: 'LeaderChangeMessage', leaderId: active, voters: [1, 2, 3] })
  const granting = change?.type === 'LeaderChangeMessage' ? change.grantingVoters : []
  expect(granting).toContain(active)
  expect(granting.length).toBeGreaterThanOrEqual(2)
  if (leading.role.name !== 'Leader') throw new Error('it leads')
  expect(leading.role.progress.epochStartOffset).toBe(first.baseOffset)
})

const SETTING: MetadataRecord = { type: 'NoOpRecord' }

test('Q-33 records have their offsets at once; who does not lead takes none', () => {
  const work = quorumWork(leading, NOW)
  const before = leading.log.endOffset
  const first = present(accumulate(work, [SETTING, SETTING]), 'it leads')
  expect(accumulate(work, [SETTING])).toBe(first + 1)
  expect(work.state.log.endOffset).toBe(before)
  expect(accumulate(quorumWork(following, NOW), [SETTING])).toBeNull()
})

test('Q-35 what is written counts for the leader before its disk has it', () => {
  const voters = following.config.voters.filter(({ id }) => id === active)
  const key = { id: nodeId(active), directoryId: null }
  if (leading.role.name !== 'Leader') throw new Error('it leads')
  const alone = newLeaderProgress({
    local: key,
    epochStartOffset: leading.role.progress.epochStartOffset,
    voters: [key],
    fetchTimeoutMs: 2000,
    nowMs: 20_000,
  })
  const config = { ...leading.config, voters }
  const work = quorumWork({ ...leading, config, role: { ...leading.role, progress: alone } }, NOW)
  const last = present(accumulate(work, [SETTING]), 'it leads')
  drain(work)
  expect(work.state.highWatermark).toBe(last + 1)
  const kinds = work.effects.map(({ type }) => type)
  expect(kinds).toContain('WriteFile')
})

test('Q-45 the high watermark stays when another voter set would have a lower one', () => {
  const local = { id: nodeId(1), directoryId: 'a' }
  const others = [2, 3, 4, 5].map((id) => ({ id: nodeId(id), directoryId: 'a' }))
  const [second, other] = others
  let progress = newLeaderProgress({
    local,
    epochStartOffset: offset(0),
    voters: [local, ...others.slice(0, 2)],
    fetchTimeoutMs: 2000,
    nowMs: 0,
  })
  progress = updateLocalState(progress, { endOffset: offset(9), voters: null }).progress
  for (const key of [second, other]) {
    const fetch = { key: present(key, 'a voter'), fetchOffset: offset(9), nowMs: 5 }
    progress = updateReplicaState(progress, fetch).progress
  }
  expect(progress.highWatermark).toBe(9)
  // Of five, three have nothing yet.
  const voters = [local, ...others]
  const grown = [...voters.slice(0, 1), ...voters.slice(2)]
  const step = updateLocalState(progress, { endOffset: offset(9), voters: grown })
  expect(step.updated).toBe(false)
  expect(step.progress.highWatermark).toBe(9)
})

test('Q-80 the last voter set in the log holds, committed or not; without one the settings do', () => {
  expect(votersOf(leading)).toEqual(leading.config.voters)
  expect(kraftVersionOf(leading)).toBe(0)
  const endpoint = {
    name: 'CONTROLLER',
    host: 'h',
    port: 1,
    securityProtocol: 'PLAINTEXT' as const,
  }
  const records: readonly MetadataRecord[] = [
    { type: 'KRaftVersionRecord', version: 1 },
    {
      type: 'VotersRecord',
      voters: [{ id: nodeId(7), directoryId: 'd-7', endpoints: [endpoint] }],
    },
  ]
  const log = appendBatch(leading.log, {
    baseOffset: leading.log.endOffset,
    lastOffset: offset(leading.log.endOffset + 1),
    epoch: leading.epoch,
    appendTimestampMs: 0,
    isControl: true,
    sizeInBytes: 100,
    records,
  })
  const state = { ...leading, log }
  expect(state.highWatermark ?? 0).toBeLessThan(log.endOffset)
  expect(votersOf(state).map(({ id, directoryId }) => [id, directoryId])).toEqual([[7, 'd-7']])
  expect(kraftVersionOf(state)).toBe(1)
  expect(isVoter(state)).toBe(false)
})

test('Q-90 what is not known is told as -1, and only a leader tells of replicas', () => {
  const nowMs = sound.now / 1000
  const known = describeQuorum(leading, nowMs)
  expect(known).toMatchObject({
    error: 'NONE',
    leaderId: active,
    highWatermark: leading.highWatermark,
  })
  expect(known.currentVoters.map(({ replicaId }) => replicaId)).toEqual([1, 2, 3])
  if (leading.role.name !== 'Leader') throw new Error('it leads')
  const { local, epochStartOffset } = leading.role.progress
  const voters = leading.role.progress.voters.map(({ key }) => key)
  const at = { local, epochStartOffset, voters, fetchTimeoutMs: 2000, nowMs }
  const role = { ...leading.role, progress: newLeaderProgress(at) }
  const fresh = describeQuorum({ ...leading, role, highWatermark: null }, nowMs)
  expect(fresh.highWatermark).toBe(-1)
  const row = fresh.currentVoters.find(({ replicaId }) => replicaId === voter)
  expect(row).toMatchObject({ logEndOffset: -1, lastFetchTimestampMs: -1 })
  const other = describeQuorum(following, nowMs)
  expect(other).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER', currentVoters: [], observers: [] })
})
