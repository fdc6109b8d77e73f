import { useId } from 'react'
import { thingsOfNode } from '~/store/pointing'
import { Patterns } from '../kit/Patterns'
import { fitText } from '../kit/text/text.geometry'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import { useWords } from '../kit/text/useWords'
import { MetadataLane } from './MetadataLane'
import { RecordShape } from './RecordShape'
import type { MetadataLayout, RecordMark } from './strip.geometry'
import { SnapshotBand } from './SnapshotBand'
import { STRIP } from './strip.geometry'
import { touchedKeys } from './touchedKeys'

interface StripProps {
  readonly layout: MetadataLayout
  readonly owner: string
  /** Whose row of the image is marked. */
  readonly shownOffset: number
  readonly tabOffset: number
}

/** The log, its epochs and commit line, and how far everybody is. EXPERIENCE C4. */
export function MetadataStrip({ layout, owner, shownOffset, tabOffset }: StripProps) {
  const { t } = useWords()
  const id = useId()
  const { width, height } = layout
  return (
    <svg
      className="meta-strip"
      role="grid"
      aria-label={t('metadata.label')}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <Patterns prefix={id} />
      <Frame layout={layout} owner={owner} />
      <SnapshotBand layout={layout} textures={id} />
      <g role="row" aria-label={owner}>
        {layout.cells.map((mark) => (
          <Cell
            key={mark.record.offset}
            mark={mark}
            isShown={mark.record.offset === shownOffset}
            isTab={mark.record.offset === tabOffset}
          />
        ))}
      </g>
      {layout.lanes.map((mark) => (
        <MetadataLane key={mark.lane.node} mark={mark} layout={layout} textures={id} />
      ))}
      <Names layout={layout} owner={owner} />
      <Commit layout={layout} />
    </svg>
  )
}

type PartProps = Pick<StripProps, 'layout' | 'owner'>

function Frame({ layout }: PartProps) {
  const { plotLeft, width, ticks, epochs } = layout
  return (
    <g aria-hidden="true">
      <path className="meta-axis" d={`M${plotLeft} ${STRIP.axisY + 0.5}H${width}`} />
      {ticks.map(({ x, offset }) => (
        <g key={offset}>
          <path className="meta-axis" d={`M${x} ${STRIP.axisY}v-6`} />
          <text className="meta-number" x={x + 4} y={STRIP.axisY - 5}>
            {offset}
          </text>
        </g>
      ))}
      {epochs.map(({ epoch, x, width: room, isOdd, label }) => (
        <g key={epoch}>
          <rect
            className="meta-epoch"
            data-odd={isOdd}
            x={x}
            y={STRIP.bandY}
            width={room}
            height={STRIP.bandHeight}
          />
          {label === null ? null : (
            <text className="meta-epoch-text" x={x + 4} y={STRIP.bandY + 10}>
              {label}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

/** The names stand before what is scrolled under them. */
function Names({ layout, owner }: PartProps) {
  const { t } = useWords()
  const { plotLeft, height, lanes } = layout
  const fit = (text: string) => fitText(text, { size: 12, width: plotLeft - 24 })
  return (
    <g aria-hidden="true">
      <rect className="meta-plate" width={plotLeft} height={height} />
      <text className="meta-title" x="20" y={STRIP.top + 18}>
        {t('metadata.log')}
      </text>
      <text className="meta-standing" x="20" y={STRIP.top + 36}>
        {fit(owner)}
      </text>
      {lanes.map(({ lane, y }) => (
        <g key={lane.node} {...pointing(() => thingsOfNode(lane.node))}>
          <text className="meta-name" x="20" y={y + 13}>
            {t('metadata.node', { id: lane.node })}
          </text>
          <text className="meta-standing" x="20" y={y + 28}>
            {fit(t(`metadata.kind.${lane.kind}`))}
          </text>
        </g>
      ))}
    </g>
  )
}

interface CellProps {
  readonly mark: RecordMark
  readonly isShown: boolean
  readonly isTab: boolean
}

function Cell({ mark, isShown, isTab }: CellProps) {
  const { t } = useWords()
  const { record, x, width, isCommitted, short, subject } = mark
  const isHovered = useIsHovered(touchedKeys(record.touches))
  const { offset, epoch, type } = record
  const y = STRIP.top
  const label = t('metadata.cell', {
    offset: String(offset),
    epoch,
    type,
    subject: record.subject,
    state: t(isCommitted ? 'metadata.committed' : 'metadata.uncommitted'),
  })
  return (
    <g
      className="meta-cell"
      role="gridcell"
      tabIndex={isTab ? 0 : -1}
      aria-label={label}
      aria-selected={isShown}
      data-offset={offset}
      data-committed={isCommitted}
      data-shown={isShown || undefined}
      data-hovered={isHovered || undefined}
    >
      <rect className="meta-box" x={x + 0.5} y={y} width={width - 1} height={STRIP.height} />
      {short === null ? (
        <RecordShape family={record.family} x={x + width / 2} y={y + STRIP.height / 2} />
      ) : (
        <>
          <RecordShape family={record.family} x={x + 10} y={y + 13} />
          <text className="meta-short" x={x + 19} y={y + 17}>
            {short}
          </text>
          <text x={x + 6} y={y + 34}>
            {subject}
          </text>
        </>
      )}
    </g>
  )
}

function Commit({ layout }: Pick<StripProps, 'layout'>) {
  const { commit } = layout
  if (commit === null) return null
  const label = `HW ${commit.offset}`
  const width = label.length * 7 + 8
  return (
    <g aria-hidden="true" className="meta-commit">
      <path d={commit.path} />
      <rect x={commit.labelX} y="2" width={width} height="15" />
      <text x={commit.labelX + 4} y="14">
        {label}
      </text>
    </g>
  )
}
