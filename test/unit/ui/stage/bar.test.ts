import { expect, test } from 'vitest'
import { controllerBoxes, placeBar, placeFold } from '~/ui/stage/verbs/bar.geometry'
import type { Box } from '~/ui/stage/place/layout'

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
