import { describe, expect, test } from 'vitest'
import { fitText, textWidth } from '~/ui/kit/text/text.geometry'
import { barParts } from '~/ui/stage/place/bars.geometry'
import { keptHeads } from '~/ui/stage/place/heads.geometry'
import type { Box, StageLayout, StageShape } from '~/ui/stage/place/layout'
import { HEADS_TOP } from '~/ui/stage/place/layout'
import { dockBar } from '~/ui/stage/verbs/bar.geometry'
import { layoutPhone, phoneWindows } from '~/ui/stage/place/phone.geometry'
import { pointAt, routeOf } from '~/ui/stage/place/routes'
import { layoutMatrix } from '~/ui/stage/place/stage.geometry'

function shape({
  brokers = 3,
  partitions = [3],
  consumers = 2,
  producers = 1,
}: {
  readonly brokers?: number
  readonly partitions?: readonly number[]
  readonly consumers?: number
  readonly producers?: number
}): StageShape {
  const ids = Array.from({ length: brokers }, (_, index) => index + 1)
  const nodes = ids.map((id) => ({ id, process: `kafka-${id}` }))
  return {
    controllers: nodes.slice(0, 3),
    brokers: nodes,
    topics: [
      ...partitions.map((count, index) => ({
        name: `topic${index}`,
        internal: false,
        partitions: Array.from({ length: count }, (_, number) => number),
      })),
      {
        name: '__consumer_offsets',
        internal: true,
        partitions: Array.from({ length: 50 }, (_, number) => number),
      },
    ],
    clients: [
      ...Array.from({ length: producers }, (_, index) => ({
        process: `producer-${index}`,
        kind: 'producer' as const,
        group: null,
      })),
      ...Array.from({ length: consumers }, (_, index) => ({
        process: `consumer-${index}`,
        kind: 'consumer' as const,
        group: 'billing',
      })),
    ],
    groups: consumers > 0 ? ['billing'] : [],
  }
}

const wish = (of: StageShape, { width = 1040, height = 388, toggled = [''] } = {}) => ({
  shape: of,
  width,
  height,
  toggled: new Set(toggled),
})

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function pairsThatOverlap(boxes: readonly Box[]): number {
  let count = 0
  boxes.forEach((a, index) => {
    for (const b of boxes.slice(index + 1)) if (overlaps(a, b)) count += 1
  })
  return count
}

/** Every box that holds text: chips of each row, clients, group heads, row headers. */
function textBoxes(layout: StageLayout): readonly Box[] {
  const chips = layout.rows.flatMap(({ chipY }) =>
    layout.columns.map(({ x, chipWidth }) => ({
      x: x - chipWidth / 2,
      y: chipY - layout.chipHeight / 2,
      width: chipWidth,
      height: layout.chipHeight,
    })),
  )
  const headers = layout.rows.map(({ box }) => ({ ...box, width: layout.dividerX - box.x }))
  const heads = layout.groups.map(({ head }) => ({ ...head, y: head.y - 12, height: 32 }))
  return [...chips, ...headers, ...heads, ...layout.clients.map(({ box }) => box)]
}

describe('the matrix', () => {
  test('nothing that holds text overlaps, whatever the size of the cluster', () => {
    for (const brokers of [1, 3, 5, 9, 12, 13, 20]) {
      for (const partitions of [[1], [3], [3, 1], [6, 6], [12]]) {
        const of = shape({ brokers, partitions, consumers: 4, producers: 3 })
        expect(pairsThatOverlap(textBoxes(layoutMatrix(wish(of))))).toBe(0)
      }
    }
  })

  test('rows and columns stand in the order of their ids', () => {
    const layout = layoutMatrix(wish(shape({ brokers: 5, partitions: [4, 2] })))
    const rows = layout.rows.map(({ id }) => id)
    expect(rows).toEqual(rows.toSorted((a, b) => a - b))
    const ys = layout.rows.map(({ box }) => box.y)
    expect(ys).toEqual(ys.toSorted((a, b) => a - b))
    const xs = layout.columns.map(({ x }) => x)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  })

  test('internal topics are one column until they are unfolded', () => {
    const of = shape({ partitions: [3] })
    const folded = layoutMatrix(wish(of))
    expect(folded.columns.map(({ key }) => key)).toEqual([
      'topic0-0',
      'topic0-1',
      'topic0-2',
      '__consumer_offsets',
    ])
    expect(folded.columnOf.get('__consumer_offsets-17')?.key).toBe('__consumer_offsets')
    const open = layoutMatrix(wish(of, { toggled: ['__consumer_offsets'] }))
    expect(open.columns).toHaveLength(53)
    expect(open.density).toBe('beads')
  })

  test('up to 12 partitions are chips, up to 60 beads, more a heat matrix of 6 to 10 px', () => {
    const density = (count: number) => layoutMatrix(wish(shape({ partitions: [count] }))).density
    expect([12, 13, 60, 61, 400].map(density)).toEqual(['chips', 'beads', 'beads', 'heat', 'heat'])
    const [a, b] = layoutMatrix(wish(shape({ partitions: [200] }))).columns
    expect((b?.x ?? 0) - (a?.x ?? 0)).toBeGreaterThanOrEqual(6)
    expect((b?.x ?? 0) - (a?.x ?? 0)).toBeLessThanOrEqual(10)
  })

  test('above 400 partitions or 12 brokers a row is one bar; unfolded a bar for each topic', () => {
    const keys = (of: StageShape, toggled: readonly string[] = []) =>
      layoutMatrix(wish(of, { toggled: [...toggled] })).columns.map(({ key }) => key)
    const large = shape({ partitions: [300, 101] })
    expect(keys(shape({ partitions: [300, 100] }))).toHaveLength(401)
    expect(keys(large)).toEqual(['*'])
    expect(keys(shape({ brokers: 13 }))).toEqual(['*'])
    expect(keys(large, ['*'])).toEqual(['topic0', 'topic1', '__consumer_offsets'])
    expect(keys(large, ['*', 'topic1'])).toHaveLength(103)
    const bar = layoutMatrix(wish(large))
    expect(new Set(bar.columnOf.values())).toEqual(new Set(bar.columns))
    expect(bar.columnOf.size).toBe(451)
    expect(bar.topics.map(({ name, canFold, isFolded }) => [name, canFold, isFolded])).toEqual([
      ['*', true, true],
    ])
    const heads = layoutMatrix(wish(large, { toggled: ['*'] })).topics
    heads.slice(1).forEach(({ left }, at) => expect(left).toBeGreaterThan(heads[at]?.right ?? left))
  })

  test('rows of bars are grouped by racks, in the order of their ids within one', () => {
    const of = shape({ brokers: 14 })
    const racks = of.brokers.map((broker) => ({ ...broker, rack: broker.id % 2 === 0 ? 'a' : 'b' }))
    const layout = layoutMatrix(wish({ ...of, brokers: racks }))
    expect(layout.rows.map(({ id }) => id)).toEqual([2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13])
    expect(layout.racks.map(({ name }) => name)).toEqual(['a', 'b'])
    const [a, b] = layout.racks
    expect(a?.bracket.bottom).toBe((layout.rows[6]?.box.y ?? 0) + (layout.rows[6]?.box.height ?? 0))
    expect((b?.head.y ?? 0) - 12).toBeGreaterThanOrEqual(a?.bracket.bottom ?? Infinity)
    expect(layoutMatrix(wish(of)).racks).toEqual([])
    const few = shape({ brokers: 5 }).brokers.map((broker) => ({ ...broker, rack: 'a' }))
    expect(layoutMatrix(wish({ ...of, brokers: few })).racks).toEqual([])
  })

  test('a bar is as long as its replicas are many, in parts of one order', () => {
    const standings = ['offline', 'leader', 'inSync', 'leader'] as const
    const parts = barParts(
      standings.map((standing) => ({ standing })),
      { left: 10, top: 0, height: 14, unit: 5 },
    )
    expect(parts.map(({ standing, count }) => `${standing} ${count}`)).toEqual([
      'leader 2',
      'inSync 1',
      'offline 1',
    ])
    expect(parts.map(({ box }) => [box.x, box.width])).toEqual([
      [10, 10],
      [20, 5],
      [25, 5],
    ])
  })

  test('more than 12 brokers are compact rows', () => {
    expect(layoutMatrix(wish(shape({ brokers: 3 }))).rowForm).toBe('full')
    const many = layoutMatrix(wish(shape({ brokers: 13 })))
    expect(many.rowForm).toBe('compact')
    expect(many.rows[0]?.box.height).toBe(44)
  })

  test('columns lie inside their rows, rows inside the drawing', () => {
    for (const width of [640, 968, 1040, 1600]) {
      const layout = layoutMatrix(wish(shape({ partitions: [6, 6] }), { width }))
      for (const { box } of layout.rows) {
        const right = Math.max(...layout.columns.map((c) => c.track.response))
        expect(right).toBeLessThan(box.x + box.width)
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width)
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height)
      }
    }
  })
})

describe('the phone', () => {
  test('what a producer sends begins beside its name, and clear of the producer before it', () => {
    const of = shape({ partitions: [2], producers: 3, consumers: 0 })
    const layout = layoutPhone(wish(of, { width: 390, height: 600 }), phoneWindows(of)[0] ?? null)
    const HALF = 7
    for (const [at, { process, box }] of layout.clients.entries()) {
      for (const share of [0, 0.05, 0.1, 0.2]) {
        const route = routeOf(layout, {
          api: 'Produce',
          family: 'produce',
          from: process,
          to: 'kafka-2',
          isResponse: false,
          partition: 'topic0-0',
        })
        if (route === null) throw new Error('a producer reaches a broker')
        const { x, y } = pointAt(route, share)
        for (const other of layout.clients) {
          const words = { left: other.box.x + 10, right: other.box.x + other.box.width - 14 }
          const isBeside = x + HALF <= words.left || x - HALF >= words.right
          const isUnder = y - HALF >= other.box.y + 23
          expect(isBeside || isUnder, `${at} ${share} ${other.process}`).toBe(true)
        }
        expect(box.x - x, 'it leaves at the left').toBeGreaterThanOrEqual(0)
      }
    }
  })

  test('a window has at most four columns, and nothing that holds text overlaps', () => {
    const of = shape({ partitions: [3, 9], consumers: 2 })
    const windows = phoneWindows(of)
    expect(windows[0]).toEqual({ topic: 'topic0', partitions: [0, 1, 2] })
    for (const shown of windows) {
      expect(shown.partitions.length).toBeLessThanOrEqual(4)
      const layout = layoutPhone(wish(of, { width: 390, height: 546 }), shown)
      expect(pairsThatOverlap(textBoxes(layout))).toBe(0)
      for (const column of layout.columns) expect(column.track.response).toBeLessThan(378)
    }
  })

  test('on a usual screen the bar of verbs has a place of its own at the foot', () => {
    const of = shape({ partitions: [3], consumers: 2 })
    const layout = layoutPhone(wish(of, { width: 390, height: 472 }), phoneWindows(of)[0] ?? null)
    expect(layout.height).toBe(472)
    const room = { x: 0, y: 0, width: layout.width, height: layout.height }
    const bar = { width: 382, height: 44 }
    for (const { box } of layout.rows) {
      const place = dockBar({ box, bar, room })
      expect(place).not.toBeNull()
      const covers = place === null ? [] : [{ ...place, ...bar }]
      expect(pairsThatOverlap([...covers, ...textBoxes(layout)])).toBe(0)
    }
  })

  test('however many controllers there are, each has its place, and their title too', () => {
    for (let count = 1; count <= 9; count += 1) {
      const of = { ...shape({}), controllers: shape({ brokers: count }).brokers }
      const { hexagons, quorumTitle } = layoutPhone(wish(of, { width: 390, height: 546 }), null)
      const boxes = hexagons.map(({ x, y, radius }): Box => {
        return { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 }
      })
      expect(boxes).toHaveLength(count)
      const title = { x: quorumTitle.x, y: quorumTitle.y - 12, width: 120, height: 34 }
      expect(pairsThatOverlap([...boxes, title])).toBe(0)
      for (const { x, width } of [...boxes, title]) {
        expect(x).toBeGreaterThanOrEqual(8)
        expect(x + width).toBeLessThanOrEqual(390)
        // A number of two figures and the arc around it.
        expect(Math.min(...boxes.map((box) => box.width))).toBeGreaterThanOrEqual(28)
      }
    }
  })
})

describe('texts', () => {
  test('a letter is as wide as it is drawn: names of narrow ones are not cut too early', () => {
    // As a browser measures them, px.
    for (const [text, width] of [
      ['leader, e1', 53.1],
      ['illicit', 25.7],
      ['MMMM', 39],
      ['__consumer_offsets', 108.5],
      ['NOT_LEADER_OR_FOLLOWER', 162.2],
    ] as const) {
      expect(textWidth(text, 12)).toBeGreaterThanOrEqual(width)
      expect(textWidth(text, 12)).toBeLessThan(width * 1.16)
    }
  })

  test('a text that does not fit is cut to the room it has', () => {
    const cut = fitText('__consumer_offsets', { width: 90, size: 13 })
    expect(cut.endsWith('…')).toBe(true)
    expect(textWidth(cut, 13)).toBeLessThanOrEqual(90)
    expect(fitText('orders', { width: 90, size: 13 })).toBe('orders')
  })

  test('a Han character is as wide as its size', () => {
    expect(textWidth('集群', 13)).toBe(26)
  })
})

test('messages to consumers pass left of what is written over a group', () => {
  for (const width of [760, 1040, 1500]) {
    const { gutter, groups, width: all } = layoutMatrix(wish(shape({}), { width }))
    expect(groups).toHaveLength(1)
    for (const { head } of groups) {
      // Half of a glyph, and air.
      expect(head.x - gutter.consumers).toBeGreaterThanOrEqual(10)
      expect(head.x + head.width).toBeLessThanOrEqual(all)
    }
  }
})

test('headers stay in sight: at their places until they would leave it, then at the edge', () => {
  const layout = layoutMatrix(wish(shape({ brokers: 9, partitions: [200, 200] })))
  const [first] = layout.rows
  const x = first?.box.x ?? 0
  for (const scale of [1, 0.5]) {
    const at = (left: number, top: number) => keptHeads({ left, top }, layout, scale)
    expect(at(0, 0)).toEqual({ slide: 0, drop: 0 })
    expect(at((x + 1) * scale, 0).slide).toBe(0)
    // The row's left line is just beyond the edge, the top of the heads just at it.
    expect(at(900 * scale, 0).slide + x).toBe(900 - 1)
    expect(at(0, 120 * scale).drop + layout.headY - HEADS_TOP).toBe(120)
  }
})
