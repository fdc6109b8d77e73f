import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { makeProgram } from '~/kafka/program'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

const SECOND = 1_000_000

function apart(): Run {
  const shape = { type: 'apart', controllers: 3, brokers: 1 } as const
  const run = startRun(loopbackScenario({ shape, properties: {}, perNode: {} }), 1, makeProgram({}))
  run.advance(15 * SECOND, 1_000_000)
  return run
}

function stateOf(run: Run, id: number): ServerState | null {
  const state = run.world().processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state : null
}

/** What every node knows of the controllers: their incarnations by id. */
function known(run: Run, id: number): readonly (readonly [number, string])[] {
  const { broker, controller } = stateOf(run, id) ?? {}
  const { controllers } = broker?.image ?? controller?.committed ?? {}
  return [...(controllers ?? [])].map(([node, row]) => [Number(node), row.incarnationId] as const)
}

function records(run: Run): readonly number[] {
  const batches = stateOf(run, 2)?.quorum?.log.batches.toArray() ?? []
  return batches
    .flatMap((batch) => batch.records)
    .flatMap((record) =>
      record.type === 'RegisterControllerRecord' ? [Number(record.controllerId)] : [],
    )
}

test('KIP-919 every controller registers once, and all nodes know of it', () => {
  const run = apart()
  expect(records(run).toSorted((a, b) => a - b)).toEqual([2, 3, 4])
  for (const id of [1, 2, 3, 4]) {
    expect(
      known(run, id)
        .map(([node]) => node)
        .toSorted((a, b) => a - b),
    ).toEqual([2, 3, 4])
  }
  const phases = [2, 3, 4].map((id) => stateOf(run, id)?.registration?.phase)
  expect(phases).toEqual(['registered', 'registered', 'registered'])
  expect(stateOf(run, 1)?.registration).toBeNull()
})

test('KIP-919 a controller that starts again registers its new incarnation', () => {
  const run = apart()
  const follower = [2, 3, 4].find((id) => stateOf(run, id)?.quorum?.role.name === 'Follower') ?? 0
  const before = new Map(known(run, 1)).get(follower)
  run.command({ type: 'Kill', process: serverProcess(follower) })
  run.command({ type: 'Start', process: serverProcess(follower) })
  run.advance(run.now() + 10 * SECOND, 1_000_000)
  const after = new Map(known(run, 1)).get(follower)
  expect(after).toBe(stateOf(run, follower)?.registration?.incarnationId)
  expect(after).not.toBe(before)
})
