import { serverProcess } from '~/engine/build'
import { partitionDir } from '~/kafka/log/logFiles'
import { isServer } from '~/kafka/server/server'
import { processId } from '~/sim/ids'
import type { Fault, Hurting } from './hurting'
import { bothWays, hostOf, later, otherHosts, SECOND } from './hurting'

/** A connection breaks around one request: carried out and not answered, or overtaken. */
const breakAround: Fault = ({ world, roll }) => {
  const messages = [...world.network.inFlight.values()]
    .filter(({ kind }) => kind === 'request' || kind === 'response')
    .map(({ id }) => id)
    .sort((a, b) => (a < b ? -1 : 1))
  const message = messages[roll(Math.max(1, messages.length))]
  if (message === undefined) return []
  return roll(2) === 0
    ? [{ type: 'DuplicateMessage', message }]
    : [{ type: 'ReorderMessage', message, byMicros: 1_000 + roll(3 * SECOND) }]
}

/** A node whose processor is slow: from a little late to hopelessly behind. */
const slowCpu: Fault = ({ roll }, node) => [
  {
    type: 'SetCpu',
    process: serverProcess(node),
    microsPerInput: [200, 2_000, 20_000][roll(3)] ?? 200,
  },
]

const narrow: Fault = (hurting, node) => {
  const bytesPerSecond = [500_000, 50_000, 5_000][hurting.roll(3)] ?? 50_000
  return otherHosts(hurting, node).flatMap((host) =>
    bothWays(hostOf(node), host, { bytesPerSecond }),
  )
}

/** One of a server's directories, by its settings. */
function directoryOf({ scenario, roll }: Hurting, node: number): string {
  const server = scenario.servers.find(({ spec }) => spec.nodeId === node)
  const dirs = (server?.spec.properties['log.dirs']?.value ?? '').split(',')
  return dirs[roll(dirs.length)] ?? ''
}

const failDirectory: Fault = (hurting, node) => [
  { type: 'FailDirectory', host: hostOf(node), path: directoryOf(hurting, node) },
]

const fillDisk: Fault = (hurting, node) => [
  {
    type: 'FillDisk',
    host: hostOf(node),
    path: hurting.roll(2) === 0 ? '' : directoryOf(hurting, node),
  },
]

/** A crash in the middle of a write: what recovery cuts off may have been acknowledged. */
const tornBatch: Fault = ({ world, lossy, roll }, node) => {
  if (lossy.size > 0 && !lossy.has(node)) return []
  const state = world.processes.get(serverProcess(node))?.state ?? null
  const replicas = isServer(state) ? [...(state.broker?.replicas.values() ?? [])] : []
  const written = replicas
    .filter(({ topic, log }) => topic === 'orders' && log.logEndOffset > 0)
    .sort((a, b) => a.partition - b.partition)
  const replica = written[roll(Math.max(1, written.length))]
  if (replica === undefined) return []
  lossy.add(node)
  const path = partitionDir(replica.logDir, replica.name)
  return [
    { type: 'CorruptTail', host: hostOf(node), path },
    { type: 'Kill', process: serverProcess(node) },
    later(1 + roll(8), { type: 'Start', process: serverProcess(node) }),
  ]
}

/** Timestamps only: below what a broker refuses, and far from what retention deletes. */
const skewClock: Fault = ({ scenario, roll }, node) => {
  const id = scenario.workload[roll(scenario.workload.length)]?.id ?? 'producer-1'
  const process = roll(2) === 0 ? serverProcess(node) : processId(id)
  return [{ type: 'SetClock', process, aheadMicros: ([1, 60, 3000][roll(3)] ?? 1) * SECOND }]
}

/** What one seed in three is hurt with, too: N3 P5 N9 D2 D3 D5 T1. D.3, swarm. */
export const SWARM_FAULTS: readonly Fault[] = [
  breakAround,
  breakAround,
  slowCpu,
  slowCpu,
  narrow,
  narrow,
  failDirectory,
  failDirectory,
  failDirectory,
  fillDisk,
  fillDisk,
  tornBatch,
  tornBatch,
  skewClock,
]
