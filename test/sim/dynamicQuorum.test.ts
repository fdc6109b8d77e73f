import { expect, test } from 'vitest'
import { OUTER_HOST, serverProcess } from '~/engine/build'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { ClientProgram, KafkaEffect } from '~/kafka/effects'
import { nodeId } from '~/kafka/ids'
import { makeProgram } from '~/kafka/program'
import type { Request, Response } from '~/kafka/protocol/rpc'
import type { QuorumVoter } from '~/kafka/quorum/voterSet'
import type { ServerState } from '~/kafka/server/server'
import type { StorageFormat } from '~/kafka/serverSpec'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { connectionId, processId } from '~/sim/ids'

const SECOND = 1_000_000

/** A cluster without static voters: its controllers find each other by bootstrap servers. */
function dynamic(nodes: number, formatOf: (id: number) => StorageFormat): Scenario {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes },
    properties: {
      'controller.quorum.voters': '',
      'controller.quorum.bootstrap.servers': 'localhost:29093,localhost:29094',
    },
    perNode: {},
  })
  const servers = base.servers.map((server) => ({
    ...server,
    spec: { ...server.spec, format: formatOf(server.spec.nodeId) },
  }))
  return { ...base, servers }
}

function stateOf(run: Run, id: number): ServerState {
  return run.world().processes.get(serverProcess(id))?.state as ServerState
}

function voter(id: number): QuorumVoter {
  return { id: nodeId(id), directoryId: `dir-${id}`, host: 'localhost', port: 29092 + id }
}

test('Q-81 a controller formatted as standalone leads alone; its voters are written once', () => {
  const run = startRun(
    dynamic(1, () => ({ type: 'standalone' })),
    1,
    makeProgram({}),
  )
  run.advance(12 * SECOND, 1_000_000)
  const { quorum, broker } = stateOf(run, 1)
  expect(broker?.lifecycle).toBe('RUNNING')
  const types = quorum?.log.batches.first()?.records.map(({ type }) => type)
  expect(types).toEqual(['LeaderChangeMessage', 'KRaftVersionRecord', 'VotersRecord'])
  expect(quorum?.log.voterSets.map(({ offset }) => offset)).toEqual([-1, 2])
})

test('Q-82 initial controllers elect one of them and know each other by directory', () => {
  const voters = [1, 2, 3].map(voter)
  const run = startRun(
    dynamic(3, () => ({ type: 'initialControllers', voters })),
    1,
    makeProgram({}),
  )
  run.advance(15 * SECOND, 1_000_000)
  const states = [1, 2, 3].map((id) => stateOf(run, id))
  expect(states.map(({ broker }) => broker?.lifecycle)).toEqual(['RUNNING', 'RUNNING', 'RUNNING'])
  expect(states.filter(({ quorum }) => quorum?.role.name === 'Leader')).toHaveLength(1)
  expect(states.map(({ quorum }) => quorum?.config.directoryId)).toEqual([
    'dir-1',
    'dir-2',
    'dir-3',
  ])
})

test('Q-86 a controller without initial controllers observes and its broker runs', () => {
  const run = startRun(
    dynamic(2, (id) => ({ type: id === 1 ? 'standalone' : 'noInitialControllers' })),
    1,
    makeProgram({}),
  )
  run.advance(15 * SECOND, 1_000_000)
  const { quorum, broker } = stateOf(run, 2)
  expect(quorum?.role.name).toBe('Follower')
  expect(quorum?.log.voterSets.at(-1)?.voters.map(({ id }) => id)).toEqual([1])
  expect(broker?.lifecycle).toBe('RUNNING')
})

/** A client that says one request to a controller, and what it was answered. */
function askController(run: Run, port: number, body: Request): Response | null {
  const asker = processId(`asker-${run.endIndex()}`)
  run.command({
    type: 'Spawn',
    process: asker,
    host: OUTER_HOST,
    spec: { kind: 'client', program: 'asker', args: [String(port)], files: {}, properties: {} },
  })
  ASKED.set(asker, body)
  run.advance(run.now() + 5 * SECOND, 1_000_000)
  return (run.world().processes.get(asker)?.state as AskerState).answer
}

interface AskerState {
  readonly kind: 'asker'
  readonly answer: Response | null
}

/** What each asker is to say; a test's own, so it need not live in the world. */
const ASKED = new Map<string, Request>()

const asker: ClientProgram = {
  boot: (spec, ctx) => ({
    next: { kind: 'asker', answer: null } as AskerState,
    effects: [
      {
        type: 'Connect',
        connection: connectionId(ctx.process),
        host: 'localhost',
        port: Number(spec.args[0]),
      },
    ],
    facts: [],
  }),
  handle: (state, input, ctx) => {
    const quiet = { next: state, effects: [], facts: [] }
    const body = ASKED.get(ctx.process)
    if (input.type === 'Connected' && body !== undefined) {
      const request = { type: 'Request', connection: input.connection, correlationId: 0, body }
      return { ...quiet, effects: [request as KafkaEffect] }
    }
    if (input.type !== 'Response') return quiet
    return { ...quiet, next: { kind: 'asker', answer: input.body as Response } as AskerState }
  },
}

function twoControllers(): Run {
  const run = startRun(
    dynamic(2, (id) => ({ type: id === 1 ? 'standalone' : 'noInitialControllers' })),
    1,
    makeProgram({ asker }),
  )
  run.advance(15 * SECOND, 1_000_000)
  return run
}

function votersAt(run: Run, id: number): readonly number[] | undefined {
  return stateOf(run, id)
    .quorum?.log.voterSets.at(-1)
    ?.voters.map((row) => row.id)
}

function addSecond(run: Run): Response | null {
  return askController(run, 29093, {
    api: 'AddRaftVoter',
    clusterId: null,
    voterId: nodeId(2),
    voterDirectoryId: stateOf(run, 2).quorum?.config.directoryId ?? '',
    listeners: [{ name: 'CONTROLLER', host: 'localhost', port: 29094 }],
  })
}

test('§9.3 an observer that has caught up becomes a voter, and is refused a second time', () => {
  const run = twoControllers()
  expect(addSecond(run)).toMatchObject({ api: 'AddRaftVoter', error: 'NONE' })
  expect(votersAt(run, 1)).toEqual([1, 2])
  expect(votersAt(run, 2)).toEqual([1, 2])
  expect(addSecond(run)).toMatchObject({ error: 'DUPLICATE_VOTER' })
})

test('Q-87 a removed leader answers, resigns, and the other voter leads on', () => {
  const run = twoControllers()
  addSecond(run)
  const answer = askController(run, 29093, {
    api: 'RemoveRaftVoter',
    clusterId: null,
    voterId: nodeId(1),
    voterDirectoryId: stateOf(run, 1).quorum?.config.directoryId ?? '',
  })
  expect(answer).toMatchObject({ api: 'RemoveRaftVoter', error: 'NONE' })
  run.advance(run.now() + 10 * SECOND, 1_000_000)
  expect(votersAt(run, 2)).toEqual([2])
  expect(stateOf(run, 2).quorum?.role.name).toBe('Leader')
  expect(stateOf(run, 1).quorum?.role.name).toBe('Follower')
})

test('§9.2 the only voter cannot be removed', () => {
  const run = twoControllers()
  const directoryId = stateOf(run, 1).quorum?.config.directoryId ?? ''
  const answer = askController(run, 29093, {
    api: 'RemoveRaftVoter',
    clusterId: null,
    voterId: nodeId(1),
    voterDirectoryId: directoryId,
  })
  expect(answer).toEqual({
    api: 'RemoveRaftVoter',
    error: 'VOTER_NOT_FOUND',
    errorMessage: `Cannot remove voter ReplicaKey(id=1, directoryId=${directoryId}) from the set of voters [ReplicaKey(id=1, directoryId=${directoryId})]`,
  })
})
