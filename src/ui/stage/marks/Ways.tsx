import { memo } from 'react'
import type { ClusterView } from '~/views/clusterView'
import type { StageLayout } from '../place/layout'

interface TracksProps {
  readonly layout: StageLayout
  readonly topics: ClusterView['topics']
}

/** Faint lines from each leader to its followers, beside the columns. */
export const Tracks = memo(function Tracks({ layout, topics }: TracksProps) {
  if (layout.density !== 'chips') return null
  const lines = topics.flatMap(({ name, partitions }) =>
    partitions.flatMap(({ partition, leader, replicas }) => {
      const column = layout.columnOf.get(`${name}-${partition}`)
      const to = layout.rows.find(({ id }) => id === leader)
      if (column === undefined || column.partition === null || to === undefined) return []
      const x = column.track.request
      const edge = column.x + column.chipWidth / 2
      return replicas.flatMap((id) => {
        const from = layout.rows.find((row) => row.id === id)
        if (from === undefined || id === leader) return []
        const d = `M${edge} ${from.chipY}H${x}V${to.chipY}H${edge}`
        return [{ key: `${column.key}/${id}`, d }]
      })
    }),
  )
  return (
    <g className="stage-tracks">
      {lines.map(({ key, d }) => (
        <path key={key} d={d} />
      ))}
    </g>
  )
})
