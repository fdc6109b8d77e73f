import { OUTER_HOST, serverProcess } from '~/engine/build'
import { partitionDir } from '~/kafka/log/logFiles'
import { isServer } from '~/kafka/server/server'
import { processId } from '~/sim/ids'
import type { Fault, Hurting, Order } from './hurting'
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
  const isClient = process === processId(id)
  // Beyond log.message.timestamp.after.max.ms a client's records are refused.
  const seconds = (isClient ? [1, 60, 7200] : [1, 60, 3000])[roll(3)] ?? 1
  return [{ type: 'SetClock', process, aheadMicros: seconds * SECOND }]
}

/** Timers that run fast, slow, or in steps: who times out first, and together with whom. */
const skewTimers: Fault = ({ roll }, node) => [
  {
    type: 'SetTiming',
    process: serverProcess(node),
    fastPerMille: [-50, 0, 50][roll(3)] ?? 0,
    grainMicros: [0, 15_000, 100_000][roll(3)] ?? 0,
  },
]

/** Clients look for a server where another one is. */
const staleName: Fault = ({ scenario, roll }, node) => {
  const others = scenario.servers.filter(({ spec }) => spec.nodeId !== node)
  const other = others[roll(Math.max(1, others.length))]
  if (other === undefined) return []
  const leadsTo = hostOf(other.spec.nodeId)
  return [{ type: 'SetName', at: OUTER_HOST, of: hostOf(node), leadsTo }]
}

/** Drawn in order from what is left. */
function shuffled<T>(rows: readonly T[], roll: Hurting['roll']): readonly T[] {
  const left = [...rows]
  return rows.map(() => left.splice(roll(left.length), 1)).flat()
}

/** Some hosts are cut off one after the other, and come back in another order. */
const swizzle: Fault = (hurting) => {
  const { scenario, roll } = hurting
  const nodes = scenario.servers.map(({ spec }) => spec.nodeId).filter(() => roll(2) === 0)
  const back = shuffled(nodes, roll)
  const set = (node: number, cut: boolean) =>
    otherHosts(hurting, node).flatMap((host) => bothWays(hostOf(node), host, { cut }))
  return [
    ...nodes.flatMap((node, index) => set(node, true).map((order) => later(index, order))),
    ...back.flatMap((node, index) =>
      set(node, false).map((order) => later(nodes.length + index, order)),
    ),
  ]
}

/** Some servers, drawn, crash at once, as those of a rack do. */
const crashTogether: Fault = ({ scenario, roll }) =>
  scenario.servers
    .filter(() => roll(2) === 0)
    .flatMap(({ spec }) => [
      { type: 'Kill', process: serverProcess(spec.nodeId) },
      later(1 + roll(12), { type: 'Start', process: serverProcess(spec.nodeId) }),
    ])

/** What comes with a period or a limit comes now. */
const now: Fault = ({ scenario, roll }, node) => {
  const consumer = scenario.workload.find(({ kind }) => kind === 'consumer')
  if (roll(3) === 0 && consumer !== undefined) {
    const call = { type: 'Set', name: 'rebalance', value: 1 } as const
    return [{ type: 'Call', process: processId(consumer.id), call }]
  }
  const task = roll(2) === 0 ? 'roll' : 'snapshot'
  return [{ type: 'Call', process: serverProcess(node), call: { type: 'RunTask', task } }]
}

/** A partition shall have other replicas, or the same in other directories; or not any more. */
const reassign: Fault = ({ scenario, roll, count }) => {
  const brokers = scenario.servers
    .filter(({ spec }) => spec.roles.includes('broker'))
    .map(({ spec }) => spec.nodeId)
  const factor = scenario.topics[0]?.replicationFactor ?? 1
  const replicas = shuffled(brokers, roll).slice(0, Math.max(1, factor - (roll(4) === 0 ? 1 : 0)))
  const dirs = replicas.map(() => ['any', '/dir/a', '/dir/b'][roll(3)] ?? 'any')
  const partition = { topic: 'orders', partition: 0, replicas, log_dirs: dirs }
  const file = JSON.stringify({ version: 1, partitions: [partition] })
  const tool = (name: string, wish: readonly string[]): Order => ({
    type: 'Spawn',
    process: processId(`${name}-${count}`),
    host: OUTER_HOST,
    spec: {
      kind: 'client',
      program: 'kafka-reassign-partitions',
      args: [
        '--bootstrap-server',
        scenario.bootstrap,
        '--reassignment-json-file',
        'moves.json',
        ...wish,
      ],
      files: { 'moves.json': file },
      properties: {},
    },
  })
  const begun = tool('reassign', ['--execute', '--replica-alter-log-dirs-throttle', '100000'])
  return roll(3) === 0 ? [begun, later(1 + roll(3), tool('cancel', ['--cancel']))] : [begun]
}

/**
 * What one seed in three is hurt with, too: N3 P5 N9 D2 D3 D5 T1 T2/T3 N12 N11 P7 O6 O2. D.3, swarm.
 * Kafka promises nothing after D6, D7 and D8: those are for people.
 */
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
  skewClock,
  skewTimers,
  staleName,
  swizzle,
  crashTogether,
  now,
  now,
  reassign,
  reassign,
  reassign,
]
