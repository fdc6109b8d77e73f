import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { leaderEpoch, nodeId, offset } from '~/kafka/ids'
import { lastEpoch } from '~/kafka/quorum/metadataLog'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import type { VoteRequest, VoteResponse } from '~/kafka/protocol/rpc/quorum'
import { CALL, sends } from '../../../support/sentWorld'
import {
  active,
  controller,
  quorum,
  rulesOf,
  serverOf,
  sound,
  voter,
} from '../../../support/soundWorld'

const own = present(serverOf(voter).quorum, 'it votes')
const candidate = { id: nodeId([1, 2, 3].find((id) => id !== active && id !== voter) ?? 0) }
const key = { ...candidate, directoryId: null }
const epoch = leaderEpoch(own.epoch + 1)

const request = (part: Partial<VoteRequest>): VoteRequest => ({
  api: 'Vote',
  clusterId: null,
  voterId: nodeId(voter),
  voterDirectoryId: null,
  candidate: key,
  candidateEpoch: epoch,
  lastEpoch: lastEpoch(own.log),
  lastEpochEndOffset: own.log.endOffset,
  preVote: false,
  ...part,
})

const granted: VoteResponse = {
  api: 'Vote',
  error: 'NONE',
  voteGranted: true,
  leaderId: null,
  leaderEpoch: epoch,
  leaderEndpoint: null,
}

const UNATTACHED: Partial<QuorumState> = {
  role: { name: 'Unattached', leaderId: null },
  epoch,
  votedKey: null,
}

/** What is told of a voter that was in one state, and grants this vote in another. */
function voted(
  asked: VoteRequest,
  { was, is }: { readonly was: Partial<QuorumState>; readonly is: Partial<QuorumState> },
) {
  const calling = { from: candidate.id, to: voter }
  const before = sends(
    quorum(voter, () => was),
    { kind: 'request', ...calling, body: asked },
  )
  const after = quorum(voter, () => is)
  const answer = { kind: 'response', from: voter, to: candidate.id, body: granted } as const
  return rulesOf(sends({ ...after, network: before.network }, answer), before)
}

test('KR-04 a vote is for one candidate whose log is as far', () => {
  const gives = (asked: Partial<VoteRequest>, is: Partial<QuorumState> = {}) =>
    voted(request(asked), { was: UNATTACHED, is: { ...UNATTACHED, votedKey: key, ...is } })
  expect(gives({})).toEqual([])
  expect(gives({ lastEpochEndOffset: offset(1) })).toContain('KR-04')
  expect(gives({ lastEpoch: epoch })).toContain('KR-04')
  expect(gives({}, { votedKey: { id: nodeId(voter), directoryId: null } })).toContain('KR-04')
  expect(gives({}, { role: { name: 'Resigned', unacked: [], successors: [] } })).toContain('KR-04')
})

test('KR-05 a pre-vote changes nothing, and is not given by who hears of a leader', () => {
  const asked = request({ preVote: true, candidateEpoch: own.epoch })
  const lonely = { ...UNATTACHED, epoch: own.epoch }
  expect(voted(asked, { was: lonely, is: lonely })).toEqual([])
  expect(voted(asked, { was: {}, is: {} })).toContain('KR-05')
  expect(voted(asked, { was: lonely, is: { ...lonely, votedKey: key } })).toContain('KR-05')
})

test('KR-22 who is not meant does not vote', () => {
  const is = { ...UNATTACHED, votedKey: key }
  const gives = (part: Partial<VoteRequest>) => voted(request(part), { was: UNATTACHED, is })
  expect(gives({ voterId: nodeId(9) })).toContain('KR-22')
  expect(gives({ voterDirectoryId: 'another' })).toContain('KR-22')
})

test('KR-14 a controller asks its leader for what follows what it has flushed', () => {
  const third = present(
    [1, 2, 3].find((id) => id !== active && id !== voter),
    'it votes, too',
  )
  const asks = (fetchOffset: number, { to = active, inEpoch = own.epoch } = {}) =>
    rulesOf(
      sends(sound, {
        kind: 'request',
        from: voter,
        to,
        body: {
          api: 'FetchMetadata',
          clusterId: null,
          replica: { id: nodeId(voter), directoryId: null },
          currentLeaderEpoch: inEpoch,
          fetchOffset: offset(fetchOffset),
          lastFetchedEpoch: own.epoch,
          highWatermark: -1,
          maxWaitMs: 500,
        },
      }),
    )
  const tooFar = own.log.endOffset + 1
  expect(asks(own.log.endOffset)).toEqual([])
  expect(asks(tooFar)).toContain('KR-14')
  // What waited for a connection meanwhile, and is not counted.
  expect(asks(tooFar, { to: third })).toEqual([])
  expect(asks(tooFar, { inEpoch: leaderEpoch(own.epoch - 1) })).toEqual([])
})

test('KR-19 a leader loads no snapshot', () => {
  const { endOffset } = present(serverOf(active).quorum, 'it leads').log
  const end = offset(endOffset + 9)
  const loaded = quorum(active, ({ log }) => ({
    log: { ...log, startOffset: end, endOffset: end },
  }))
  expect(rulesOf(loaded)).toContain('KR-19')
})

test('KR-24 what was proposed is answered when it is committed, and once', () => {
  const { committed } = present(serverOf(active).controller, 'it controls')
  const body = { api: 'UnregisterBroker', error: 'NONE', errorMessage: null } as const
  const answered = (ahead: number, isKept: boolean) => {
    const row = { offset: committed.offset + ahead, ...CALL, body }
    const before = controller(() => ({ deferred: [row] }))
    const after = controller(() => ({ deferred: isKept ? [row] : [] }), before)
    return rulesOf(sends(after, { kind: 'response', from: active, to: voter, body }), before)
  }
  expect(answered(0, false)).toEqual([])
  expect(answered(1, false)).toContain('KR-24')
  expect(answered(0, true)).toContain('KR-24')
})
