import { describe, expect, test } from 'vitest'
import { layoutIsr, plotLeftOf } from '~/ui/isr/isr.geometry'
import { layoutMatrix, sizeState } from '~/ui/isr/matrix.geometry'
import type { IsrHistory, PartitionNote } from '~/views/isrHistory'
import { isrHistory } from '~/views/isrHistory'

const SECOND = 1_000_000
const base = { topic: 'orders', partition: 0, offset: 0, minIsr: 2, cause: null }
const first = { replicas: [1, 2, 3], isr: [1, 2, 3], elr: [], leader: 1 }

function change(at: number, part: Partial<typeof first> & { readonly epoch: number }) {
  const { epoch, ...rest } = part
  const epochs = { leaderEpoch: 0, partitionEpoch: epoch }
  const registration = { ...first, ...rest, ...epochs }
  return { ...base, event: at, at: at * SECOND, registration } satisfies PartitionNote
}

function broker(id: number, at: number, isUp: boolean) {
  return { event: at, at: at * SECOND, offset: 0, broker: id, isUp, isFenced: false }
}

const changes: readonly PartitionNote[] = [
  change(2, { epoch: 0 }),
  change(10, { epoch: 1, isr: [1, 3] }),
  change(11, { epoch: 2, isr: [1] }),
  change(30, { epoch: 3, isr: [1, 2] }),
]
const history: IsrHistory = isrHistory(
  {
    partitions: changes,
    brokers: [
      broker(1, 1, true),
      broker(2, 1, true),
      broker(3, 1, true),
      broker(2, 9, false),
      broker(2, 25, true),
    ],
  },
  { topic: 'orders', partition: 0 },
)
const rooms = [
  { width: 1300, end: 40 * SECOND },
  { width: 360, end: 40 * SECOND },
  { width: 360, end: 4000 * SECOND },
]

describe('the history of the replicas', () => {
  test('a broker that is down is offline although it is in the ISR still', () => {
    const lane = history.lanes.find(({ broker }) => broker === 2)
    expect(lane?.spans.map(({ event, standing }) => `${event} ${standing ?? 'none'}`)).toEqual([
      '2 inSync',
      '9 offline',
      '25 lagging',
      '30 inSync',
    ])
  })

  test('a topic that is deleted ends its lanes and its line', () => {
    const gone: PartitionNote = { ...base, event: 35, at: 35 * SECOND, registration: null }
    const { lanes, sizes } = isrHistory(
      { partitions: [...changes, gone], brokers: [broker(1, 1, true)] },
      { topic: 'orders', partition: 0 },
    )
    expect(lanes[0]?.spans.at(-1)).toMatchObject({ event: 35, standing: null, to: null })
    expect(sizes.at(-1)).toMatchObject({ from: 30 * SECOND, to: 35 * SECOND })
  })
})

describe.each(rooms)('laid out at $width px up to $end µs', (room) => {
  const layout = layoutIsr(history, { ...room, word: (standing) => standing })

  test('stretches of a lane touch and never overlap, and stay in the plot', () => {
    for (const { spans } of layout.lanes) {
      spans.forEach(({ x, width }, index) => {
        expect(x).toBeGreaterThanOrEqual(plotLeftOf(room.width))
        expect(x + width).toBeLessThanOrEqual(layout.ruler.right + 0.001)
        const next = spans[index + 1]
        if (next !== undefined) expect(next.x).toBeCloseTo(x + width, 6)
      })
    }
  })

  test('lanes, changes and the chart stand one under the other', () => {
    expect(layout.changeY - 12).toBeGreaterThanOrEqual(layout.chartBottom)
    expect(layout.lanes[0]?.y).toBeGreaterThanOrEqual(layout.changeY + 12)
    layout.lanes.forEach(({ y }, index) => {
      const next = layout.lanes[index + 1]
      if (next !== undefined) expect(next.y).toBeGreaterThanOrEqual(y + 22)
    })
  })

  test('targets of changes are wide enough, never overlap and lose none', () => {
    layout.changes.forEach(({ left, width, places }, index) => {
      expect(width).toBeGreaterThanOrEqual(24)
      places.forEach((x, at) => {
        const other = places[at + 1]
        if (other !== undefined) expect(other - x).toBeGreaterThanOrEqual(10)
      })
      const next = layout.changes[index + 1]
      if (next !== undefined) expect(next.left).toBeGreaterThanOrEqual(left + width - 0.001)
    })
    expect(layout.changes.flatMap((mark) => mark.changes)).toEqual(changes)
  })

  test('the hatched area is exactly the time below the minimum', () => {
    expect(layout.below).toHaveLength(1)
    const lowest = layout.levels.find(({ count }) => count === 1)
    const below = layout.below[0]
    expect((below?.y ?? 0) + (below?.height ?? 0)).toBe(lowest?.y)
  })
})

test('the matrix has a state for each stretch: full, reduced, below, without a leader', () => {
  const size = { event: 0, from: 0, to: null, isr: 3, minIsr: 2, replicas: 3, hasLeader: true }
  expect(sizeState(size)).toBe('full')
  expect(sizeState({ ...size, isr: 2 })).toBe('reduced')
  expect(sizeState({ ...size, isr: 1 })).toBe('below')
  expect(sizeState({ ...size, hasLeader: false })).toBe('leaderless')
})

test('rows of the matrix stand apart', () => {
  const ruler = { from: 0, to: 60 * SECOND, left: 150, right: 1000 }
  const { rows, height } = layoutMatrix([history, history], { ruler, end: 40 * SECOND })
  expect((rows[1]?.y ?? 0) - (rows[0]?.y ?? 0)).toBeGreaterThanOrEqual(20)
  expect(height).toBeGreaterThan((rows[1]?.y ?? 0) + 20)
  expect(rows[0]?.sizes.map(({ state }) => state)).toEqual(['full', 'reduced', 'below', 'reduced'])
})
