import type { ReplicaView } from '~/views/clusterView'
import type { RasterCell } from '../place/raster.geometry'

/** The colours of the page that cells are drawn with. */
export interface RasterColours {
  readonly leader: string
  readonly replica: string
  readonly tint: string
  readonly lag: string
  readonly elr: string
  readonly offline: string
  readonly danger: string
}

/** What of a canvas is drawn with. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'rect'
  | 'fill'
  | 'stroke'
  | 'closePath'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
>

/** What is not affected by what is previewed is faint. */
const FAINT = 0.25

/** How cells are drawn. */
export interface RasterWish {
  readonly colours: RasterColours
  /** Cells that a preview is not about. */
  readonly isFaint: (replica: ReplicaView) => boolean
}

/**
 * Draws cells in the shapes and textures of chips: a notch leads, a plain frame is in sync, a bar
 * across is eligible, one hatch lags, two are offline.
 */
export function drawCells(
  pen: Pen,
  cells: readonly RasterCell[],
  { colours, isFaint }: RasterWish,
): void {
  for (const cell of cells) {
    pen.globalAlpha = isFaint(cell.replica) ? FAINT : 1
    drawCell(pen, cell, colours)
    if (cell.replica.underMinIsr !== null) drawUnder(pen, cell, colours)
  }
}

function drawCell(pen: Pen, cell: RasterCell, colours: RasterColours): void {
  switch (cell.replica.standing) {
    case 'leader':
      return drawLeader(pen, cell, colours.leader)
    case 'inSync':
      return drawFrame(pen, cell, { line: colours.replica, fill: colours.tint, width: 1.5 })
    case 'eligible':
      drawFrame(pen, cell, { line: colours.elr })
      return drawStrokes(pen, cell, [[0, 0.5, 1, 0.5]])
    case 'lagging':
      drawFrame(pen, cell, { line: colours.lag, dash: [4, 3] })
      return drawStrokes(pen, cell, HATCH)
    case 'offline':
      drawFrame(pen, cell, { line: colours.offline, dash: [3, 3] })
      return drawStrokes(pen, cell, [...HATCH, ...HATCH.map(mirrored)])
  }
}

/** A line from one place of a cell to another, as shares of its width and height. */
type Stroke = readonly [number, number, number, number]

const HATCH: readonly Stroke[] = [
  [0, 0.4, 1, 0.1],
  [0, 0.7, 1, 0.4],
  [0, 1, 1, 0.7],
]

function mirrored([fromX, fromY, toX, toY]: Stroke): Stroke {
  return [toX, fromY, fromX, toY]
}

function drawLeader(pen: Pen, { box }: RasterCell, colour: string): void {
  const { x, y, width, height } = box
  pen.fillStyle = colour
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(x + width, y)
  pen.lineTo(x + width, y + height)
  pen.lineTo(x, y + height)
  pen.lineTo(x + width / 4, y + height / 2)
  pen.closePath()
  pen.fill()
}

interface Frame {
  readonly line: string
  readonly fill?: string
  readonly width?: number
  readonly dash?: number[]
}

function drawFrame(pen: Pen, { box }: RasterCell, { line, fill, width = 1, dash }: Frame): void {
  pen.strokeStyle = line
  pen.lineWidth = width
  pen.setLineDash(dash ?? [])
  pen.beginPath()
  pen.rect(box.x + 0.75, box.y + 0.75, box.width - 1.5, box.height - 1.5)
  if (fill !== undefined) {
    pen.fillStyle = fill
    pen.fill()
  }
  pen.stroke()
  pen.setLineDash([])
}

/** Strokes within a cell, in the colour of its frame. */
function drawStrokes(pen: Pen, { box }: RasterCell, strokes: readonly Stroke[]): void {
  pen.lineWidth = 1
  pen.beginPath()
  for (const [fromX, fromY, toX, toY] of strokes) {
    pen.moveTo(box.x + box.width * fromX, box.y + box.height * fromY)
    pen.lineTo(box.x + box.width * toX, box.y + box.height * toY)
  }
  pen.stroke()
}

/** Fewer in sync than the topic asks for: a corner. */
function drawUnder(pen: Pen, { box }: RasterCell, { danger }: RasterColours): void {
  const right = box.x + box.width
  const side = Math.min(5, box.width)
  pen.fillStyle = danger
  pen.beginPath()
  pen.moveTo(right - side, box.y)
  pen.lineTo(right, box.y)
  pen.lineTo(right, box.y + side)
  pen.closePath()
  pen.fill()
}
