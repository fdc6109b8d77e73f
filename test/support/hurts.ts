import { OUTER_HOST, serverProcess } from '~/engine/build'
import type { ProcessState } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import type { Scenario, ScenarioClient } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import type { ClusterShape } from '~/scenarios/transcriptCluster'
import { processId } from '~/sim/ids'
import type { ProcessId } from '~/sim/ids'
import { isAlive } from '~/sim/world'
import { bothWays, hostOf, later, laterMicros, link, otherHosts, SECOND } from './hurting'
import type { Fault, Hurting, Order, Roll } from './hurting'
import { SWARM_FAULTS } from './swarmHurts'

/** Mostly small clusters: they are fast, and three replicas find what there is to find. */
function shapeOf(roll: Roll): ClusterShape {
  if (roll(4) > 0) return { type: 'combined', nodes: [1, 2, 3, 3, 3, 3, 4][roll(7)] ?? 3 }
  const size = roll(16)
  if (size === 0) return { type: 'apart', controllers: 3, brokers: 9 }
  if (size === 1) return { type: 'apart', controllers: 7, brokers: 3 }
  return { type: 'apart', controllers: [1, 3, 3, 5][roll(4)] ?? 3, brokers: 2 + roll(3) }
}

/** Snapshots of the metadata come every few seconds, and the log loses its beginning. */
const MANY_SNAPSHOTS = {
  'metadata.log.max.record.bytes.between.snapshots': '3000',
  'metadata.max.retention.bytes': '8000',
}

/** The cluster and the load of one seed: D.3, scenario part. */
export function sweptScenario(roll: Roll, isSwarm: boolean): Scenario {
  const shape = shapeOf(roll)
  // Followers that lag leave the ISR before their broker's session ends.
  const lag = roll(2) === 0 ? {} : { 'replica.lag.time.max.ms': '3000' }
  const dirs = isSwarm ? { 'log.dirs': '/dir/a,/dir/b' } : {}
  const properties = { ...lag, ...(roll(3) === 0 ? MANY_SNAPSHOTS : {}), ...dirs }
  const base = loopbackScenario({ shape, properties, perNode: {} })
  const brokers = base.servers.filter(({ spec }) => spec.roles.includes('broker')).length
  const client = { topic: 'orders', bootstrap: base.bootstrap, ratePerSecond: 2 }
  // A JoinGroup waits as long as a poll may: 305 s by default, when its coordinator's host is gone.
  const polls = { 'max.poll.interval.ms': '20000' }
  const sessions = roll(2) === 0 ? polls : { ...polls, 'session.timeout.ms': '8000' }
  const consumers = Array.from({ length: 1 + roll(3) }, (_, index): ScenarioClient => ({
    ...client,
    id: `consumer-${index + 1}`,
    kind: 'consumer',
    groupId: 'billing',
    properties: sessions,
  }))
  const patience =
    roll(3) === 0 ? { 'delivery.timeout.ms': '6000', 'request.timeout.ms': '3000' } : {}
  // Records that wait for each other and do not fit together. O6, small batches.
  const small = { acks: '1', 'batch.size': '100', 'linger.ms': '1500' }
  const second = isSwarm ? small : { acks: '1' }
  return {
    ...base,
    topics: [
      {
        name: 'orders',
        partitions: 1 + roll(3),
        replicationFactor: Math.min(3, brokers),
        configs: brokers >= 3 ? { 'min.insync.replicas': '2' } : {},
      },
    ],
    workload: [
      { ...client, id: 'producer-1', kind: 'producer', groupId: null, properties: patience },
      { ...client, id: 'producer-2', kind: 'producer', groupId: null, properties: second },
      ...consumers,
    ],
  }
}

/** Half of the faults hit a node that matters: the active controller, or a partition's leader. */
function victim({ scenario, world, roll }: Hurting): number {
  const ids = scenario.servers.map(({ spec }) => spec.nodeId)
  const wanted = roll(4)
  const matters = ids.filter((id) => {
    const state = world.processes.get(serverProcess(id))?.state ?? null
    if (!isServer(state)) return false
    if (wanted === 0) return state.quorum?.role.name === 'Leader'
    return state.broker?.replicas.some(
      (replica) => replica.role.type === 'leader' && replica.topic === 'orders',
    )
  })
  const among = wanted < 2 && matters.length > 0 ? matters : ids
  return among[roll(among.length)] ?? 1
}

const crash: Fault = (_, node) => [{ type: 'Kill', process: serverProcess(node) }]

const crashLoop: Fault = ({ roll }, node) =>
  [0, 1, 2].flatMap((round) => [
    later(round * 4, { type: 'Kill', process: serverProcess(node) }),
    later(round * 4 + 1 + roll(3), { type: 'Start', process: serverProcess(node) }),
  ])

/** Below the sessions of brokers (9 s) and of members, or beyond them. */
const pause: Fault = ({ roll }, node) => [
  { type: 'Pause', process: serverProcess(node) },
  later([1, 3, 7, 14, 35][roll(5)] ?? 3, { type: 'Resume', process: serverProcess(node) }),
]

const stop: Fault = ({ roll }, node) => {
  const process = serverProcess(node)
  const again: Order = { type: 'AfterEnd', process, command: { type: 'Start', process } }
  const signal: Order = { type: 'Signal', process, signal: 'SIGTERM' }
  return roll(2) === 0 ? [signal] : [signal, again]
}

/** Asked to stop while it starts, or killed while it stops. */
const stopBadly: Fault = ({ roll }, node) => {
  const process = serverProcess(node)
  const signal: Order = { type: 'Signal', process, signal: 'SIGTERM' }
  if (roll(2) === 0) {
    const kill: Order = { type: 'Kill', process }
    const start: Order = { type: 'Start', process }
    return [signal, laterMicros(5_000 + roll(300_000), kill), later(1 + roll(12), start)]
  }
  return [
    { type: 'Kill', process },
    later(1, { type: 'Start', process }),
    laterMicros(2_200_000 + roll(1_200_000), signal),
  ]
}

const powerOff: Fault = ({ lossy, scenario }, node) => {
  if (lossy.size > 0 && !lossy.has(node)) return []
  const server = scenario.servers.find(({ spec }) => spec.nodeId === node)
  if (server?.spec.roles.includes('broker') === true) lossy.add(node)
  return [{ type: 'PowerOff', host: hostOf(node) }]
}

/** Only a broker that does not vote: a static quorum does not survive a voter without a memory. */
const wipe: Fault = ({ lossy, scenario }, node) => {
  const server = scenario.servers.find(({ spec }) => spec.nodeId === node)
  const survives = server?.spec.roles.includes('controller') === false
  if (!survives || (lossy.size > 0 && !lossy.has(node))) return []
  const brokers = scenario.servers.filter(({ spec }) => spec.roles.includes('broker')).length
  if (brokers < 3) return []
  lossy.add(node)
  return [
    { type: 'Kill', process: serverProcess(node) },
    { type: 'WipeDisk', host: hostOf(node) },
  ]
}

const slowDisk: Fault = ({ roll }, node) => [
  {
    type: 'SetDisk',
    host: hostOf(node),
    flushMicros: [50_000, 400_000, 1_500_000][roll(3)] ?? null,
  },
]

const cut: Fault = (hurting, node) => {
  const { roll } = hurting
  const others = otherHosts(hurting, node)
  const other = others[roll(others.length)] ?? OUTER_HOST
  const [from, to] = [hostOf(node), other]
  switch (roll(4)) {
    case 0:
      return [link(from, to, { cut: true })]
    case 1:
      return bothWays(from, to, { cut: true })
    case 2:
      return others.flatMap((host) => bothWays(from, host, { cut: true }))
    default:
      return others.map((host) => link(host, from, { cut: true }))
  }
}

const flap: Fault = (hurting, node) =>
  otherHosts(hurting, node).flatMap((host) =>
    [0, 1, 2].flatMap((round) => [
      later(round * 3, link(hostOf(node), host, { cut: true })),
      later(round * 3 + 2, link(hostOf(node), host, { cut: false })),
    ]),
  )

const slowLink: Fault = (hurting, node) => {
  const { roll } = hurting
  const lossPerMille = [0, 100, 300][roll(3)] ?? 0
  const latencyMicros = [500, 20_000, 250_000][roll(3)] ?? 500
  const jitterMicros = [0, 10_000, 200_000][roll(3)] ?? 0
  const part = { lossPerMille, latencyMicros, jitterMicros }
  return otherHosts(hurting, node).flatMap((host) => bothWays(hostOf(node), host, part))
}

/** One message is gone for good; its connection hangs until somebody gives up. */
const dropMessage: Fault = ({ world, roll }) => {
  const messages = [...world.network.inFlight.keys()].sort((a, b) => (a < b ? -1 : 1))
  const message = messages[roll(Math.max(1, messages.length))]
  return message === undefined ? [] : [{ type: 'DropMessage', message }]
}

const client: Fault = ({ scenario, roll }) => {
  const id = scenario.workload[roll(scenario.workload.length)]?.id ?? 'producer-1'
  const process = processId(id)
  switch (roll(5)) {
    case 4:
      return [
        { type: 'Kill', process },
        later(1, { type: 'Start', process }),
        laterMicros(2 * SECOND + roll(4 * SECOND), { type: 'Signal', process, signal: 'SIGTERM' }),
      ]
    case 0:
      return [{ type: 'Kill', process }]
    case 1:
      return [{ type: 'Pause', process }, later(5 + roll(20), { type: 'Resume', process })]
    case 2:
      return [{ type: 'Signal', process, signal: 'SIGTERM' }]
    default:
      return [{ type: 'Kill', process }, later(1 + roll(4), { type: 'Start', process })]
  }
}

/** An operator works while things break. */
const operate: Fault = ({ scenario, roll, count }) => {
  // Below batch.size a producer splits a batch into itself until its time is over, again and again.
  const messageBytes = 20_000
  const at = ['--bootstrap-server', scenario.bootstrap]
  const [program, args] = (
    [
      ['kafka-topics', ['--alter', '--topic', 'orders', '--partitions', String(3 + roll(3))]],
      ['kafka-topics', ['--create', '--topic', `extra-${roll(2)}`, '--partitions', '3']],
      ['kafka-topics', ['--delete', '--topic', `extra-${roll(2)}`]],
      [
        'kafka-configs',
        [
          '--alter',
          '--topic',
          'orders',
          '--add-config',
          `max.message.bytes=${messageBytes + roll(5)}`,
        ],
      ],
      ['kafka-leader-election', ['--election-type', 'preferred', '--all-topic-partitions']],
      ['kafka-consumer-groups', ['--describe', '--group', 'billing']],
    ] as const
  )[roll(6)] ?? ['kafka-topics', ['--list']]
  return [
    {
      type: 'Spawn',
      process: processId(`tool-${count}`),
      host: OUTER_HOST,
      spec: { kind: 'client', program, args: [...at, ...args], files: {}, properties: {} },
    },
  ]
}

/** The kinds of faults, D.2: P1 P6 P4 P3 P2 D1 D4 N4/N5/N7 N10 N1/N2 N3 P8/O4 O2. */
const FAULTS: readonly Fault[] = [
  crash,
  crashLoop,
  pause,
  stop,
  stop,
  stopBadly,
  stopBadly,
  powerOff,
  wipe,
  slowDisk,
  cut,
  cut,
  flap,
  slowLink,
  dropMessage,
  client,
  client,
  operate,
  operate,
]

/** One fault, drawn: its commands, none where it does not apply. */
export function hurt(hurting: Hurting): readonly Order[] {
  const faults = hurting.isSwarm ? [...FAULTS, ...SWARM_FAULTS] : FAULTS
  const fault = faults[hurting.roll(faults.length)] ?? crash
  return fault(hurting, victim(hurting))
}

/** A broker that gave a directory up takes it again when it starts. R-66. */
function hasGivenUp(state: ProcessState | null): boolean {
  return isServer(state) && (state.broker?.failedDirs.met.length ?? 0) > 0
}

const again = (process: ProcessId): readonly Order[] => [
  { type: 'Signal', process, signal: 'SIGTERM' },
  { type: 'AfterEnd', process, command: { type: 'Start', process } },
]

/** Everything whole again: links, disks, servers, clients. */
export function healing({
  scenario,
  world,
}: Pick<Hurting, 'scenario' | 'world'>): readonly Order[] {
  const servers = scenario.servers.map(({ spec }) => serverProcess(spec.nodeId))
  const processes = [...servers, ...scenario.workload.map(({ id }) => processId(id))]
  return [
    { type: 'HealLinks' },
    ...scenario.servers.map(({ spec }): Order => ({
      type: 'HealDisk',
      host: hostOf(spec.nodeId),
      path: null,
    })),
    ...processes
      .filter((process) => (world.processes.get(process)?.cpu ?? null) !== null)
      .map((process): Order => ({ type: 'SetCpu', process, microsPerInput: 0 })),
    ...processes
      .filter((process) => (world.processes.get(process)?.aheadMicros ?? 0) > 0)
      .map((process): Order => ({ type: 'SetClock', process, aheadMicros: 0 })),
    ...processes
      .filter((process) => (world.processes.get(process)?.timing ?? null) !== null)
      .map((process): Order => ({ type: 'SetTiming', process, fastPerMille: 0, grainMicros: 0 })),
    ...processes.flatMap((process): readonly Order[] => {
      const row = world.processes.get(process)
      if (row === undefined) return []
      if (!isAlive(row)) return [{ type: 'Start', process }]
      const woken: readonly Order[] = row.status === 'paused' ? [{ type: 'Resume', process }] : []
      return hasGivenUp(row.state) ? [...woken, ...again(process)] : woken
    }),
  ]
}
