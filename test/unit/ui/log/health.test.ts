import { expect, test } from 'vitest'
import { logLevel, usualCell } from '~/ui/log/health'
import type { BrokerView, ReplicaView, TopicView } from '~/views/clusterView'

interface Odd {
  readonly leader?: number | null
  readonly isr?: readonly number[]
  /** How far broker 3 is behind. */
  readonly behind?: number
}

function clusterOf(count: number, odd: Readonly<Record<number, Odd>>) {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const topic: TopicView = {
    name: 'orders',
    internal: false,
    partitions: numbers.map((partition) => ({
      ...{ partition, leader: 1, leaderEpoch: 0, replicas: [1, 2, 3], isr: [1, 2, 3] },
      ...{ elr: [], minIsr: 2, ...odd[partition] },
    })),
  }
  const replica = (broker: number, partition: number): ReplicaView => ({
    ...{ topic: 'orders', partition, broker, standing: 'inSync', leaderEpoch: 0, change: null },
    ...{ logStartOffset: 0, highWatermark: 0, underMinIsr: null },
    logEndOffset: 100 - (broker === 3 ? (odd[partition]?.behind ?? 0) : 0),
  })
  const brokers = [1, 2, 3].map((id): BrokerView => ({
    ...{ id, process: `kafka-${id}`, host: `node-${id}`, rack: null, state: 'running' },
    ...{ metadataOffset: 0, metadataGap: 0, isFenced: false, coordinates: [], waiting: [] },
    replicas: numbers.map((partition) => replica(id, partition)),
  }))
  const places = numbers.map((partition) => ({ topic: 'orders', partition }))
  return { cluster: { topics: [topic], brokers }, places }
}

function levelOf(count: number, odd: Readonly<Record<number, Odd>> = {}) {
  const { cluster, places } = clusterOf(count, odd)
  return logLevel(cluster, places)
}

const numbersOf = (rows: readonly { readonly partition: number }[]) =>
  rows.map(({ partition }) => partition)

test('up to 60 partitions all have strips: with text up to 12, as beads above', () => {
  expect(levelOf(60).strips).toHaveLength(60)
  expect(levelOf(60).bars).toEqual([])
  expect([1, 12, 13, 60].map(usualCell)).toEqual([28, 28, 12, 12])
})

test('up to 400 the twelve least healthy have strips and every other one a bar', () => {
  const odd = {
    80: { leader: null, isr: [1, 2, 3] },
    70: { isr: [1] },
    90: { isr: [1, 2] },
    65: { behind: 7 },
  }
  const { strips, bars, left } = levelOf(100, odd)
  expect(numbersOf(strips)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 65, 70, 80, 90])
  expect(bars).toHaveLength(88)
  expect(left).toBe(0)
})

test('the order is: no leader, below the minimum, fewer in sync, further behind', () => {
  const odd = Object.fromEntries([
    ...Array.from({ length: 3 }, (_, at) => [400 + at, { leader: null }]),
    ...Array.from({ length: 3 }, (_, at) => [410 + at, { isr: [1] }]),
    ...Array.from({ length: 3 }, (_, at) => [420 + at, { isr: [1, 2] }]),
    ...[1, 9, 5].map((behind, at) => [430 + at, { behind }]),
  ]) as Readonly<Record<number, Odd>>
  const { strips, bars, left } = levelOf(450, odd)
  expect(numbersOf(strips)).toEqual([400, 401, 402, 410, 411, 412, 420, 421, 422, 431])
  expect(bars).toEqual([])
  expect(left).toBe(440)
})
