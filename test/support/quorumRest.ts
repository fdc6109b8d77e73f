import type { BrokerState } from '~/kafka/broker/brokerState'
import type { MetadataImage } from '~/kafka/metadata/image'
import type { KafkaWorld } from '~/kafka/model'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import { isAlive } from '~/sim/world'

/** The servers that run. */
function serversOf(world: KafkaWorld): readonly ServerState[] {
  return [...world.processes.values()].flatMap((process): readonly ServerState[] =>
    isAlive(process) && isServer(process.state) ? [process.state] : [],
  )
}

type Leader = QuorumState & { readonly role: Extract<QuorumState['role'], { name: 'Leader' }> }

function isLeader(quorum: QuorumState | null): quorum is Leader {
  return quorum?.role.name === 'Leader'
}

/** The epoch of the quorum, as its leader has it; null: there is not one leader. */
export function epochOf(world: KafkaWorld): number | null {
  const leaders = serversOf(world).filter(({ quorum }) => isLeader(quorum))
  return leaders.length === 1 ? (leaders[0]?.quorum?.epoch ?? null) : null
}

/**
 * KR-23: while nothing hurts, and nobody starts or stops, the leader stays.
 * `before` and `after` are the ends of such a time.
 */
export function notStable(before: KafkaWorld, after: KafkaWorld): string | null {
  const [epoch, now] = [epochOf(before), epochOf(after)]
  if (runningOf(before) !== runningOf(after) || (epoch !== null && now === epoch)) return null
  return `KR-23: epoch ${String(epoch)} became ${String(now)} although nothing hurts`
}

/** The servers that run, each time they were started. */
function runningOf(world: KafkaWorld): string {
  return [...world.processes.values()]
    .filter((process) => isServer(process.state))
    .map((process) => `${process.id} ${process.incarnation} ${String(isAlive(process))}`)
    .join()
}

/** What of the quorum, or of what it decides, is not at rest: LV-01, LV-03 … LV-07, LV-10, LV-19. */
export function notDecided(world: KafkaWorld): string | null {
  const servers = serversOf(world)
  const active = servers.find(({ quorum }) => isLeader(quorum))
  const leader = active?.quorum ?? null
  const controller = active?.controller ?? null
  if (!isLeader(leader) || controller === null) return 'LV-01: nobody leads the quorum'
  const { committed } = controller
  return (
    unled(leader) ??
    pending(leader, controller) ??
    firstOf(servers, ({ quorum }) => (quorum === null ? null : apartFrom(leader, quorum))) ??
    firstOf(servers, ({ broker }) => (broker === null ? null : untold(committed, broker))) ??
    unfinished(committed)
  )
}

function firstOf(
  servers: readonly ServerState[],
  look: (server: ServerState) => string | null,
): string | null {
  for (const server of servers) {
    const found = look(server)
    if (found !== null) return found
  }
  return null
}

function unled({ role, highWatermark, log, config }: Leader): string | null {
  const isOwn = (highWatermark ?? -1) > role.progress.epochStartOffset
  if (!isOwn) return `LV-01: leader ${config.nodeId} has committed nothing of its epoch`
  const isSettled = (log.voterSets.at(-1)?.offset ?? -1) < (highWatermark ?? 0)
  return role.pendingChange === null && isSettled ? null : 'LV-05: a voter change is not done'
}

function pending(
  { log, highWatermark }: Leader,
  { deferred, active }: NonNullable<ServerState['controller']>,
): string | null {
  if (active === null) return 'LV-01: the leader of the quorum does not control'
  if (deferred.length > 0) return `LV-04: ${deferred.length} proposals wait for their answer`
  if (highWatermark === log.endOffset) return null
  return `LV-04: metadata is committed to ${highWatermark ?? -1} of ${log.endOffset}`
}

/** A node that follows, and is as far. */
function apartFrom(leader: Leader, quorum: QuorumState): string | null {
  if (quorum === leader) return null
  const { role, epoch, highWatermark, log, config } = quorum
  const follows = role.name === 'Follower' && role.leaderId === leader.config.nodeId
  if (!follows || epoch !== leader.epoch) {
    return `LV-03: node ${config.nodeId} is ${role.name} in epoch ${epoch} of ${leader.epoch}`
  }
  if (log.endOffset === leader.log.endOffset && highWatermark === leader.highWatermark) return null
  return `LV-06: node ${config.nodeId} has metadata to ${log.endOffset} of ${leader.log.endOffset}`
}

/** A broker that is let in and has read what is committed, as the controller has it. */
function untold(committed: MetadataImage, { image, config }: BrokerState): string | null {
  const row = committed.brokers.get(config.nodeId)
  if (row?.fenced !== false || row.inControlledShutdown) {
    return `LV-07: broker ${config.nodeId} is not let in`
  }
  if (image.offset !== committed.offset) {
    return `LV-10: broker ${config.nodeId} has read ${image.offset} of ${committed.offset}`
  }
  const isSame = told(image) === told(committed)
  return isSame ? null : `MC-03: broker ${config.nodeId} has read something else`
}

/** What metadata says of brokers, topics and settings, as text. LE-17, MC-03. */
function told({ brokers, topics, configs }: MetadataImage): string {
  const sorted = <V>(rows: Iterable<readonly [string | number, V]>) =>
    [...rows].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return JSON.stringify([
    sorted(brokers),
    sorted(topics).map(([id, { name, partitions }]) => [id, name, sorted(partitions)]),
    sorted(configs)
      .filter(([, config]) => config.size > 0)
      .map(([name, config]) => [name, sorted(config)]),
  ])
}

function unfinished({ topics }: MetadataImage): string | null {
  for (const { name, partitions } of topics.values()) {
    for (const [number, { addingReplicas, removingReplicas }] of partitions) {
      const left = addingReplicas.length + removingReplicas.length
      if (left > 0) return `LV-19: ${name}-${number} is still being reassigned`
    }
  }
  return null
}
