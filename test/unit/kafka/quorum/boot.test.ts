import { expect, test } from 'vitest'
import { buildWorld, firstCommands, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { KafkaContext } from '~/kafka/effects'
import type { LeaderEpoch } from '~/kafka/ids'
import { leaderEpoch, nodeId } from '~/kafka/ids'
import { bootQuorum } from '~/kafka/quorum/boot'
import type { QuorumStateFile } from '~/kafka/quorum/quorumFiles'
import { QUORUM_STATE_PATH } from '~/kafka/quorum/quorumFiles'
import type { QuorumConfig } from '~/kafka/quorum/quorumState'
import { isServer } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { apply, nextDue, step } from '~/sim/step'
import { contextAt } from '../../../support/fakeController'

/** §8.2: the role after a restart. Kafka: QuorumState.initialize, KafkaRaftClient.initialize. */
function configOf(nodes: number): QuorumConfig {
  const shape = { type: 'combined', nodes } as const
  const scenario = loopbackScenario({ shape, properties: {}, perNode: {} })
  let world = buildWorld(scenario, 1, kafkaProgram)
  for (const command of firstCommands(scenario)) world = apply(world, command).world
  for (let due = nextDue(world); due !== null; due = nextDue(world)) {
    const state = world.processes.get(serverProcess(1))?.state ?? null
    if (isServer(state) && state.quorum !== null) return state.quorum.config
    world = step(world)?.world ?? world
  }
  throw new Error('node 1 does not start')
}

type Remembered = Partial<Pick<QuorumStateFile, 'leaderId' | 'votedKey'>>

/** Node 1 of so many voters starts with what it remembers of epoch 4. */
function restarted(nodes: number, { leaderId = null, votedKey = null }: Remembered) {
  const config = configOf(nodes)
  const epoch: LeaderEpoch = leaderEpoch(4)
  const file: QuorumStateFile = {
    kind: 'quorumState',
    leaderId,
    leaderEpoch: epoch,
    votedKey,
    voterIds: null,
  }
  const ctx: KafkaContext = {
    ...contextAt(0),
    readFile: (path) => (path === QUORUM_STATE_PATH ? file : undefined),
  }
  const { next, effects } = bootQuorum(config, ctx)
  const asked = effects.filter(({ type }) => type === 'Connect').length
  return { role: next.role, epoch: next.epoch, asked }
}

const own = { id: nodeId(1), directoryId: null }

test('row 3: who led is Resigned in its epoch, and tells both others that it leads no more', () => {
  const { role, epoch, asked } = restarted(3, { leaderId: nodeId(1) })
  expect(role).toEqual({ name: 'Resigned', unacked: [2, 3], successors: [] })
  expect([epoch, asked]).toEqual([4, 2])
})

test('row 4: who had voted for itself is Candidate in that epoch, and asks for votes again', () => {
  const { role, epoch, asked } = restarted(3, { votedKey: own })
  expect(role).toMatchObject({ name: 'Candidate', election: { granted: [1], rejected: [] } })
  expect([epoch, asked]).toEqual([4, 2])
})

test('rows 5, 6, 7: a leader among the voters is followed; another one is only known', () => {
  expect(restarted(3, { leaderId: nodeId(2) }).role).toMatchObject({
    name: 'Follower',
    leaderId: 2,
    hasFetchedFromLeader: false,
  })
  const unknown = restarted(3, { leaderId: nodeId(9) }).role
  expect(unknown).toEqual({ name: 'Unattached', leaderId: 9 })
  expect(restarted(3, {}).role).toEqual({ name: 'Unattached', leaderId: null })
})

test('a sole voter leads at once: in the next epoch, or in the one it stood in', () => {
  for (const remembered of [{}, { leaderId: nodeId(1) }]) {
    const { role, epoch } = restarted(1, remembered)
    expect([role.name, epoch]).toEqual(['Leader', 5])
  }
  const { role, epoch } = restarted(1, { votedKey: own })
  expect([role.name, epoch]).toEqual(['Leader', 4])
})

test('Q-05 the role that a node begins in is written down', () => {
  const config = configOf(3)
  const file: QuorumStateFile = {
    kind: 'quorumState',
    leaderId: null,
    leaderEpoch: leaderEpoch(4),
    votedKey: { id: nodeId(2), directoryId: null },
    voterIds: null,
  }
  const written = (readFile: KafkaContext['readFile']) =>
    bootQuorum(config, { ...contextAt(0), readFile }).effects.flatMap((effect) =>
      effect.type === 'WriteFile' && effect.path === QUORUM_STATE_PATH ? [effect.content] : [],
    )
  expect(written(() => undefined)).toMatchObject([{ leaderId: null, leaderEpoch: 0 }])
  expect(written((path) => (path === QUORUM_STATE_PATH ? file : undefined))).toMatchObject([
    { leaderEpoch: 4, votedKey: { id: 2 } },
  ])
})
