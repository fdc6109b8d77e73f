import { expect, test } from 'vitest'
import { leaderEpoch, nodeId } from '~/kafka/ids'
import { quorumStateText } from '~/kafka/quorum/quorumFiles'

const file = { kind: 'quorumState', leaderId: nodeId(2), leaderEpoch: leaderEpoch(1) } as const

test('Q-05 with static voters the file repeats them', () => {
  const voterIds = [3, 1, 2].map(nodeId)
  const votedKey = { id: nodeId(2), directoryId: 'JEXY6aqzQY-32P5TStzaFg' }
  expect(quorumStateText({ ...file, votedKey, voterIds })).toBe(
    '{"clusterId":"","leaderId":2,"leaderEpoch":1,"votedId":2,"appliedOffset":0,"currentVoters":[{"voterId":1},{"voterId":2},{"voterId":3}],"data_version":0}',
  )
})

test('Q-05 with voters in the log it names the directory that the vote is for', () => {
  expect(quorumStateText({ ...file, leaderId: null, votedKey: null, voterIds: null })).toBe(
    '{"leaderId":-1,"leaderEpoch":1,"votedId":-1,"votedDirectoryId":"AAAAAAAAAAAAAAAAAAAAAA","data_version":1}',
  )
})
