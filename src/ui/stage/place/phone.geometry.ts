import type {
  ClientPlace,
  Column,
  GroupPlace,
  Hexagon,
  StageLayout,
  StageShape,
  StageWish,
} from './layout'
import { rowAt } from './stage.geometry'

/** The drawing is made for this width and scaled to the screen's. */
const PHONE_WIDTH = 390
/** Columns that have room for their numbers. */
const PHONE_COLUMNS = 4
const MARGIN = 12
const HEADER_WIDTH = 104
const ROW_HEIGHT = 100
const MIN_ROW = 64
const ROW_GAP = 6
const PRODUCERS_Y = 84
const ROWS_TOP = 132
const BOX_HEIGHT = 42
/** Kept free below the consumers: the verbs of what is chosen stand there. */
const BAR_HEIGHT = 48
/** So many controllers leave room for their title beside them. */
const BESIDE_TITLE = 5

/** What a phone shows: one topic's window of columns. */
export interface PhoneWindow {
  readonly topic: string
  readonly partitions: readonly number[]
}

/** The windows to choose from: every topic in parts of at most four partitions. */
export function phoneWindows(shape: Pick<StageShape, 'topics'>): readonly PhoneWindow[] {
  const own = shape.topics.filter(({ internal }) => !internal)
  const rest = shape.topics.filter(({ internal }) => internal)
  return [...own, ...rest].flatMap(({ name, partitions }) =>
    Array.from({ length: Math.ceil(partitions.length / PHONE_COLUMNS) }, (_, index) => ({
      topic: name,
      partitions: partitions.slice(index * PHONE_COLUMNS, (index + 1) * PHONE_COLUMNS),
    })),
  )
}

/** The phone's form: controllers and producers above, one topic's matrix, consumers below. */
export function layoutPhone(wish: StageWish, shown: PhoneWindow | null): StageLayout {
  const { shape } = wish
  const consumers = shape.clients.filter(({ kind }) => kind === 'consumer')
  const dividerX = MARGIN + HEADER_WIDTH
  const columns = columnsOf(shown, dividerX)
  const consumerRows = Math.ceil(consumers.length / 2)
  const below = consumerRows * (BOX_HEIGHT + 8) + 26 + BAR_HEIGHT
  const scale = wish.width / PHONE_WIDTH
  const room = wish.height / scale - ROWS_TOP - below
  const count = Math.max(1, shape.brokers.length)
  const share = Math.floor(room / count) - ROW_GAP
  const rowHeight = Math.max(MIN_ROW, Math.min(ROW_HEIGHT + 12, share))
  const rows = shape.brokers.map((broker, index) =>
    rowAt(broker, {
      x: MARGIN,
      y: ROWS_TOP + index * (rowHeight + ROW_GAP),
      width: PHONE_WIDTH - MARGIN * 2,
      height: rowHeight,
    }),
  )
  const rowsBottom = ROWS_TOP + shape.brokers.length * (rowHeight + ROW_GAP)
  const { places, groups } = consumersOf(consumers, shape.groups, rowsBottom)
  const { hexagons, quorumTitle } = shelfOf(shape.controllers)
  return {
    form: 'phone',
    width: PHONE_WIDTH,
    height: Math.max(wish.height / scale, rowsBottom + below),
    density: 'chips',
    rowForm: rowHeight >= 84 ? 'full' : 'snug',
    chipHeight: 28,
    quorumTitle,
    hexagons,
    shelfLane: 58,
    trunkX: 10,
    gutter: { producers: dividerX + 12, consumers: PHONE_WIDTH - 8 },
    dividerX,
    headY: 124,
    rows,
    racks: [],
    topics: [],
    columns,
    columnOf: new Map(columns.map((column) => [column.key, column])),
    clients: [...producersOf(shape.clients), ...places],
    groups,
  }
}

/** Few controllers have their title at the right, more of them the whole width, and it below. */
function shelfOf(
  controllers: StageShape['controllers'],
): Pick<StageLayout, 'hexagons' | 'quorumTitle'> {
  const count = Math.max(1, controllers.length)
  const isFull = count > BESIDE_TITLE
  const pitch = isFull ? (PHONE_WIDTH - MARGIN * 2) / count : Math.min(68, 190 / count)
  const left = isFull ? MARGIN + pitch / 2 : 44
  const radius = Math.min(18, pitch / 2 - (isFull ? 5 : 4))
  return {
    quorumTitle: isFull ? { x: MARGIN, y: 76 } : { x: left + pitch * (count - 1) + 34, y: 26 },
    hexagons: controllers.map(({ id, process }, index): Hexagon => {
      return { id, process, x: left + index * pitch, y: 30, radius }
    }),
  }
}

function columnsOf(shown: PhoneWindow | null, dividerX: number): readonly Column[] {
  if (shown === null) return []
  const isNarrow = shown.partitions.length > 3
  const pitch = isNarrow ? 62 : 76
  const chipWidth = Math.min(56, pitch - 20)
  return shown.partitions.map((partition, index) => {
    const x = dividerX + (isNarrow ? 20 : 26) + chipWidth / 2 + index * pitch
    const edge = x + chipWidth / 2 + (isNarrow ? 4 : 6)
    const track = { request: edge, response: edge + 6 }
    return {
      key: `${shown.topic}-${partition}`,
      topic: shown.topic,
      partition,
      x,
      chipWidth,
      track,
    }
  })
}

/** Producers and tools in one line above the columns. */
function producersOf(clients: StageShape['clients']): readonly ClientPlace[] {
  const here = clients.filter(({ kind }) => kind !== 'consumer')
  const pitch = Math.min(80, Math.floor((PHONE_WIDTH - 152) / Math.max(1, here.length)))
  return here.map(({ process }, index) => ({
    process,
    side: 'producers',
    box: { x: 152 + index * pitch, y: PRODUCERS_Y - 14, width: pitch - 12, height: 28 },
  }))
}

function consumersOf(
  consumers: StageShape['clients'],
  groupIds: readonly string[],
  top: number,
): { readonly places: readonly ClientPlace[]; readonly groups: readonly GroupPlace[] } {
  const left = 136
  const width = 118
  const places = consumers.map(({ process }, index): ClientPlace => ({
    process,
    side: 'consumers',
    box: {
      x: left + (index % 2) * (width + 6),
      y: top + 14 + Math.floor(index / 2) * (BOX_HEIGHT + 8),
      width,
      height: BOX_HEIGHT,
    },
  }))
  const groups = groupIds.map((id, index): GroupPlace => ({
    id,
    head: { x: MARGIN, y: top + 31 + index * 44, width: 122 },
    bracket: { x: left - 10, y: top + 2, width: PHONE_WIDTH - MARGIN - left + 10, height: 6 },
  }))
  return { places, groups }
}
