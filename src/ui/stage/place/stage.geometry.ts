import { layoutSide } from './clients.geometry'
import { isCrowded, layoutColumns } from './columns.geometry'
import type { Hexagon, RackPlace, Row, StageLayout, StageShape, StageWish } from './layout'

const MARGIN = 20
const CLIENT_WIDTH = 96
/** Middle of the hexagons, and where messages for them run below. */
const SHELF_Y = 26
const SHELF_LANE = 53
const HEXAGON_RADIUS = 19
const HEXAGON_PITCH = 110
const HEAD_Y = 68
const ROWS_TOP = 88
const ROWS_X = 168
const HEADER_WIDTH = 144
/** Room right of the rows for consumers with their bracket. */
const CONSUMERS_WIDTH = 168
const ROW_GAP = 8
/** Room for the name of a rack over its rows. */
const RACK_HEAD = 20
const BOTTOM = 10
/** Row heights: three lines in the header, two, one. */
const FULL_ROW = 84
const MEDIUM_ROW = 56
/** From here on a chip of two lines' height has room for a slip below. */
const ROOMY_ROW = 64
const MAX_ROW = 108
const COMPACT_ROW = 44
/** So many rows keep two lines, and are scrolled where they have no room. */
const MEDIUM_UP_TO = 4

/** The matrix: brokers by columns, clients left and right, controllers above. EXPERIENCE C1. */
export function layoutMatrix(wish: StageWish): StageLayout {
  const { shape, toggled, height } = wish
  const hasConsumers = shape.groups.length > 0 || shape.clients.some((c) => c.kind === 'consumer')
  const rightRoom = hasConsumers ? CONSUMERS_WIDTH : MARGIN
  const dividerX = ROWS_X + HEADER_WIDTH
  const wished = wish.width - rightRoom
  const columns = layoutColumns(shape, toggled, { left: dividerX + 24, right: wished - 14 })
  const rowsRight = Math.max(wished, columns.right + 14)
  const { rows, racks } = layoutRows(wish, rowsRight - ROWS_X)
  const rowsBottom = rows.at(-1)?.box ?? { y: ROWS_TOP, height: FULL_ROW }
  const area = { top: ROWS_TOP, bottom: rowsBottom.y + rowsBottom.height }
  const left = layoutSide(shape, 'producers', { ...area, x: MARGIN })
  const right = layoutSide(shape, 'consumers', { ...area, x: rowsRight + 46 })
  const bottom = Math.max(area.bottom, left.bottom, right.bottom)
  const rowHeight = rows[0]?.box.height ?? FULL_ROW
  return {
    form: 'matrix',
    width: rowsRight + rightRoom,
    height: Math.max(height, bottom + BOTTOM),
    density: columns.density,
    rowForm: rowHeight >= FULL_ROW ? 'full' : rowHeight >= MEDIUM_ROW ? 'medium' : 'compact',
    chipHeight: rowHeight >= FULL_ROW ? 28 : rowHeight >= ROOMY_ROW ? 24 : 20,
    quorumTitle: { x: MARGIN, y: SHELF_Y - 4 },
    hexagons: shape.controllers.map(({ id, process }, index): Hexagon => {
      const x = ROWS_X + 22 + index * HEXAGON_PITCH
      return { id, process, x, y: SHELF_Y, radius: HEXAGON_RADIUS }
    }),
    shelfLane: SHELF_LANE,
    trunkX: ROWS_X - 14,
    gutter: { producers: MARGIN + CLIENT_WIDTH + 14, consumers: rowsRight + 12 },
    dividerX,
    headY: HEAD_Y,
    rows,
    racks,
    topics: columns.topics,
    columns: columns.columns,
    columnOf: columns.columnOf,
    clients: [...left.clients, ...right.clients],
    groups: right.groups,
  }
}

type Brokers = StageShape['brokers']

/** As they come; where rows are many, those of a rack stand together. */
function rowOrder(shape: StageShape): Brokers {
  const { brokers } = shape
  if (!isCrowded(shape) || brokers.every(({ rack }) => (rack ?? null) === null)) return brokers
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return brokers.toSorted((a, b) => order(a.rack ?? '', b.rack ?? ''))
}

function layoutRows(
  { shape, height }: StageWish,
  width: number,
): Pick<StageLayout, 'rows' | 'racks'> {
  const count = shape.brokers.length
  const share = Math.floor((height - ROWS_TOP - BOTTOM + ROW_GAP) / Math.max(1, count)) - ROW_GAP
  // Rows of two lines while a few of them have room; many are compact, so that all are in sight.
  const least = count > MEDIUM_UP_TO ? COMPACT_ROW : MEDIUM_ROW
  const rowHeight = Math.max(least, Math.min(MAX_ROW, share))
  const brokers = rowOrder(shape)
  const isGrouped = isCrowded(shape) && brokers.some(({ rack }) => (rack ?? null) !== null)
  const racks: RackPlace[] = []
  let y = ROWS_TOP
  const rows = brokers.map(({ id, process, rack = null }, index) => {
    if (isGrouped && (index === 0 || rack !== (brokers[index - 1]?.rack ?? null))) {
      y += RACK_HEAD
      const bracket = { x: ROWS_X - 7, top: y, bottom: y }
      racks.push({ name: rack ?? '', head: { x: ROWS_X, y: y - 6 }, bracket })
    }
    const row = rowAt({ id, process }, { x: ROWS_X, y, width, height: rowHeight })
    y += rowHeight + ROW_GAP
    const last = racks.at(-1)
    if (last !== undefined) {
      racks[racks.length - 1] = { ...last, bracket: { ...last.bracket, bottom: y - ROW_GAP } }
    }
    return row
  })
  return { rows, racks }
}

/** A broker's row in its box: request lane on top, answers below, chips in the middle. */
export function rowAt(
  broker: { readonly id: number; readonly process: string },
  box: Row['box'],
): Row {
  const inset = box.height >= FULL_ROW ? 9 : 5
  const chipY = box.y + Math.floor(box.height / 2) + (box.height >= FULL_ROW ? 0 : 2)
  return {
    ...broker,
    box,
    chipY,
    requestY: box.y + inset,
    responseY: box.y + box.height - inset,
  }
}
