import { memo } from 'react'
import type { ComponentType } from 'react'
import type { BrokerView, ReplicaView } from '~/views/clusterView'
import type { Say } from '../../kit/text/useWords'
import { useWords } from '../../kit/text/useWords'
import { fitText, textWidth } from '../../kit/text/text.geometry'
import { FoldedChip } from './FoldedChip'
import type { Row, StageLayout } from '../place/layout'
import { ALL_TOPICS } from '../place/layout'
import { Mark } from './Mark'
import type { RasterProps } from '../place/raster.geometry'
import { ReplicaBar } from './ReplicaBar'
import { ReplicaChip } from './ReplicaChip'
import { describeBroker, stateWords } from './things'

interface RowProps {
  readonly layout: StageLayout
  readonly row: Row
  readonly broker: BrokerView
  readonly detail: 'story' | 'mechanism' | 'wire'
  /** Partitions whose leader has just changed: their epoch is written. */
  readonly marked: string
  /** Pennants that are still on their way to where they stand, `topic-n>broker`. */
  readonly arriving: string
  /** The replicas of the broker that has most: bars of all replicas are drawn by it. */
  readonly most: number
  /** Draws the replicas where they are too many for marks of their own; null: they are not. */
  readonly raster: ComponentType<RasterProps> | null
}

const isDownState = ({ state }: BrokerView) =>
  state === 'killed' || state === 'stopped' || state === 'absent'

/** One broker: its header, its replicas by column, what waits there. EXPERIENCE C1, broker. */
export const BrokerRow = memo(function BrokerRow(props: RowProps) {
  const { layout, row, broker, detail, marked, arriving, raster: Raster } = props
  const { x, y, width, height } = row.box
  const isDown = isDownState(broker)
  const shown = marked.split(' ')
  const coming = arriving.split(' ')
  return (
    <g className={isDown ? 'stage-row stage-row-down' : 'stage-row'}>
      <rect className="stage-row-box" x={x} y={y} width={width} height={height} />
      {broker.rack === null || layout.racks.length > 0 ? null : (
        <path className="stage-rack" d={`M${x - 3} ${y + 8}h-4v${height - 16}h4`} />
      )}
      {Raster !== null ? (
        <Raster layout={layout} row={row} replicas={broker.replicas} />
      ) : (
        singleReplicas(layout, broker).map(({ replica, column }) => (
          <ReplicaChip
            key={column.key}
            replica={replica}
            column={column}
            y={row.chipY}
            height={layout.chipHeight}
            density={layout.density}
            isBare={coming.includes(`${column.key}>${broker.id}`)}
            showsEpoch={detail === 'wire' || shown.includes(column.key)}
          />
        ))
      )}
      {foldedReplicas(layout, broker).map(({ column, replicas }) => {
        const of = { column, replicas, y: row.chipY, height: layout.chipHeight }
        return column.topic === ALL_TOPICS ? (
          <ReplicaBar key={column.key} {...of} most={props.most} />
        ) : (
          <FoldedChip key={column.key} {...of} />
        )
      })}
      <StandingHeader {...props} />
    </g>
  )
})

/** The header of a row stays in sight where the stage is scrolled aside: on a ground of its own. */
function StandingHeader(props: RowProps) {
  const { layout, row } = props
  const { x, y, height } = row.box
  return (
    <g className="stage-standing">
      <rect
        className="stage-ground"
        x={x + 1}
        y={y + 1}
        width={layout.dividerX - x}
        height={height - 2}
      />
      <path className="stage-hairline" d={`M${layout.dividerX} ${y + 10}v${height - 20}`} />
      <Header {...props} />
    </g>
  )
}

function singleReplicas(layout: StageLayout, broker: BrokerView) {
  return broker.replicas.flatMap((replica) => {
    const column = layout.columnOf.get(`${replica.topic}-${replica.partition}`)
    return column === undefined || column.partition === null ? [] : [{ replica, column }]
  })
}

function foldedReplicas(layout: StageLayout, broker: BrokerView) {
  return layout.columns.flatMap((column) => {
    if (column.partition !== null) return []
    const replicas: readonly ReplicaView[] = broker.replicas.filter(
      ({ topic }) => column.topic === ALL_TOPICS || topic === column.topic,
    )
    return replicas.length === 0 ? [] : [{ column, replicas }]
  })
}

/** Baselines of the header's lines: name, state, metadata. */
const LINES = {
  full: [28, 48, 70],
  medium: [23, 42],
  snug: [20, 38, 56],
  compact: [19, 36],
} as const
/** So high are the headers that stand in the middle of their rows. */
const MIDDLE: Partial<Readonly<Record<StageLayout['rowForm'], number>>> = { full: 92, snug: 64 }

function Header({ layout, row, broker }: RowProps) {
  const { t } = useWords()
  const { x, y, height } = row.box
  const left = x + (layout.form === 'phone' ? 12 : 14)
  const room = layout.dividerX - left - 4
  const [first, second, third] = LINES[layout.rowForm]
  const top = y + Math.floor((height - (MIDDLE[layout.rowForm] ?? height)) / 2)
  const isAlarming = isDownState(broker) || broker.isFenced
  return (
    <Mark
      thing={{ kind: 'broker', id: broker.id, process: broker.process }}
      name={describeBroker(t, broker)}
      box={{ x: x + 7, y: y + 7, width: layout.dividerX - x - 14, height: height - 14 }}
    >
      <text className="stage-title" x={left} y={top + first}>
        {t('broker.name', { id: broker.id })}
      </text>
      {second === undefined ? null : (
        <text className={isAlarming ? 'stage-alarm' : 'stage-soft'} x={left} y={top + second}>
          {/* Two words, and the estimate is on the safe side: up to the line. */}
          {fitText(stateWords(t, broker), { width: room + 3, size: 13 })}
        </text>
      )}
      {third === undefined ? null : (
        <text className="stage-dim stage-mono" x={left} y={top + third}>
          {metadataWords(t, broker, room)}
        </text>
      )}
      {broker.coordinates.length === 0 ? null : <Tab layout={layout} y={top} />}
    </Mark>
  )
}

/** How far its metadata is, and the gap where that has room; nothing before the first record. */
function metadataWords(t: Say, broker: BrokerView, room: number): string {
  const { metadataOffset: offset, metadataGap: gap } = broker
  if (offset < 0) return ''
  const own = t('broker.metadata', { offset })
  const whole = gap > 0 ? t('broker.metadataGap', { offset, gap }) : own
  if (textWidth(whole, 12, true) <= room) return whole
  return fitText(own, { width: room, size: 12, isMono: true })
}

/** The tab of a group coordinator. */
function Tab({ layout, y }: { readonly layout: StageLayout; readonly y: number }) {
  const x = layout.dividerX - (layout.form === 'phone' ? 24 : 28)
  return (
    <g className="stage-tab">
      <rect x={x} y={y + 14} width={18} height={18} />
      <text x={x + 9} y={y + 28} textAnchor="middle">
        G
      </text>
    </g>
  )
}
