import { OUTER_HOST, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { MetadataImage, PartitionRegistration } from '~/kafka/metadata/image'
import type { ServerState } from '~/kafka/server/server'
import { isServer } from '~/kafka/server/server'
import type { ClusterShape } from '~/scenarios/transcriptCluster'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import type { ProcessId } from '~/sim/ids'
import { processId } from '~/sim/ids'
import { draw, firstState } from '~/sim/random'

/** A second, µs. */
export const SECOND = 1_000_000
const POLL = SECOND / 50
/** The topic whose replicas are watched. */
const TOPIC = 'orders'

/** A cluster on which one failure is timed. */
export interface Lab {
  readonly run: Run
  readonly seed: number
  clock: number
}

/** Brings a cluster up, lets it settle, and waits a random part of a heartbeat. */
export function openLab(shape: ClusterShape, seed: number): Lab {
  const brokers = shape.type === 'combined' ? shape.nodes : shape.brokers
  const scenario = {
    ...loopbackScenario({ shape, properties: {}, perNode: {} }),
    topics: [{ name: TOPIC, partitions: 4, replicationFactor: Math.min(3, brokers), configs: {} }],
  }
  const lab: Lab = { run: startRun(scenario, seed, kafkaProgram), seed, clock: 0 }
  const upTo = 15 * SECOND + draw(firstState(seed, 'timings'), 2 * SECOND).value
  advance(lab, upTo)
  return lab
}

/** Lets time pass. */
export function advance(lab: Lab, micros: number): void {
  lab.clock += micros
  lab.run.advance(lab.clock, Number.MAX_SAFE_INTEGER)
}

/** What a person does happens at the newest event: the clock starts there. */
export function startClock(lab: Lab): void {
  lab.clock = lab.run.now()
}

/** Asks every 20 ms, as the recorder did, until something holds. Seconds; null: it never came. */
export function secondsUntil(lab: Lab, holds: () => boolean, limitSeconds = 90): number | null {
  const begun = lab.clock
  while (!holds()) {
    if (lab.clock - begun > limitSeconds * SECOND) return null
    advance(lab, POLL)
  }
  return (lab.clock - begun) / SECOND
}

/** A server's state, or null when it does not run. */
export function serverOf(lab: Lab, id: number): ServerState | null {
  const process = lab.run.world().processes.get(serverProcess(id))
  const isUp = process?.status === 'running' || process?.status === 'paused'
  return isUp && isServer(process.state) ? process.state : null
}

/** The node of the newest epoch with an active controller, or null. */
export function activeController(lab: Lab): number | null {
  let newest: { readonly id: number; readonly epoch: number } | null = null
  for (const { spec } of lab.run.scenario.servers) {
    const epoch = serverOf(lab, spec.nodeId)?.controller?.active?.epoch
    if (epoch !== undefined && epoch > (newest?.epoch ?? -1)) newest = { id: spec.nodeId, epoch }
  }
  return newest?.id ?? null
}

/** The metadata that a broker answers from. */
function imageOf(lab: Lab, id: number): MetadataImage | null {
  return serverOf(lab, id)?.broker?.image ?? null
}

/** The partitions of the watched topic as a broker knows them. */
export function partitionsOf(lab: Lab, id: number): readonly PartitionRegistration[] {
  const topic = [...(imageOf(lab, id)?.topics.values() ?? [])].find(({ name }) => name === TOPIC)
  return [...(topic?.partitions.values() ?? [])]
}

/** A broker that leads a partition of the topic and is, or is not, the active controller. */
export function leaderThat(lab: Lab, isController: boolean): number {
  const active = activeController(lab)
  const leaders = partitionsOf(lab, 1).map(({ leader }) => leader)
  const found = leaders.find((id) => id !== null && (id === active) === isController)
  if (found === undefined || found === null) throw new Error('no partition has such a leader')
  return found
}

/** Some broker that is not this one. */
export function another(id: number): number {
  return id === 1 ? 2 : 1
}

/** Sends a signal to a server; SIGKILL and SIGSTOP are the kernel's own. */
export function signal(
  lab: Lab,
  id: number,
  name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT' | 'start',
): void {
  const process = serverProcess(id)
  const { run } = lab
  startClock(lab)
  switch (name) {
    case 'SIGKILL':
      run.command({ type: 'Kill', process })
      return
    case 'SIGTERM':
      run.command({ type: 'Signal', process, signal: 'SIGTERM' })
      return
    case 'SIGSTOP':
      run.command({ type: 'Pause', process })
      return
    case 'SIGCONT':
      run.command({ type: 'Resume', process })
      return
    case 'start':
      run.command({ type: 'Start', process })
  }
}

/** Starts a console consumer of the watched topic. */
export function startConsumer(lab: Lab, name: string): ProcessId {
  const process = processId(name)
  const args = ['--bootstrap-server', 'localhost:9092', '--topic', TOPIC, '--group', 'readers']
  lab.run.command({
    type: 'Spawn',
    process,
    host: OUTER_HOST,
    spec: { kind: 'client', program: 'kafka-console-consumer', args, files: {}, properties: {} },
  })
  return process
}

/** How many partitions each member of the consumers' group owns, when the group is stable. */
export function ownedPartitions(lab: Lab): readonly number[] {
  for (const server of lab.run.scenario.servers) {
    const shards = serverOf(lab, server.spec.nodeId)?.broker?.groups.shards
    for (const shard of shards?.values() ?? []) {
      const group = shard.groups.get('readers')
      if (group === undefined || group.state !== 'Stable') continue
      return group.members.keys.map((id) => group.members.entries.get(id)?.assignment.length ?? 0)
    }
  }
  return []
}
