import type { MessageView } from '~/views/clusterView'
import type { Box, Column, Point, Row, StageLayout } from './layout'

/** The way of a message over the stage. */
export interface Route {
  readonly points: readonly Point[]
  readonly length: number
}

/** What a route is found from. */
type Travelling = Pick<MessageView, 'api' | 'family' | 'from' | 'to' | 'isResponse' | 'partition'>

/** APIs between the members of the quorum; the others of the family come from brokers. */
const QUORUM_APIS: readonly string[] = ['Vote', 'BeginQuorumEpoch', 'EndQuorumEpoch']

/**
 * Where a message goes: clients' traffic in the lanes of a row, replication beside its column,
 * control in the trunk. An answer's way begins where its request ended.
 * @returns null when one of its ends is not on the stage.
 */
export function routeOf(layout: StageLayout, message: Travelling): Route | null {
  const asker = message.isResponse ? message.to : message.from
  const server = message.isResponse ? message.from : message.to
  const points =
    clientRoute(layout, message, { asker, server }) ??
    serverRoute(layout, message, { asker, server })
  if (points === null) return null
  const directed =
    message.isResponse && !isDrawnForAnswers(layout, asker) ? points.toReversed() : points
  return { points: directed, length: lengthOf(directed) }
}

interface Ends {
  readonly asker: string
  readonly server: string
}

/** Ways of clients are made for each direction; others are the request's way, turned round. */
function isDrawnForAnswers(layout: StageLayout, asker: string): boolean {
  return layout.clients.some(({ process }) => process === asker)
}

function clientRoute(
  layout: StageLayout,
  message: Travelling,
  ends: Ends,
): readonly Point[] | null {
  const client = layout.clients.find(({ process }) => process === ends.asker)
  const row = layout.rows.find(({ process }) => process === ends.server)
  if (client === undefined || row === undefined) return null
  const isProducing = client.side === 'producers'
  const gutter = isProducing ? layout.gutter.producers : layout.gutter.consumers
  const start = clientPort(layout, client.box, { isProducing, gutter })
  const column = columnOf(layout, message)
  const lane = message.isResponse ? row.responseY : row.requestY
  const port = serverPort(layout, { row, column, isResponse: message.isResponse })
  const way = [...start, { x: gutter, y: lane }, { x: port.x, y: lane }, port]
  return message.isResponse ? way.toReversed() : way
}

/** From a client's box to its gutter. */
function clientPort(
  layout: StageLayout,
  box: Box,
  { isProducing, gutter }: { readonly isProducing: boolean; readonly gutter: number },
): readonly Point[] {
  const y = box.y + box.height / 2
  if (layout.form === 'matrix') {
    return [
      { x: isProducing ? box.x + box.width : box.x, y },
      { x: gutter, y },
    ]
  }
  if (isProducing) return producerPort(layout, box, gutter)
  const x = box.x + box.width / 2
  return [
    { x, y: box.y },
    { x, y: box.y - 5 },
    { x: gutter, y: box.y - 5 },
  ]
}

/** Half of the gap between two producers of a phone. */
const ASIDE = 6

/** On a phone a way leaves a producer at its left, where no word of it stands. */
function producerPort(layout: StageLayout, box: Box, gutter: number): readonly Point[] {
  const start = { x: box.x, y: box.y + box.height / 2 }
  const isFirst = !layout.clients.some(
    (other) => other.side === 'producers' && other.box.x < box.x && other.box.x > gutter,
  )
  if (isFirst) return [start, { x: gutter, y: start.y }]
  const [aside, below] = [box.x - ASIDE, box.y + box.height + 5]
  return [start, { x: aside, y: start.y }, { x: aside, y: below }, { x: gutter, y: below }]
}

/** Where a request for a broker ends: at its partition's chip, else at the row's header. */
function serverPort(
  layout: StageLayout,
  {
    row,
    column,
    isResponse,
  }: { readonly row: Row; readonly column: Column | null; readonly isResponse: boolean },
): Point {
  if (column === null) return { x: layout.dividerX, y: row.chipY }
  const half = layout.chipHeight / 2
  return { x: column.x, y: isResponse ? row.chipY + half : row.chipY - half }
}

function columnOf(layout: StageLayout, { partition }: Travelling): Column | null {
  return partition === null ? null : (layout.columnOf.get(partition) ?? null)
}

function serverRoute(
  layout: StageLayout,
  message: Travelling,
  ends: Ends,
): readonly Point[] | null {
  if (message.family === 'replicate') return replicationRoute(layout, message, ends)
  return controlRoute(layout, message, ends)
}

/** From the follower's chip along the column's track to the leader's chip. */
function replicationRoute(
  layout: StageLayout,
  message: Travelling,
  ends: Ends,
): readonly Point[] | null {
  const from = layout.rows.find(({ process }) => process === ends.asker)
  const to = layout.rows.find(({ process }) => process === ends.server)
  const column = columnOf(layout, message) ?? layout.columns[0] ?? null
  if (from === undefined || to === undefined || column === null) return null
  const x = message.isResponse ? column.track.response : column.track.request
  const edge = column.x + column.chipWidth / 2
  return [
    { x: edge, y: from.chipY },
    { x, y: from.chipY },
    { x, y: to.chipY },
    { x: edge, y: to.chipY },
  ]
}

/** From a row through the trunk to a controller, or along the shelf between two of them. */
function controlRoute(
  layout: StageLayout,
  message: Travelling,
  ends: Ends,
): readonly Point[] | null {
  const target = layout.hexagons.find(({ process }) => process === ends.server)
  if (target === undefined) return null
  const lane = layout.shelfLane
  const end = [
    { x: target.x, y: lane },
    { x: target.x, y: target.y + target.radius },
  ]
  const peer = layout.hexagons.find(({ process }) => process === ends.asker)
  const isPeer = QUORUM_APIS.includes(message.api) || message.api === 'FetchMetadata'
  if (peer !== undefined && isPeer) {
    return [{ x: peer.x, y: peer.y + peer.radius }, { x: peer.x, y: lane }, ...end]
  }
  const row = layout.rows.find(({ process }) => process === ends.asker)
  if (row === undefined) return null
  return [
    { x: row.box.x, y: row.chipY },
    { x: layout.trunkX, y: row.chipY },
    { x: layout.trunkX, y: lane },
    ...end,
  ]
}

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)

function lengthOf(points: readonly Point[]): number {
  return points.reduce((sum, point, index) => {
    const before = points[index - 1]
    return before === undefined ? sum : sum + distance(before, point)
  }, 0)
}

/** The point after `share` (0 to 1) of a way. */
export function pointAt({ points, length }: Route, share: number): Point {
  let left = length * Math.max(0, Math.min(1, share))
  for (let index = 1; index < points.length; index += 1) {
    const [from, to] = [points[index - 1], points[index]]
    if (from === undefined || to === undefined) break
    const step = distance(from, to)
    if (left <= step && step > 0) {
      const part = left / step
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
    }
    left -= step
  }
  return points.at(-1) ?? { x: 0, y: 0 }
}

/** The part of a way between two shares, as an SVG path. */
export function pathBetween(route: Route, from: number, to: number): string {
  const begin = pointAt(route, from)
  const end = pointAt(route, to)
  let walked = 0
  const inner: Point[] = []
  route.points.forEach((point, index) => {
    const before = route.points[index - 1]
    if (before !== undefined) walked += distance(before, point)
    if (walked > route.length * from && walked < route.length * to) inner.push(point)
  })
  return [begin, ...inner, end]
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`)
    .join('')
}
