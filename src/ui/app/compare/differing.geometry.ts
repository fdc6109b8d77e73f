import type { ClusterView } from '~/views/clusterView'
import type { Point, StageLayout } from '../../stage/place/layout'

/** Where something on the stage stands otherwise than in the other future. */
export interface DifferingPlace extends Point {
  readonly key: string
}

const byId = <T extends { readonly id: number }>(rows: readonly T[], id: number) =>
  rows.find((row) => row.id === id)

/** The places of what differs between two views: replicas by their standing, brokers, controllers. */
export function differingPlaces(
  layout: StageLayout,
  own: ClusterView,
  other: ClusterView,
): readonly DifferingPlace[] {
  const hexagons = layout.hexagons.flatMap(({ id, x, y, radius }) => {
    const [mine, theirs] = [byId(own.controllers, id), byId(other.controllers, id)]
    const isSame = mine?.role === theirs?.role && mine?.up === theirs?.up
    return isSame ? [] : [{ key: `controller ${id}`, x: x + radius, y: y - radius }]
  })
  const rows = layout.rows.flatMap((row) => {
    const [mine, theirs] = [byId(own.brokers, row.id), byId(other.brokers, row.id)]
    const head = { key: `broker ${row.id}`, x: row.box.x + 2, y: row.box.y + 2 }
    const heads = mine?.state === theirs?.state ? [] : [head]
    const chips = (mine?.replicas ?? []).flatMap((replica) => {
      const name = `${replica.topic}-${replica.partition}`
      const column = layout.columnOf.get(name)
      const twin = theirs?.replicas.find(
        ({ topic, partition }) => topic === replica.topic && partition === replica.partition,
      )
      if (column === undefined || twin?.standing === replica.standing) return []
      const x = column.x + column.chipWidth / 2
      return [{ key: `${name} on ${row.id}`, x, y: row.chipY - layout.chipHeight / 2 }]
    })
    return [...heads, ...chips]
  })
  return [...hexagons, ...rows]
}
