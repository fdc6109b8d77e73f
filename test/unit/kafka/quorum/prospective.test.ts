import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { NodeId } from '~/kafka/ids'
import { nodeId } from '~/kafka/ids'
import { onQuorumRequest, onQuorumTimer } from '~/kafka/quorum/quorumRole'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { connectionId } from '~/sim/ids'
import { contextAt } from '../../../support/fakeController'
import { active, serverOf, voter } from '../../../support/soundWorld'

/** Rows 5, 9 … 12, 15: a leader that is known by its id alone cannot be followed. */
const NOW = contextAt(20_000)
const STRANGER = nodeId(9)

function prospective(leaderId: NodeId): QuorumState {
  const state = present(serverOf(voter).quorum, 'it is up')
  const voters = [1, 2, 3].map((id) => ({ id: nodeId(id), directoryId: null }))
  const election = { voters, granted: [nodeId(voter)], rejected: [] }
  return { ...state, heard: null, role: { name: 'Prospective', leaderId, election } }
}

function timesOut(state: QuorumState) {
  const timer = { role: 'quorum', name: 'election', about: '' } as const
  return onQuorumTimer(state, timer, NOW).next
}

test('a round that timed out ends at the leader, if it can be reached', () => {
  expect(timesOut(prospective(nodeId(active))).role).toMatchObject({
    name: 'Follower',
    leaderId: active,
  })
  expect(timesOut(prospective(STRANGER)).role).toEqual({ name: 'Unattached', leaderId: STRANGER })
})

test('who learns where its leader is reached follows it', () => {
  const state = prospective(STRANGER)
  const begins = {
    api: 'BeginQuorumEpoch',
    clusterId: null,
    voterId: nodeId(voter),
    voterDirectoryId: null,
    leaderId: STRANGER,
    leaderEpoch: state.epoch,
    leaderEndpoint: { host: 'localhost', port: 29_099 },
  } as const
  const call = { connection: connectionId('leader'), correlationId: 1, body: begins }
  expect(onQuorumRequest(state, call, NOW).next.role).toMatchObject({
    name: 'Follower',
    leaderId: STRANGER,
  })
})
