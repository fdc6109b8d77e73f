import { memo } from 'react'
import type { ReplicaView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import { fitText, textWidth } from '../../kit/text/text.geometry'
import type { Box, Column, Density } from '../place/layout'
import { ChipBody } from './ChipBody'
import { Mark } from './Mark'
import { Pennant } from './Pennant'
import { describeReplica } from './things'

interface ChipProps {
  readonly replica: ReplicaView
  readonly column: Column
  readonly y: number
  readonly height: number
  readonly density: Density
  /** Its pennant is still on its way. */
  readonly isBare: boolean
  /** The epoch is written under a leader's chip. */
  readonly showsEpoch: boolean
}

/** A replica: its LEO in the texture of how it stands. EXPERIENCE C1, replica chip. */
export const ReplicaChip = memo(function ReplicaChip(props: ChipProps) {
  const { replica, column, y, height, density } = props
  const { t } = useWords()
  const { topic, partition, broker, standing } = replica
  const isBead = density !== 'chips'
  const chipHeight = isBead ? 16 : height
  const box = {
    x: column.x - column.chipWidth / 2,
    y: y - chipHeight / 2,
    width: column.chipWidth,
    height: chipHeight,
  }
  return (
    <Mark
      thing={{ kind: 'replica', topic, partition, broker }}
      name={describeReplica(t, replica)}
      box={box}
    >
      <ChipBody standing={standing} box={box} />
      {isBead ? null : <ChipText replica={replica} x={column.x} y={y} width={column.chipWidth} />}
      {standing === 'leader' && density !== 'heat' && !props.isBare ? (
        <Pennant x={box.x + 3} y={box.y} isSmall={isBead || height < 24} />
      ) : null}
      {replica.underMinIsr === null ? null : (
        <path className="stage-under" d={`M${box.x + box.width - 9} ${box.y}h9v9z`} />
      )}
      {isBead ? null : <ChipNotes {...props} box={box} />}
    </Mark>
  )
})

/** What stands under a chip and at its corner: epoch, ISR against its minimum, reassignment. */
function ChipNotes({ replica, showsEpoch, box }: ChipProps & { readonly box: Box }) {
  const { underMinIsr, change, leaderEpoch, standing } = replica
  const below = box.y + box.height + 14
  const hasEpoch = standing === 'leader' && showsEpoch
  const epochWidth = textWidth(`e${leaderEpoch}`, 12, true) + 7
  return (
    <>
      {hasEpoch ? (
        <text className="stage-epoch" x={box.x} y={below}>
          {`e${leaderEpoch}`}
        </text>
      ) : null}
      {underMinIsr === null ? null : (
        <text className="stage-under-text" x={box.x + (hasEpoch ? epochWidth : 0)} y={below}>
          {`${underMinIsr.isr}/${underMinIsr.min} min`}
        </text>
      )}
      {change === null ? null : (
        <path
          className="stage-change"
          d={`M${box.x - 4} ${box.y}h8${change === 'adding' ? 'm-4 -4v8' : ''}`}
        />
      )}
    </>
  )
}

interface TextProps {
  readonly replica: ReplicaView
  readonly x: number
  readonly y: number
  readonly width: number
}

/** The LEO; over a texture it stands on a plain plate. */
function ChipText({ replica, x, y, width }: TextProps) {
  const { standing, logEndOffset } = replica
  const size = width >= 52 ? 14 : 12
  const text = fitText(String(logEndOffset), { width: width - 8, size, isMono: true })
  const hasPlate = standing === 'lagging' || standing === 'offline' || standing === 'eligible'
  const plate = Math.min(width - 8, text.length * size * 0.6 + 8)
  return (
    <>
      {hasPlate ? (
        <rect className="stage-plate" x={x - plate / 2} y={y - 9} width={plate} height={18} />
      ) : null}
      <text
        className={`stage-leo stage-leo-${standing}`}
        x={standing === 'leader' ? x + 3 : x}
        y={y + 5}
        fontSize={size}
        textAnchor="middle"
      >
        {text}
      </text>
    </>
  )
}
