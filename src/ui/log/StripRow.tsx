import type { Place } from '../kit/lens/useShownPartitions'
import { Cell } from './Cell'
import { GridCell } from './GridCell'
import type { StripChange } from './change.geometry'
import type { FlagMark, RowMark } from './log.geometry'
import type { Textures } from './StripDefs'
import { StripHead } from './StripHead'
import { StripSegments } from './StripSegments'
import { useBoxes } from './useBoxes'

/** A cell as the keyboard, the pointer and the card mean it. */
export interface CellPlace {
  readonly broker: number
  readonly offset: number
}

interface StripRowProps {
  readonly row: RowMark
  readonly place: Place | undefined
  /** What has just changed, while that is played, and where the plot stands then. */
  readonly change: StripChange | null
  readonly slide: string | undefined
  readonly plotLeft: number
  readonly textures: Textures
  readonly isSelected: boolean
  /** The cell that Tab reaches, if it is in this row. */
  readonly tabOffset: number | null
  /** The offset that is pointed at, in whatever row. */
  readonly hovered: number | null
  /** The offset of the record that a person sent. */
  readonly yours: number | null
  readonly onSelect: () => void
}

const GHOST_LIFT = 6

/** One replica: name, pennant, cells, epoch bands, flags, remarks. */
export function StripRow(props: StripRowProps) {
  const { row, plotLeft, textures, change, slide } = props
  const { replica, y } = row
  const own = change?.rows.get(replica.broker)
  const lift = own?.isCut === true ? GHOST_LIFT * (change?.lift ?? 1) : GHOST_LIFT
  const freshFrom = own?.freshFrom ?? Number.POSITIVE_INFINITY
  const presenceOf = (offset: number) => (offset < freshFrom ? 1 : (change?.add ?? 1))
  const isOffline = replica.standing === 'offline'
  const boxOf = useBoxes(row.cells)
  return (
    <g role="row" className="strip-row" data-standing={replica.standing}>
      <StripHead
        row={row}
        place={props.place}
        plotLeft={plotLeft}
        isSelected={props.isSelected}
        onSelect={props.onSelect}
      />
      <g aria-hidden="true">
        <Pennant row={row} x={plotLeft - 8} />
        <g clipPath={`url(#${textures.plot})`}>
          <g transform={slide}>
            <Bands row={row} />
          </g>
        </g>
      </g>
      <g clipPath={`url(#${textures.plot})`}>
        <g transform={slide}>
          {row.cells.map((cell) => (
            <GridCell
              key={boxOf(cell)}
              cell={cell}
              y={y}
              presence={presenceOf(cell.offset)}
              broker={replica.broker}
              isOffline={isOffline}
              isHovered={cell.offset === props.hovered}
              isYours={cell.offset === props.yours}
              isTabStop={cell.offset === props.tabOffset}
              offlineTexture={textures.offline}
              undecidedTexture={textures.undecided}
            />
          ))}
        </g>
      </g>
      <g aria-hidden="true">
        <g clipPath={`url(#${textures.plot})`}>
          <g transform={slide}>
            <Ghosts row={row} lift={lift} textures={textures} />
          </g>
        </g>
        <g transform={slide}>
          <StripSegments row={row} />
          {row.flags.map((flag) => (
            <Flag key={flag.name} flag={flag} />
          ))}
        </g>
        <Notes row={row} />
      </g>
    </g>
  )
}

interface GhostsProps extends Pick<StripRowProps, 'row' | 'textures'> {
  /** How far what is cut off stands above the row, px. */
  readonly lift: number
}

/** What was cut off, where the log begins, and where it begins to differ. */
function Ghosts({ row, lift, textures }: GhostsProps) {
  const { y, replica } = row
  return (
    <>
      {row.ghosts.map((cell) => (
        <g
          key={cell.offset}
          className="strip-ghost"
          transform={`translate(${cell.x} ${y - lift})`}
          data-cell={`${replica.broker}/${cell.offset}/cut`}
        >
          <Cell cell={cell} isOffline={false} textures={textures} />
        </g>
      ))}
      {row.startX === null ? null : (
        <path className="strip-start" d={`M${row.startX + 3} ${y - 3}h-3v35h3`} />
      )}
      {row.differsX === null ? null : (
        <path className="strip-differs" d={`M${row.differsX} ${y + 28}v16`} />
      )}
    </>
  )
}

/**
 * The leader's pennant; an outline where a replica led and another one leads now, dashed where one
 * is elected and has not been told.
 */
function Pennant({ row, x }: { readonly row: RowMark; readonly x: number }) {
  const { standing, known, isFormerLeader } = row.replica
  if (standing !== 'leader' && !isFormerLeader) return null
  const foot = row.y + 22
  const isElected = standing === 'leader' && known?.isLeader === false
  return (
    <g className="strip-pennant" data-former={isFormerLeader} data-elected={isElected || undefined}>
      <path d={`M${x} ${foot}v-17`} />
      <path className="strip-cloth" d={`M${x} ${foot - 17}l13 4.5l-13 4.5z`} />
    </g>
  )
}

function Bands({ row }: { readonly row: RowMark }) {
  return row.bands.map((band) => (
    <g key={band.epoch}>
      <rect
        className="strip-band"
        data-odd={band.isOdd}
        x={band.x}
        y={row.y + 32}
        width={band.width}
        height="8"
      />
      {band.label === null ? null : (
        <text className="strip-epoch" x={band.label.x} y={band.label.y}>
          {band.label.text}
        </text>
      )}
    </g>
  ))
}

function Flag({ flag }: { readonly flag: FlagMark }) {
  const { x, left, top, width, name } = flag
  return (
    <g className="strip-flag" data-flag={name}>
      <path className="strip-flag-line" d={`M${x} ${top + 11}V${flag.lineTo}`} />
      <rect x={left} y={top} width={width} height="11" />
      <text x={left + width / 2} y={top + 9} textAnchor="middle">
        {name}
      </text>
    </g>
  )
}

function Notes({ row }: { readonly row: RowMark }) {
  return row.notes.map((note, index) => (
    <text key={note.y} className="strip-note" data-tone={note.tone} x={note.x} y={note.y}>
      {index === 0 && row.replica.differs !== null ? (
        <tspan className="strip-dash" dx="-14">
          —
        </tspan>
      ) : null}
      <tspan x={note.x}>{note.text}</tspan>
    </text>
  ))
}
