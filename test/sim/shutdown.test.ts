import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { makeProgram } from '~/kafka/program'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { isAlive } from '~/sim/world'

const SECOND = 1_000_000

/** Controllers 2…4 and broker 1. */
function apart(): Run {
  const run = startRun(
    loopbackScenario({
      shape: { type: 'apart', controllers: 3, brokers: 1 },
      properties: {},
      perNode: {},
    }),
    1,
    makeProgram({}),
  )
  run.advance(15 * SECOND, 1_000_000)
  return run
}

function stateOf(run: Run, id: number): ServerState | null {
  const state = run.world().processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state : null
}

function leaderOf(run: Run): number {
  const leads = (id: number) => stateOf(run, id)?.quorum?.role.name === 'Leader'
  return [2, 3, 4].find(leads) ?? -1
}

/** How long a node lives on after its SIGTERM, whole tenths of a second; 10 s at most. */
function tenthsToExit(run: Run, id: number): number {
  const from = run.now()
  run.command({ type: 'Signal', process: serverProcess(id), signal: 'SIGTERM' })
  for (let tenths = 1; tenths <= 100; tenths++) {
    run.advance(from + (tenths * SECOND) / 10, 1_000_000)
    const process = run.world().processes.get(serverProcess(id))
    if (process === undefined || !isAlive(process)) return tenths
  }
  return 100
}

test('§7.3 a follower of another leader ends at once', () => {
  const run = apart()
  const follower = [2, 3, 4].find((id) => id !== leaderOf(run)) ?? 0
  expect(tenthsToExit(run, follower)).toBeLessThanOrEqual(6)
})

test('§7.3 a leader that stops goes when it knows the next one', () => {
  const run = apart()
  const leader = leaderOf(run)
  expect(tenthsToExit(run, leader)).toBeLessThanOrEqual(8)
  expect(leaderOf(run)).not.toBe(leader)
})

test('§7.3 a leader that stops fetches nothing from the next one', () => {
  const run = apart()
  const leader = leaderOf(run)
  tenthsToExit(run, leader)
  const role = stateOf(run, leaderOf(run))?.quorum?.role
  const voters = role?.name === 'Leader' ? role.progress.voters : []
  expect(voters.find(({ key }) => key.id === leader)?.lastFetchMs).toBe(-1)
})

test('§7.3 the last voter waits five seconds for a leader that does not come', () => {
  const run = apart()
  const leader = leaderOf(run)
  for (const id of [2, 3, 4].filter((voter) => voter !== leader)) {
    run.command({ type: 'Kill', process: serverProcess(id) })
  }
  const tenths = tenthsToExit(run, leader)
  expect(tenths).toBeGreaterThanOrEqual(50)
  expect(tenths).toBeLessThanOrEqual(57)
})
