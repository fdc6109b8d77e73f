import { expect, test } from 'vitest'
import { CARD, placeCard } from '~/ui/kit/hover/previewPlace'

const DESK = { width: 1440, height: 900 }
const menu = { x: 400, y: 200, width: 200, height: 500 }

test('a card stands beside a menu on the line of its verb, and at the other side for want of room', () => {
  const near = { place: menu, line: 260, prefers: 'beside' } as const
  expect(placeCard(near, DESK)).toEqual({ x: 606, y: 260 })
  const right = { ...near, place: { ...menu, x: 1200 } }
  expect(placeCard(right, DESK)).toEqual({ x: 1200 - CARD.width - 6, y: 260 })
})

test('a card stands under a bar, over it at the foot of the window, and never outside', () => {
  const place = { x: 300, y: 100, width: 500, height: 60 }
  const near = { place, line: 100, prefers: 'below' } as const
  expect(placeCard(near, DESK)).toEqual({ x: 300, y: 166 })
  const foot = { ...near, place: { ...near.place, y: 820 } }
  expect(placeCard(foot, DESK)).toEqual({ x: 300, y: 820 - CARD.height - 6 })
  const phone = placeCard(
    { place: { x: 20, y: 60, width: 350, height: 700 }, line: 300, prefers: 'beside' },
    { width: 390, height: 844 },
  )
  expect(phone.x).toBeGreaterThanOrEqual(0)
  expect(phone.x + CARD.width).toBeLessThanOrEqual(390)
  expect(phone.y).toBeGreaterThanOrEqual(0)
})
