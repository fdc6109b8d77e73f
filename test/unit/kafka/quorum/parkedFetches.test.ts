import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { KafkaEffect } from '~/kafka/effects'
import { leaderEpoch, nodeId } from '~/kafka/ids'
import { lastEpoch } from '~/kafka/quorum/metadataLog'
import type { QuorumCall } from '~/kafka/quorum/quorumRole'
import { onQuorumRequest, onQuorumTimer, shutDownQuorum } from '~/kafka/quorum/quorumRole'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { connectionId } from '~/sim/ids'
import { contextAt } from '../../../support/fakeController'
import { active, serverOf, voter } from '../../../support/soundWorld'

/** What becomes of fetches that wait at a leader which leads no more. Rows 26, 29, 30, 31. */
const NOW = contextAt(20_000)
const leader = present(serverOf(active).quorum, 'it is up')
const other = present(serverOf(voter).quorum, 'it is up')
const NEXT = leaderEpoch(leader.epoch + 1)

function asks(state: QuorumState, connection: string, body: QuorumCall['body']) {
  return onQuorumRequest(
    state,
    { connection: connectionId(connection), correlationId: 7, body },
    NOW,
  )
}

/** The answers to fetches among what a step wishes. */
function answers(effects: readonly KafkaEffect[]) {
  return effects.flatMap((effect) => {
    const body = effect.type === 'Reply' ? effect.body : null
    return body?.api === 'FetchMetadata' && 'error' in body ? [body] : []
  })
}

/** The leader with one fetch that waits: an observer's, at its end. */
function waiting(): QuorumState {
  const { next, effects } = asks({ ...leader, parked: [] }, 'observer', {
    api: 'FetchMetadata',
    clusterId: null,
    replica: { id: nodeId(9), directoryId: 'dir-9' },
    currentLeaderEpoch: leader.epoch,
    fetchOffset: leader.log.endOffset,
    lastFetchedEpoch: lastEpoch(leader.log),
    highWatermark: leader.highWatermark ?? -1,
    maxWaitMs: 500,
  })
  expect(answers(effects)).toEqual([])
  expect(next.parked).toHaveLength(1)
  return next
}

/** It hears of a higher epoch by a request for its vote. */
function unseated() {
  return asks(waiting(), 'candidate', {
    api: 'Vote',
    clusterId: null,
    voterId: nodeId(active),
    voterDirectoryId: null,
    candidate: { id: nodeId(voter), directoryId: other.config.directoryId },
    candidateEpoch: NEXT,
    lastEpoch: lastEpoch(leader.log),
    lastEpochEndOffset: leader.log.endOffset,
    preVote: false,
  })
}

test('row 31: who is unseated by a higher epoch lets them wait, and then names the new leader', () => {
  const { next, effects } = unseated()
  expect(next.role.name).toBe('Unattached')
  expect(answers(effects)).toEqual([])
  const begun = asks(next, 'new-leader', {
    api: 'BeginQuorumEpoch',
    clusterId: null,
    voterId: nodeId(active),
    voterDirectoryId: null,
    leaderId: nodeId(voter),
    leaderEpoch: NEXT,
    leaderEndpoint: other.config.ownEndpoint,
  })
  expect(answers(begun.effects)).toMatchObject([
    {
      error: 'NOT_LEADER_OR_FOLLOWER',
      leaderId: voter,
      leaderEpoch: NEXT,
      leaderEndpoint: other.config.ownEndpoint,
    },
  ])
  expect(begun.next.parked).toEqual([])
})

test('Q-40 one whose time is over is told how things were when it came', () => {
  const timer = { role: 'quorum', name: 'parked', about: 'observer' } as const
  const { effects, next } = onQuorumTimer(unseated().next, timer, NOW)
  expect(answers(effects)).toMatchObject([
    { error: 'NONE', leaderId: active, leaderEpoch: leader.epoch, batches: [] },
  ])
  expect(next.parked).toEqual([])
})

test('Q-61 who resigns sends them away, and names itself', () => {
  const { step } = shutDownQuorum(waiting(), NOW)
  expect(step.next.role.name).toBe('Resigned')
  expect(answers(step.effects)).toMatchObject([
    { error: 'NOT_LEADER_OR_FOLLOWER', leaderId: active, leaderEpoch: leader.epoch },
  ])
})

test('Q-41 who leads again asks about the epoch before it answers one of the old', () => {
  const again = { ...waiting(), epoch: NEXT }
  const { effects } = asks(again, 'follower', {
    api: 'FetchMetadata',
    clusterId: null,
    replica: { id: nodeId(voter), directoryId: other.config.directoryId },
    currentLeaderEpoch: NEXT,
    fetchOffset: leader.log.endOffset,
    lastFetchedEpoch: lastEpoch(leader.log),
    highWatermark: -1,
    maxWaitMs: 500,
  })
  expect(answers(effects).map(({ error }) => error)).toEqual(['NONE'])
  const appended = { ...again, role: withRecord(again) }
  const timer = { role: 'quorum', name: 'append', about: '' } as const
  const step = onQuorumTimer(appended, timer, NOW)
  expect(answers(step.effects).map(({ error }) => error)).toEqual(['FENCED_LEADER_EPOCH'])
})

function withRecord({ role, epoch, log }: QuorumState): QuorumState['role'] {
  if (role.name !== 'Leader') throw new Error('it leads')
  const batch = {
    baseOffset: log.endOffset,
    lastOffset: log.endOffset,
    epoch,
    appendTimestampMs: 20_000,
    isControl: false,
    sizeInBytes: 0,
    records: [{ type: 'NoOpRecord' }],
  } as const
  return { ...role, accumulator: [batch] }
}
