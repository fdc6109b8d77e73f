import type { Map } from '~/base/persistentMap'
import type { MetadataTopic } from '../protocol/rpc/data'

/** How long a topic's queues are, made into a table to draw from. Kafka: PartitionLoadStats. */
export interface LoadStats {
  readonly partitions: readonly number[]
  readonly cumulative: readonly number[]
}

/** The partition that records of a topic without a key go to now. Kafka: BuiltInPartitioner. */
export interface Sticky {
  /** null: none was chosen yet. */
  readonly partition: number | null
  readonly producedBytes: number
  /** null: all partitions are equally likely. */
  readonly load: LoadStats | null
}

const NOTHING_CHOSEN: Sticky = { partition: null, producedBytes: 0, load: null }
/** Kafka draws a non-negative int. */
const DRAWN_BELOW = 2_147_483_648

type Stickies = Map<string, Sticky>
type Draw = (bound: number) => number

/** What is known of a topic's sticky partition. */
export function stickyOf(stickies: Stickies, topic: string): Sticky {
  return stickies.get(topic) ?? NOTHING_CHOSEN
}

/** Draws a partition: by load, else among those with a leader. P-05. Kafka: nextPartition. */
export function drawPartition(sticky: Sticky, topic: MetadataTopic, draw: Draw): number {
  const random = draw(DRAWN_BELOW)
  const { load } = sticky
  if (load === null) {
    const led = topic.partitions.filter(({ leader }) => leader !== null)
    const among = led.length > 0 ? led : topic.partitions
    return among[random % among.length]?.partition ?? 0
  }
  const weight = random % (load.cumulative.at(-1) ?? 1)
  const index = load.cumulative.findIndex((sum) => sum > weight)
  return load.partitions[index] ?? 0
}

/**
 * Counts bytes towards the switch to another partition: at a batch's worth when the open batch is
 * done, at twice that in any case. P-04. Kafka: BuiltInPartitioner.updatePartitionInfo.
 */
export function countBytes(
  sticky: Sticky,
  appended: { readonly bytes: number; readonly canSwitch: boolean; readonly batchSize: number },
  next: () => number,
): Sticky {
  const producedBytes = sticky.producedBytes + appended.bytes
  const switches =
    (producedBytes >= appended.batchSize && appended.canSwitch) ||
    producedBytes >= appended.batchSize * 2
  return switches
    ? { ...sticky, partition: next(), producedBytes: 0 }
    : { ...sticky, producedBytes }
}

/**
 * Makes a table of queue lengths: the shorter a queue the likelier its partition; null when all
 * are alike. P-05. Kafka: BuiltInPartitioner.updatePartitionLoadStats.
 */
export function loadStats(
  queues: readonly { readonly partition: number; readonly length: number }[],
  allCount: number,
): LoadStats | null {
  const [first] = queues
  if (first === undefined || allCount < 2) return null
  const isAlike = queues.every(({ length }) => length === first.length)
  if (isAlike && queues.length === allCount) return null
  const most = Math.max(...queues.map(({ length }) => length)) + 1
  let sum = 0
  const cumulative = queues.map(({ length }) => (sum += most - length))
  return { partitions: queues.map(({ partition }) => partition), cumulative }
}
