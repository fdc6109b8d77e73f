import { memo } from 'react'
import { isShallowEqual } from '../kit/isShallowEqual'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import { Cell } from './Cell'
import type { CellMark } from './cells.geometry'

interface GridCellProps {
  readonly cell: CellMark
  readonly y: number
  /** How much of it is there: less than 1 while it comes. */
  readonly presence: number
  readonly broker: number
  readonly isOffline: boolean
  readonly isHovered: boolean
  readonly isYours: boolean
  readonly isTabStop: boolean
  readonly offlineTexture: string
  readonly undecidedTexture: string
}

/** True when nothing that is drawn or said differs; the layout makes its cells anew. */
function isSameCell(a: GridCellProps, b: GridCellProps): boolean {
  const { cell: before, ...old } = a
  const { cell, ...now } = b
  return isShallowEqual(old, now) && isShallowEqual(before, cell)
}

/** One record of one replica: most stay as they are from frame to frame. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { cell, broker } = props
  const { t } = useWords()
  const textures = { offline: props.offlineTexture, undecided: props.undecidedTexture }
  return (
    <g
      role="gridcell"
      className="strip-cell"
      transform={`translate(${cell.x} ${props.y})`}
      data-cell={`${broker}/${cell.offset}`}
      data-committed={cell.isCommitted}
      data-hovered={props.isHovered}
      data-yours={props.isYours || undefined}
      opacity={props.presence < 1 ? props.presence : undefined}
      tabIndex={props.isTabStop ? 0 : -1}
      aria-label={cellName(cell, broker, t)}
    >
      <Cell cell={cell} isOffline={props.isOffline} textures={textures} />
    </g>
  )
}, isSameCell)

/** What a record is called by a screen reader. */
function cellName(cell: CellMark, broker: number, t: Say): string {
  const { record, kind } = cell
  const words =
    kind === 'control'
      ? t('log.control')
      : kind === 'gap'
        ? t('log.gone')
        : [record?.key ?? '', record?.value ?? t('log.tombstone')].filter(Boolean).join(' ')
  const state = cell.isUndecided
    ? t('log.state.undecided')
    : t(cell.isCommitted ? 'log.state.committed' : 'log.state.uncommitted')
  return t('log.cell', { broker, offset: String(cell.offset), text: words, state })
}
