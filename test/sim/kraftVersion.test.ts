import { expect, test } from 'vitest'
import { OUTER_HOST, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { ServerState } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import type { HostId } from '~/sim/ids'
import { hostId, processId } from '~/sim/ids'

const SECOND = 1_000_000

function staticControllers(): Run {
  const shape = { type: 'combined', nodes: 3 } as const
  return startRun(loopbackScenario({ shape, properties: {}, perNode: {} }), 1, kafkaProgram)
}

function stateOf(run: Run, id: number): ServerState {
  return run.world().processes.get(serverProcess(id))?.state as ServerState
}

function quorumLeader(run: Run): number {
  return [1, 2, 3].find((id) => stateOf(run, id).quorum?.role.name === 'Leader') ?? 0
}

/** What a tool prints, both streams. */
function tool(run: Run, program: string, args: readonly string[]): readonly string[] {
  return toolWith(run, { program, args, host: OUTER_HOST, files: {} })
}

function toolWith(
  run: Run,
  at: {
    readonly program: string
    readonly args: readonly string[]
    readonly host: HostId
    readonly files: Readonly<Record<string, string>>
  },
): readonly string[] {
  const { program, args, host, files } = at
  const process = processId(`tool-${run.endIndex()}`)
  const spec = { kind: 'client', program, args, files, properties: {} } as const
  run.command({ type: 'Spawn', process, host, spec })
  run.advance(run.now() + 5 * SECOND, 1_000_000)
  return run
    .printed()
    .filter((line) => line.process === process)
    .map(({ text }) => text)
}

const BOOTSTRAP = ['--bootstrap-server', 'localhost:9092,localhost:9093,localhost:9094']
const UPGRADE = [...BOOTSTRAP, 'upgrade', '--feature', 'kraft.version=1']

test('Q-89 kraft.version rises when all voters have told of themselves; the set knows directories', () => {
  const run = staticControllers()
  run.advance(12 * SECOND, 1_000_000)
  const leader = quorumLeader(run)
  const role = stateOf(run, leader).quorum?.role
  const told = role?.name === 'Leader' ? role.volatileVoters : null
  expect(told?.every(({ directoryId }) => directoryId !== null)).toBe(true)
  expect(tool(run, 'kafka-features', UPGRADE)).toEqual(['kraft.version was upgraded to 1.'])
  for (const id of [1, 2, 3]) {
    const { quorum } = stateOf(run, id)
    const directories = [1, 2, 3].map((other) => stateOf(run, other).quorum?.config.directoryId)
    const voters = quorum?.log.voterSets.at(-1)?.voters
    expect(voters?.map(({ directoryId }) => directoryId)).toEqual(directories)
    expect(quorum?.log.kraftVersions.at(-1)?.version).toBe(1)
  }
})

test('Q-89 it does not rise while a voter has not told of itself', () => {
  const run = staticControllers()
  run.advance(12 * SECOND, 1_000_000)
  const leader = quorumLeader(run)
  const follower = leader === 1 ? 2 : 1
  // A new leader knows nothing of a voter that is gone.
  run.command({ type: 'Kill', process: serverProcess(follower) })
  run.command({ type: 'Signal', process: serverProcess(leader), signal: 'SIGTERM' })
  run.advance(run.now() + 6 * SECOND, 1_000_000)
  run.command({ type: 'Start', process: serverProcess(leader) })
  run.advance(run.now() + 25 * SECOND, 1_000_000)
  expect(tool(run, 'kafka-features', UPGRADE)).toEqual([
    'Could not upgrade kraft.version to 1. The update failed for all features since the following feature had an error: Invalid upgrade of kraft.version to KRAFT_VERSION_1 because not all of the voters support it',
    '1 out of 1 operation(s) failed.',
  ])
})

function controllerFile(id: number): string {
  return [
    'process.roles=broker,controller',
    `node.id=${id}`,
    `log.dirs=/dir/data-${id}`,
    `listeners=PLAINTEXT://localhost:${9091 + id},CONTROLLER://localhost:${29092 + id}`,
    'controller.listener.names=CONTROLLER',
  ].join('\n')
}

test('X-95 a voter is removed and added again by the tool', () => {
  const run = staticControllers()
  run.advance(12 * SECOND, 1_000_000)
  const leader = quorumLeader(run)
  const other = leader === 3 ? 2 : 3
  const directory = stateOf(run, other).quorum?.config.directoryId ?? ''
  const add = (words: readonly string[]) =>
    toolWith(run, {
      program: 'kafka-metadata-quorum',
      args: [...BOOTSTRAP, '--command-config', '/files/c.properties', 'add-controller', ...words],
      host: hostId(`node-${other}`),
      files: { '/files/c.properties': controllerFile(other) },
    })
  const remove = ['remove-controller', '-i', String(other), '-d', directory]
  const refused = tool(run, 'kafka-metadata-quorum', [...BOOTSTRAP, ...remove])
  expect(refused[0]).toBe(
    "org.apache.kafka.common.errors.UnsupportedVersionException: Cluster doesn't support removing voter because the kraft.version feature is 0",
  )
  tool(run, 'kafka-features', UPGRADE)
  expect(tool(run, 'kafka-metadata-quorum', [...BOOTSTRAP, ...remove])).toEqual([
    `Removed  KRaft controller ${other} with directory id ${directory}`,
  ])
  expect(stateOf(run, leader).quorum?.log.voterSets.at(-1)?.voters).toHaveLength(2)
  const endpoint = `CONTROLLER://localhost:${29092 + other}`
  const whom = `controller ${other} with directory id ${directory} and endpoints: ${endpoint}`
  expect(add(['--dry-run'])).toEqual([`DRY RUN of adding ${whom}`])
  expect(add([])).toEqual([`Added ${whom}`])
  expect(add([])[0]).toMatch(
    /^org\.apache\.kafka\.common\.errors\.DuplicateVoterException: The voter id for ReplicaKey\(id=\d, directoryId=/,
  )
  expect(stateOf(run, leader).quorum?.log.voterSets.at(-1)?.voters).toHaveLength(3)
})
