import type { ClusterView } from '~/views/clusterView'
import type { Box, Point, StageLayout } from '../place/layout'

/** Where each host stands: the middle of all that runs on it. */
export function hostPlaces(layout: StageLayout, cluster: ClusterView): ReadonlyMap<string, Point> {
  const boxes: (readonly [host: string, at: Point])[] = []
  for (const { id, box } of layout.rows) {
    const broker = cluster.brokers.find((row) => row.id === id)
    if (broker !== undefined) boxes.push([broker.host, middle(box)])
  }
  for (const { id, x, y } of layout.hexagons) {
    const found = cluster.controllers.find((row) => row.id === id)
    const isBroker = cluster.brokers.some(({ process }) => process === found?.process)
    if (found !== undefined && !isBroker) boxes.push([found.host, { x, y }])
  }
  for (const { process, box } of layout.clients) {
    const client = cluster.clients.find((row) => row.process === process)
    if (client !== undefined) boxes.push([client.host, middle(box)])
  }
  const places = new Map<string, Point>()
  for (const [host] of boxes) {
    const own = boxes.filter(([other]) => other === host).map(([, at]) => at)
    const sum = own.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }))
    places.set(host, { x: sum.x / own.length, y: sum.y / own.length })
  }
  return places
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

/** The hosts on the left of a line, as one looks along it; the line goes on beyond its ends. */
export function leftOf(
  places: ReadonlyMap<string, Point>,
  from: Point,
  to: Point,
): readonly string[] {
  return [...places].flatMap(([host, { x, y }]) => {
    const side = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)
    return side < 0 ? [host] : []
  })
}
