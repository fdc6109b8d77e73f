import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { leaderEpoch, nodeId, offset } from '~/kafka/ids'
import type { Response } from '~/kafka/protocol/rpc'
import { onCompletion } from '~/kafka/quorum/answers'
import type { QuorumRole, QuorumState } from '~/kafka/quorum/quorumState'
import { quorumWork } from '~/kafka/quorum/quorumState'
import { readBatches } from '~/kafka/quorum/metadataLog'
import { contextAt } from '../../../support/fakeController'
import { active, serverOf, voter } from '../../../support/soundWorld'

/** What an answer makes of the node that asked. §1.3, Q-06. Kafka: maybeHandleCommonResponse. */
const NOW_MS = 20_000
const following = present(serverOf(voter).quorum, 'it is up')
const leading = present(serverOf(active).quorum, 'it is up')
const third = present(
  [1, 2, 3].find((id) => id !== voter && id !== active),
  'there are three',
)

/** A node in another role, or otherwise not as the sound world has it, hears an answer. */
function hears(
  change: Partial<QuorumState>,
  { tag, body }: { readonly tag: string; readonly body: Response | null },
) {
  const state = { ...following, isFetching: true, ...change }
  const work = quorumWork(state, contextAt(NOW_MS))
  const to = { key: tag.split(' ').at(-1) ?? '', host: 'localhost', port: 29_092 }
  const failure = body === null ? 'disconnected' : null
  onCompletion(work, { tag: `${state.term} ${tag}`, to, body, failure, correlationId: 1 })
  const sent = work.effects.flatMap((effect) =>
    effect.type === 'SetTimer' && effect.timer.role === 'quorum' ? [effect.timer.name] : [],
  )
  const [thrown] = work.facts.flatMap((fact) =>
    fact.type === 'Logged' && fact.thrown !== undefined ? [fact.thrown] : [],
  )
  const exits = work.effects.some(({ type }) => type === 'Exit')
  return { state: work.state, timers: sent, thrown: exits ? (thrown ?? '') : null }
}

const { channel } = following
const asked = (state: QuorumState) =>
  [...state.channel.nodes.values()].flatMap((node) =>
    [...node.waiting, ...node.inFlight]
      .filter(
        ({ tag }) =>
          !present(channel.nodes.get(node.to.key) ?? node, 'known').inFlight.some(
            (old) => old.tag === tag,
          ),
      )
      .map(() => node.to.key),
  )

const unattached: QuorumRole = { name: 'Unattached', leaderId: null }

const fetched: Response = {
  api: 'FetchMetadata',
  error: 'NONE',
  leaderId: nodeId(active),
  leaderEpoch: leading.epoch,
  leaderEndpoint: leading.config.ownEndpoint,
  highWatermark: leading.highWatermark ?? -1,
  logStartOffset: offset(0),
  divergingEpoch: null,
  snapshotId: null,
  batches: [],
}

test('row 3: who learns its leader from an answer takes the records that came with it', () => {
  const last = present(following.log.batches.last(), 'the log is not empty')
  const log = {
    ...following.log,
    batches: following.log.batches.pop(),
    endOffset: last.baseOffset,
  }
  const batches = readBatches(following.log, last.baseOffset, following.log.endOffset)
  const { state } = hears(
    { role: unattached, log },
    { tag: `fetch ${active}`, body: { ...fetched, batches } },
  )
  expect(state.role).toMatchObject({
    name: 'Follower',
    leaderId: active,
    hasFetchedFromLeader: true,
  })
  expect(state.log.endOffset).toBe(following.log.endOffset)
})

test('a node of another cluster teaches nothing, and is left alone for a moment', () => {
  const foreign: Response = {
    ...fetched,
    error: 'INCONSISTENT_CLUSTER_ID',
    leaderEpoch: leaderEpoch(900),
  }
  const { state } = hears({ role: unattached }, { tag: `fetch ${third}`, body: foreign })
  expect([state.role.name, state.epoch]).toEqual(['Unattached', following.epoch])
  expect(state.backingOff).toEqual([{ key: String(third), untilMs: NOW_MS + 20 }])
})

test('Q-06 a follower whose leader fails asks another one at once, and then the leader again', () => {
  const { state } = hears({}, { tag: `fetch ${active}`, body: null })
  expect(state.backingOff.map(({ key }) => key)).toEqual([String(active)])
  expect(asked(state)).not.toContain(String(active))
  expect(state.isFetching).toBe(true)
  const answer: Response = { ...fetched, error: 'NOT_LEADER_OR_FOLLOWER' }
  const rested = hears({ backingOff: [] }, { tag: `fetch ${third}`, body: answer })
  expect(rested.timers).toContain('again')
})

test('Q-57 a snapshot that the leader has no more is forgotten', () => {
  const role: QuorumRole = {
    name: 'Follower',
    leaderId: nodeId(active),
    hasFetchedFromLeader: true,
    hasUpdatedLeader: true,
    updateVoterAtMs: NOW_MS + 1000,
    fetchingSnapshot: { endOffset: offset(5), epoch: leaderEpoch(1), position: 100 },
  }
  const body: Response = {
    api: 'FetchSnapshot',
    error: 'SNAPSHOT_NOT_FOUND',
    leaderId: nodeId(active),
    leaderEpoch: following.epoch,
    leaderEndpoint: leading.config.ownEndpoint,
    snapshotId: null,
    size: 0,
    position: 0,
    sizeInBytes: 0,
    snapshot: null,
  }
  const { state, timers } = hears({ role }, { tag: `fetch ${active}`, body })
  expect(state.role).toMatchObject({ name: 'Follower', fetchingSnapshot: null })
  expect(timers).toContain('fetch')
})

test('a voter that another one was meant by is asked again in the same round', () => {
  const election = {
    voters: [1, 2, 3].map((id) => ({ id: nodeId(id), directoryId: null })),
    granted: [nodeId(voter)],
    rejected: [],
  }
  const role: QuorumRole = { name: 'Prospective', leaderId: null, election }
  const body: Response = {
    api: 'Vote',
    error: 'INVALID_VOTER_KEY',
    voteGranted: false,
    leaderId: null,
    leaderEpoch: following.epoch,
    leaderEndpoint: null,
  }
  const { state, timers } = hears({ role }, { tag: `vote ${third}`, body })
  expect(state.role).toEqual(role)
  expect(timers).toContain('retry')
})

test('row 1: who has lost its disk ends when it is told that it leads', () => {
  const body: Response = {
    ...fetched,
    error: 'FENCED_LEADER_EPOCH',
    leaderId: nodeId(voter),
    leaderEpoch: leaderEpoch(4),
  }
  const lost = { role: unattached, epoch: leaderEpoch(0), votedKey: null }
  const { thrown } = hears(lost, { tag: `fetch ${third}`, body })
  expect(thrown).toBe(
    `java.lang.IllegalStateException: Received request or response with leader OptionalInt[${voter}] and epoch 4 which is inconsistent with current leader OptionalInt.empty and epoch 0`,
  )
})

test('row 1: an epoch that has two leaders ends who hears of both', () => {
  const body: Response = { ...fetched, error: 'NOT_LEADER_OR_FOLLOWER', leaderId: nodeId(third) }
  const { thrown } = hears({}, { tag: `fetch ${active}`, body })
  expect(thrown).toContain(`with leader OptionalInt[${third}] and epoch ${following.epoch}`)
  expect(hears({}, { tag: `fetch ${active}`, body: fetched }).thrown).toBeNull()
})

test('§6.1: a follower that is to forget what is committed ends instead', () => {
  const mark = present(following.highWatermark, 'something is committed')
  const divergingEpoch = { epoch: leaderEpoch(1), endOffset: offset(mark - 1) }
  const tag = `fetch ${active}`
  expect(hears({}, { tag, body: { ...fetched, divergingEpoch } }).thrown).toBe(
    `org.apache.kafka.common.KafkaException: The leader requested truncation to offset ${mark - 1}, which is below the current high watermark LogOffsetMetadata(offset=${mark}, metadata=Optional.empty)`,
  )
  const at = { epoch: leaderEpoch(1), endOffset: mark }
  expect(hears({}, { tag, body: { ...fetched, divergingEpoch: at } }).thrown).toBeNull()
})

test('Q-50 a high watermark that goes back ends the follower; one that is unknown does not', () => {
  const mark = present(following.highWatermark, 'something is committed')
  const tag = `fetch ${active}`
  expect(hears({}, { tag, body: { ...fetched, highWatermark: mark - 1 } }).thrown).toBe(
    `java.lang.IllegalArgumentException: Non-monotonic update of high watermark from ${mark} to ${mark - 1}`,
  )
  expect(hears({}, { tag, body: { ...fetched, highWatermark: -1 } }).thrown).toBeNull()
})
