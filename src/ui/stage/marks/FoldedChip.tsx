import { memo } from 'react'
import type { ReplicaStanding, ReplicaView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import { barParts } from '../place/bars.geometry'
import type { Column } from '../place/layout'
import { ChipBody } from './ChipBody'

interface FoldedProps {
  readonly replicas: readonly ReplicaView[]
  readonly column: Column
  readonly y: number
  readonly height: number
}

/** All replicas of a folded topic on one broker: a bar by standing, and how many it leads. */
export const FoldedChip = memo(function FoldedChip({ replicas, column, y, height }: FoldedProps) {
  const { t } = useWords()
  const [first] = replicas
  if (first === undefined) return null
  const count = replicas.length
  const barHeight = Math.min(14, height / 2)
  const parts = barParts(replicas, {
    left: column.x - column.chipWidth / 2,
    top: y - barHeight,
    height: barHeight,
    unit: column.chipWidth / count,
  })
  const countOf = (standing: ReplicaStanding) =>
    parts.find((part) => part.standing === standing)?.count ?? 0
  const leads = countOf('leader')
  const name = t('node.folded', {
    topic: first.topic,
    broker: first.broker,
    leads,
    count,
    inSync: leads + countOf('inSync'),
  })
  return (
    <g role="img" aria-label={name}>
      {parts.map(({ standing, box }) => (
        <ChipBody key={standing} standing={standing} box={box} />
      ))}
      <text className="stage-dim" fontSize={12} x={column.x} y={y + 14} textAnchor="middle">
        {t('folded.leads', { leads, count })}
      </text>
    </g>
  )
})
