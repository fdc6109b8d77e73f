import { memo } from 'react'
import type { ReplicaStanding, ReplicaView } from '~/views/clusterView'
import { useWords } from '../kit/useWords'
import type { Column } from './layout'
import { ChipBody } from './ChipBody'

interface FoldedProps {
  readonly replicas: readonly ReplicaView[]
  readonly column: Column
  readonly y: number
  readonly height: number
}

const ORDER: readonly ReplicaStanding[] = ['leader', 'inSync', 'lagging', 'eligible', 'offline']

/** All replicas of a folded topic on one broker: a bar by standing, and how many it leads. */
export const FoldedChip = memo(function FoldedChip({ replicas, column, y, height }: FoldedProps) {
  const { t } = useWords()
  const [first] = replicas
  if (first === undefined) return null
  const countOf = (standing: ReplicaStanding) =>
    replicas.filter((replica) => replica.standing === standing).length
  const leads = countOf('leader')
  const count = replicas.length
  const barHeight = Math.min(14, height / 2)
  const unit = column.chipWidth / count
  let x = column.x - column.chipWidth / 2
  const parts = ORDER.flatMap((standing) => {
    const width = countOf(standing) * unit
    if (width === 0) return []
    const part = { standing, box: { x, y: y - barHeight, width, height: barHeight } }
    x += width
    return [part]
  })
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
