import type { NodeId } from '../ids'
import { byText, javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'

/** A broker that replicas may be placed on. */
export interface UsableBroker {
  readonly id: NodeId
  readonly rack: string | null
  readonly fenced: boolean
}

/** What is to be placed. */
export interface Placement {
  readonly brokers: readonly UsableBroker[]
  readonly partitionCount: number
  readonly replicationFactor: number
  /** A whole number in [0, bound). */
  readonly nextInt: (bound: number) => number
}

/** Replicas by partition, or Kafka's own message why they cannot be placed. */
export type Placed =
  | { readonly ok: true; readonly assignments: readonly (readonly NodeId[])[] }
  | { readonly ok: false; readonly message: string }

interface BrokerList {
  brokers: NodeId[]
  epoch: number
  index: number
  offset: number
}

interface Rack {
  readonly name: string | null
  readonly unfenced: BrokerList
  readonly fenced: BrokerList
}

function listOf(brokers: readonly UsableBroker[], fenced: boolean): BrokerList {
  const ids = brokers.filter((broker) => broker.fenced === fenced).map(({ id }) => id)
  return { brokers: ids.sort((a, b) => a - b), epoch: 0, index: 0, offset: 0 }
}

function next(list: BrokerList, epoch: number): NodeId | null {
  if (list.brokers.length === 0) return null
  if (list.epoch !== epoch) {
    list.epoch = epoch
    list.index = 0
    list.offset = (list.offset + 1) % list.brokers.length
  }
  if (list.index >= list.brokers.length) return null
  const broker = list.brokers[(list.index + list.offset) % list.brokers.length]
  list.index += 1
  return broker ?? null
}

/** Java's Collections.shuffle. */
function shuffle<T>(items: T[], nextInt: (bound: number) => number): void {
  for (let size = items.length; size > 1; size -= 1) {
    const other = nextInt(size)
    const last = items[size - 1]
    const swapped = items[other]
    if (last === undefined || swapped === undefined) continue
    items[size - 1] = swapped
    items[other] = last
  }
}

/** Racks without a name first, then by name. Kafka: OptionalStringComparator. */
function byRack(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  return byText(a, b)
}

/**
 * Places replicas in stripes over racks and brokers, leaders on unfenced brokers only.
 * Rules C-37 … C-42. Kafka: StripedReplicaPlacer.place.
 */
export function placeReplicas(placement: Placement): Placed {
  const { brokers, partitionCount, replicationFactor, nextInt } = placement
  const unfenced = brokers.filter(({ fenced }) => !fenced).length
  const refusal = refuse(replicationFactor, { unfenced, total: brokers.length })
  const racks = racksOf(brokers)
  for (const rack of racks.inserted) {
    for (const list of [rack.fenced, rack.unfenced]) {
      if (list.brokers.length > 0) list.offset = nextInt(list.brokers.length)
    }
  }
  const start = racks.sorted.length === 0 ? 0 : nextInt(racks.sorted.length)
  if (refusal !== null) return { ok: false, message: refusal }
  const state = { epoch: 0, offset: start, unfenced, racks: racks.sorted, inserted: racks.inserted }
  const assignments = Array.from({ length: partitionCount }, () =>
    placeOne(state, replicationFactor, nextInt),
  )
  return { ok: true, assignments }
}

function refuse(
  replicationFactor: number,
  { unfenced, total }: { readonly unfenced: number; readonly total: number },
): string | null {
  if (replicationFactor <= 0) {
    return `Invalid replication factor ${replicationFactor}: the replication factor must be positive.`
  }
  if (unfenced === 0) return 'All brokers are currently fenced.'
  if (replicationFactor > total) {
    return `The target replication factor of ${replicationFactor} cannot be reached because only ${total} broker(s) are registered.`
  }
  return null
}

function racksOf(brokers: readonly UsableBroker[]): { inserted: Rack[]; sorted: Rack[] } {
  const names: (string | null)[] = []
  for (const { rack } of brokers) if (!names.includes(rack)) names.push(rack)
  const inserted = names.map((name) => {
    const here = brokers.filter(({ rack }) => rack === name)
    return { name, unfenced: listOf(here, false), fenced: listOf(here, true) }
  })
  // Kafka keeps the racks in a HashMap, and draws for them in its order.
  const drawn = javaHashOrder(inserted, ({ name }) => (name === null ? 0 : javaHashCode(name)))
  return { inserted: [...drawn], sorted: [...inserted].sort((a, b) => byRack(a.name, b.name)) }
}

interface Striping {
  epoch: number
  offset: number
  readonly unfenced: number
  readonly racks: Rack[]
  readonly inserted: readonly Rack[]
}

function placeOne(
  state: Striping,
  replicationFactor: number,
  nextInt: (bound: number) => number,
): readonly NodeId[] {
  const { racks } = state
  if (state.epoch === state.unfenced && state.unfenced > 1) {
    shuffle(racks, nextInt)
    for (const rack of state.inserted) {
      shuffle(rack.fenced.brokers, nextInt)
      shuffle(rack.unfenced.brokers, nextInt)
    }
    state.epoch = 0
  }
  if (state.offset === racks.length) state.offset = 0
  const placed = placeInRacks(state, replicationFactor)
  state.epoch += 1
  state.offset += 1
  return placed
}

function placeInRacks(state: Striping, replicationFactor: number): readonly NodeId[] {
  const { racks, epoch } = state
  const placed: NodeId[] = []
  let firstRack = state.offset
  while (placed.length === 0) {
    const rack = racks[firstRack]
    const leader = rack === undefined ? null : next(rack.unfenced, epoch)
    if (leader !== null) placed.push(leader)
    else firstRack = (firstRack + 1) % racks.length
  }
  let index = state.offset
  while (placed.length < replicationFactor) {
    if (index === firstRack) {
      // The leader's rack is skipped once: it has its replica already.
      firstRack = -1
    } else {
      const rack = racks[index]
      const replica =
        rack === undefined ? null : (next(rack.unfenced, epoch) ?? next(rack.fenced, epoch))
      if (replica !== null) placed.push(replica)
    }
    index = (index + 1) % racks.length
  }
  return placed
}
