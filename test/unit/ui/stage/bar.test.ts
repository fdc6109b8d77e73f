import { expect, test } from 'vitest'
import { placeBar } from '~/ui/stage/bar.geometry'
import type { Box } from '~/ui/stage/layout'

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
