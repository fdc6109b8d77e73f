import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { Step } from '~/sim/world'
import type { NotedAcknowledgement } from '../notes'
import type { LostRecords } from './lost'
import { lostRecords } from './lost'
import type { ClusterStanding } from './standing'
import { standingOf } from './standing'

/** A state that lasted. */
export interface Lasting {
  /** How long in all, µs, within the stretch that was run. */
  readonly forMicros: number
  /** It lasts at the end of the stretch. */
  readonly isStill: boolean
}

/** A partition or group of which something held for a while. */
export interface LastingOf extends Lasting {
  /** `orders-0`, or a group's id. */
  readonly name: string
  readonly isInternal: boolean
}

/** A partition whose leader is another one at the end. */
export interface MovedLeader {
  readonly partition: string
  readonly isInternal: boolean
  readonly from: number | null
  readonly to: number | null
}

/** What came of a stretch of a run, as plain data. Lists are sorted by name. */
export interface RunSummary {
  /** µs. */
  readonly from: number
  readonly to: number
  readonly leadersMoved: readonly MovedLeader[]
  /** Partitions with fewer replicas in sync than `min.insync.replicas`. */
  readonly belowMinIsr: readonly LastingOf[]
  /** Partitions whose leader does not run, does not know yet that it leads, or cannot be reached. */
  readonly unavailable: readonly LastingOf[]
  /** Groups whose coordinator is not there, in the same sense. */
  readonly withoutCoordinator: readonly LastingOf[]
  /** No controller is active. */
  readonly withoutController: Lasting
  readonly controllerFrom: number | null
  readonly controllerTo: number | null
  /** Acknowledged records (of the whole run) that the leaders' logs do not hold at the end. */
  readonly lost: readonly LostRecords[]
  /** Records that producers were told are safe, that failed, and that consumers were given. */
  readonly acknowledged: number
  readonly failed: number
  readonly read: number
  /** Produce requests that were refused for too few replicas in sync. */
  readonly refused: number
}

/** A summary while its stretch is run. */
export interface Summing {
  readonly from: number
  readonly first: ClusterStanding
  newest: ClusterStanding
  readonly below: Stretches
  readonly unavailable: Stretches
  readonly coordinators: Stretches
  readonly controller: Stretches
  acknowledged: number
  failed: number
  read: number
  refused: number
}

/** By name: how long it has lasted, and since when it lasts (null: it does not). */
type Stretches = Map<string, { forMicros: number; since: number | null }>

/** Facts after which a cluster may stand in another way. */
const CHANGES: ReadonlySet<string> = new Set([
  'ProcessStarted',
  'ProcessExited',
  'ProcessKilled',
  'ProcessPaused',
  'ProcessResumed',
  'PowerLost',
  'LogDirectoryFailed',
  'LinkChanged',
  'PartitionChanged',
  'BecameLeader',
  'BecameFollower',
  'MetadataReplayed',
  'ControllerActivated',
  'ControllerDeactivated',
  'QuorumLeaderElected',
  'QuorumLeaderResigned',
])

/** Begins a summary at a world. */
export function beginSummary(world: KafkaWorld): Summing {
  const first = standingOf(world)
  const summing: Summing = {
    from: world.now,
    first,
    newest: first,
    below: new Map(),
    unavailable: new Map(),
    coordinators: new Map(),
    controller: new Map(),
    acknowledged: 0,
    failed: 0,
    read: 0,
    refused: 0,
  }
  look(summing, world)
  return summing
}

/** Adds what an event brought. */
export function addToSummary(summing: Summing, taken: Step<KafkaModel>): void {
  let isChanged = false
  for (const { fact } of taken.facts) {
    isChanged ||= CHANGES.has(fact.type)
    switch (fact.type) {
      case 'RecordAcknowledged':
        summing.acknowledged += fact.count
        break
      case 'RecordFailed':
        summing.failed += fact.count
        break
      case 'RecordsConsumed':
        summing.read += fact.lastOffset - fact.firstOffset + 1
        break
      case 'RequestRefused':
        if (fact.api === 'Produce' && fact.error.startsWith('NOT_ENOUGH_REPLICAS')) {
          summing.refused += 1
        }
        break
      default:
    }
  }
  if (isChanged) look(summing, taken.world)
}

function look(summing: Summing, world: KafkaWorld): void {
  const standing = standingOf(world)
  summing.newest = standing
  const { now } = world
  mark(summing.controller, { name: '', holds: standing.controller === null, now })
  for (const { partition: name, isr, minIsr, isServed } of standing.partitions.values()) {
    mark(summing.below, { name, holds: isr < minIsr, now })
    mark(summing.unavailable, { name, holds: !isServed, now })
  }
  for (const [name, partition] of standing.groups) {
    const holds = standing.partitions.get(partition)?.isServed !== true
    mark(summing.coordinators, { name, holds, now })
  }
}

interface Mark {
  readonly name: string
  readonly holds: boolean
  readonly now: number
}

function mark(stretches: Stretches, { name, holds, now }: Mark): void {
  const old = stretches.get(name)
  if (holds && (old === undefined || old.since === null)) {
    stretches.set(name, { forMicros: old?.forMicros ?? 0, since: now })
  } else if (!holds && old !== undefined && old.since !== null) {
    stretches.set(name, { forMicros: old.forMicros + now - old.since, since: null })
  }
}

function lastingOf(stretches: Stretches, to: number): readonly LastingOf[] {
  return [...stretches]
    .map(([name, { forMicros, since }]) => ({
      name,
      isInternal: name.startsWith('__'),
      forMicros: forMicros + (since === null ? 0 : to - since),
      isStill: since !== null,
    }))
    .filter(({ forMicros, isStill }) => forMicros > 0 || isStill)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The summary of a stretch that ends at a world, with everything that was ever acknowledged. */
export function summaryAt(
  summing: Summing,
  world: KafkaWorld,
  {
    to,
    acknowledgements,
  }: { readonly to: number; readonly acknowledgements: readonly NotedAcknowledgement[] },
): RunSummary {
  const { first, newest } = summing
  const [withoutController] = lastingOf(summing.controller, to)
  return {
    from: summing.from,
    to,
    leadersMoved: movedLeaders(first, newest),
    belowMinIsr: lastingOf(summing.below, to),
    unavailable: lastingOf(summing.unavailable, to),
    withoutCoordinator: lastingOf(summing.coordinators, to),
    withoutController: {
      forMicros: withoutController?.forMicros ?? 0,
      isStill: withoutController?.isStill ?? false,
    },
    controllerFrom: first.controller,
    controllerTo: newest.controller,
    lost: lostRecords(world, acknowledgements),
    acknowledged: summing.acknowledged,
    failed: summing.failed,
    read: summing.read,
    refused: summing.refused,
  }
}

function movedLeaders(first: ClusterStanding, newest: ClusterStanding): readonly MovedLeader[] {
  return [...newest.partitions.values()]
    .flatMap(({ partition, isInternal, leader: to }): readonly MovedLeader[] => {
      const old = first.partitions.get(partition)
      if (old === undefined || old.leader === to) return []
      return [{ partition, isInternal, from: old.leader, to }]
    })
    .sort((a, b) => (a.partition < b.partition ? -1 : 1))
}
