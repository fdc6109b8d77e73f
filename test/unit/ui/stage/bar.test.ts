import { expect, test } from 'vitest'
import {
  chipBoxes,
  controllerBoxes,
  headBoxes,
  placeBar,
  placeFold,
} from '~/ui/stage/verbs/bar.geometry'
import type { Box } from '~/ui/stage/place/layout'
import { layoutMatrix } from '~/ui/stage/place/stage.geometry'

const bar = { width: 400, height: 60 }

function isWithin(at: { readonly x: number; readonly y: number }, room: Box): boolean {
  const isAcross = at.x >= room.x && at.x + bar.width <= room.x + room.width
  return isAcross && at.y >= room.y && at.y + bar.height <= room.y + room.height
}

test('a bar stands in the part of the stage that is in sight', () => {
  const room = { x: 900, y: 120, width: 1000, height: 380 }
  for (const x of [900, 1200, 1880, 2600, 100]) {
    for (const y of [130, 300, 480]) {
      const box = { x, y, width: 6, height: 16 }
      expect(isWithin(placeBar({ box, bar, room, others: [] }), room), `${x} ${y}`).toBe(true)
    }
  }
})

test('a bar leaves in sight what matters more than what it would cover elsewhere', () => {
  const room = { x: 0, y: 0, width: 1000, height: 400 }
  const box = { x: 300, y: 100, width: 140, height: 80 }
  const free = placeBar({ box, bar, room, others: [] })
  const client = { x: free.x + 20, y: free.y + 10, width: 90, height: 40 }
  const moved = placeBar({ box, bar, room, others: [{ box: client, weight: 12 }] })
  const isCovered =
    moved.x < client.x + client.width &&
    client.x < moved.x + bar.width &&
    moved.y < client.y + client.height &&
    client.y < moved.y + bar.height
  expect(isCovered).toBe(false)
})

test('a bar leaves the replicas of what is chosen in sight, and stands by it', () => {
  const room = { x: 0, y: 0, width: 1000, height: 400 }
  const box = { x: 200, y: 150, width: 140, height: 90 }
  const line = { width: 460, height: 30 }
  const others = [380, 500, 620].map((x) => ({
    box: { x, y: 165, width: 56, height: 44 },
    weight: 6,
  }))
  const { x, y } = placeBar({ box, bar: line, room, others })
  for (const { box: chip } of others) {
    const isBeside = y + line.height <= chip.y || y >= chip.y + chip.height
    expect(isBeside || x + line.width <= chip.x || x >= chip.x + chip.width).toBe(true)
  }
  expect(y).toBeGreaterThan(box.y - line.height - 9)
  expect(y).toBeLessThan(box.y + box.height + 9)
})

test('a controller’s bar leaves the controllers in sight, and what they say of themselves', () => {
  const room = { x: 0, y: 0, width: 880, height: 400 }
  const hexagons = [0, 1, 2].map((index) => ({
    id: index + 1,
    process: `kafka-${index + 1}`,
    x: 190 + index * 110,
    y: 26,
    radius: 20,
  }))
  const boxes = [...controllerBoxes({ hexagons, form: 'matrix' }).values()]
  const line = { width: 400, height: 30 }
  for (const [index, box] of boxes.entries()) {
    expect(box.x + box.width - (hexagons[index]?.x ?? 0)).toBeGreaterThan(60)
    const others = boxes.filter((one) => one !== box).map((other) => ({ box: other, weight: 6 }))
    const { x, y } = placeBar({ box, bar: line, room, others })
    for (const { x: left, y: top, width, height } of boxes) {
      const isBeside = y + line.height <= top || y >= top + height
      expect(isBeside || x + line.width <= left || x >= left + width).toBe(true)
    }
  }
  expect(controllerBoxes({ hexagons, form: 'phone' }).get('kafka-1')?.width).toBe(40)
})

const nodes = [1, 2, 3].map((id) => ({ id, process: `kafka-${id}` }))
const stage = layoutMatrix({
  shape: {
    controllers: nodes,
    brokers: nodes,
    topics: [
      { name: 'orders', internal: false, partitions: [0, 1, 2] },
      {
        name: '__consumer_offsets',
        internal: true,
        partitions: Array.from({ length: 50 }, (_, partition) => partition),
      },
    ],
    clients: [{ process: 'shop', kind: 'producer', group: null }],
    groups: [],
  },
  width: 1040,
  height: 388,
  toggled: new Set(),
})

/** How much of one box lies over another, px². */
function shared(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, across) * Math.max(0, down)
}

test('a producer’s bar stands in the row beside it, clear of the row’s header and of words', () => {
  const shop = stage.clients[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 }
  const headers = stage.rows.map(({ box }) => ({ ...box, width: stage.dividerX - box.x }))
  const line = { width: 393, height: 30 }
  const at = placeBar({
    box: shop,
    bar: line,
    room: { x: 0, y: 0, width: stage.width, height: stage.height },
    others: [
      ...headers.map((box) => ({ box, weight: 4 })),
      ...chipBoxes(stage, { kind: 'client', process: 'shop' }),
      ...[...headBoxes(stage), ...controllerBoxes(stage).values()].map((box) => {
        return { box, weight: 6 }
      }),
    ],
  })
  const bar = { ...at, ...line }
  for (const header of headers) expect(shared(bar, header)).toBe(0)
  expect(bar.x).toBeLessThan(stage.dividerX + 40)
  expect(Math.abs(bar.y - shop.y)).toBeLessThan(60)
})

test('the words of a folded topic are kept in sight as its bar is', () => {
  const column = stage.columns.find(({ partition }) => partition === null)
  expect(column).toBeDefined()
  for (const { chipY } of stage.rows) {
    const words = { x: (column?.x ?? 0) - 30, y: chipY + 6, width: 60, height: 12 }
    const boxes = chipBoxes(stage, { kind: 'client', process: 'shop' })
    expect(boxes.some(({ box }) => shared(box, words) === words.width * words.height)).toBe(true)
  }
})

const folded = (bar: Box, chosen: Box) =>
  placeFold({
    bar,
    chosen,
    part: { width: 500, height: 180 },
    room: { width: 1280, height: 720 },
  })

test('a part folds out under its bar, or over it: not over what is chosen, nor out of the window', () => {
  const bar = { x: 400, y: 300, width: 460, height: 30 }
  const far = { x: 100, y: 300, width: 100, height: 30 }
  expect(folded(bar, far)).toEqual({ x: 400, y: 329 })
  expect(folded(bar, { x: 500, y: 350, width: 60, height: 20 })).toEqual({ x: 400, y: 121 })
  expect(folded({ ...bar, y: 600 }, far)).toEqual({ x: 400, y: 421 })
  expect(folded({ ...bar, x: 900 }, far)).toEqual({ x: 776, y: 329 })
})
