import type { Near, Place } from '~/store/preview'

/** How big a card is at most, px. */
export const CARD = { width: 320, height: 190 }
const GAP = 6
const EDGE = 4

/** The rectangle around all of some. */
function around(boxes: readonly Place[]): Place {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

/**
 * Where what offers a verb stands in the window: all of it that is open, and the line that the verb
 * is on; null: it is not there.
 */
export function nearOf(
  holder: string,
  prefers: Near['prefers'],
  line: Element | null = null,
): Near | null {
  const boxes = [...document.querySelectorAll(holder)].map((one) => one.getBoundingClientRect())
  if (boxes.length === 0) return null
  const place = around(boxes)
  return { place, line: line?.getBoundingClientRect().y ?? place.y, prefers }
}

type Room = Readonly<Record<'width' | 'height', number>>

/** Where a card stands: where there is room beside what it is about, or under it, or over it. */
export function placeCard({ place, line, prefers }: Near, room: Room): Pick<Place, 'x' | 'y'> {
  const most = { x: room.width - CARD.width - EDGE, y: room.height - CARD.height - EDGE }
  const across = Math.max(EDGE, Math.min(place.x, most.x))
  const down = Math.max(EDGE, Math.min(line, most.y))
  const beside = [
    { x: place.x + place.width + GAP, y: down },
    { x: place.x - CARD.width - GAP, y: down },
  ]
  const over = [
    { x: across, y: place.y + place.height + GAP },
    { x: across, y: place.y - CARD.height - GAP },
  ]
  const isInside = ({ x, y }: Pick<Place, 'x' | 'y'>) =>
    x >= EDGE && y >= EDGE && x <= most.x && y <= most.y
  const wishes = prefers === 'beside' ? [...beside, ...over] : [...over, ...beside]
  return wishes.find(isInside) ?? { x: across, y: EDGE }
}
