import { memo } from 'react'
import type { ReplicaView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import { fitText, textWidth } from '../../kit/text/text.geometry'
import { barParts } from '../place/bars.geometry'
import { ChipBody } from './ChipBody'
import type { Column } from '../place/layout'

interface BarProps {
  readonly replicas: readonly ReplicaView[]
  readonly column: Column
  readonly y: number
  readonly height: number
  /** The replicas of the broker that has most. */
  readonly most: number
}

const BAR = 14
const SIZE = 12

/**
 * All replicas of a broker as one bar of counts by standing: as long as they are many, so that rows
 * can be compared. EXPERIENCE, level of detail.
 */
export const ReplicaBar = memo(function ReplicaBar(props: BarProps) {
  const { replicas, column, y, most } = props
  const { t } = useWords()
  const left = column.x - column.chipWidth / 2
  const place = { left, top: y - BAR, height: BAR, unit: column.chipWidth / most }
  const parts = barParts(replicas, place)
  const counts = parts
    .map(({ standing, count }) => t('bar.count', { standing: t(`standing.${standing}`), count }))
    .join(' · ')
  const under = replicas.filter(({ underMinIsr }) => underMinIsr !== null).length
  const alarm = under === 0 ? '' : t('bar.under', { count: under })
  const broker = replicas[0]?.broker ?? 0
  const name = t('bar.label', { broker, counts: [counts, alarm].filter(Boolean).join(' · ') })
  const alarmRoom = alarm === '' ? 0 : textWidth(alarm, SIZE) + 16
  return (
    <g role="img" aria-label={name}>
      {parts.map(({ standing, box }) => (
        <ChipBody key={standing} standing={standing} box={box} />
      ))}
      <text className="stage-dim" fontSize={SIZE} x={left} y={y + 14}>
        {fitText(counts, { width: column.chipWidth - alarmRoom, size: SIZE })}
      </text>
      {alarm === '' ? null : (
        <text
          className="stage-alarm"
          fontSize={SIZE}
          x={left + column.chipWidth}
          y={y + 14}
          textAnchor="end"
        >
          {alarm}
        </text>
      )}
    </g>
  )
})
