import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { nodeId } from '~/kafka/ids'
import { makeProgram } from '~/kafka/program'
import type { QuorumVoter } from '~/kafka/quorum/voterSet'
import type { ServerState } from '~/kafka/server/server'
import type { StorageFormat } from '~/kafka/serverSpec'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

const SECOND = 1_000_000

/** A cluster without static voters: its controllers find each other by bootstrap servers. */
function dynamic(nodes: number, formatOf: (id: number) => StorageFormat): Scenario {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes },
    properties: {
      'controller.quorum.voters': '',
      'controller.quorum.bootstrap.servers': 'localhost:29093',
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
