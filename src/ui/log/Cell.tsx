import type { CellMark } from './cells.geometry'
import type { Textures } from './StripDefs'

interface CellProps {
  readonly cell: CellMark
  readonly isOffline: boolean
  readonly textures: Pick<Textures, 'offline' | 'undecided'>
}

const HEIGHT = 28

/**
 * One record: its text, its key's colour, whether it is committed. It is drawn from its own corner
 * on, so that a cell that goes elsewhere is only moved.
 */
export function Cell({ cell, isOffline, textures }: CellProps) {
  const { width, text, kind } = cell
  if (kind === 'gap') return <path className="strip-gap" d={`M0 ${HEIGHT / 2}h${width}`} />
  const box = { x: 0.5, y: 0.5, width: Math.max(1, width - 1), height: HEIGHT - 1 }
  const middle = width / 2
  const hasText = width >= 20 && text !== ''
  const plate = text.length > 1 ? width - 6 : 14
  return (
    <>
      <rect className="strip-box" {...box} />
      {isOffline ? (
        <rect className="strip-texture" fill={`url(#${textures.offline})`} {...box} />
      ) : null}
      {cell.isUndecided ? <rect fill={`url(#${textures.undecided})`} {...box} /> : null}
      {hasText && (isOffline || cell.isUndecided) ? (
        <rect className="strip-plate" x={middle - plate / 2} y="4" width={plate} height="17" />
      ) : null}
      <KeyStripe cell={cell} />
      {kind === 'control' && width >= 12 ? <Capsule middle={middle} width={width} /> : null}
      {hasText ? (
        <text className="strip-cell-text" x={middle} y="18" textAnchor="middle">
          {text}
        </text>
      ) : null}
    </>
  )
}

/** A control record: a marker of a transaction, not a message. */
function Capsule({ middle, width }: { readonly middle: number; readonly width: number }) {
  const half = Math.min(9, width / 2 - 1)
  return (
    <rect className="strip-capsule" x={middle - half} y="6" width={2 * half} height="14" rx="7" />
  )
}

/** The key's colour under the record. */
function KeyStripe({ cell }: { readonly cell: CellMark }) {
  if (cell.keyColour === null) return null
  const fill = `var(--key-${cell.keyColour})`
  const width = Math.max(1, cell.width - 2)
  return <rect className="strip-key" fill={fill} x="1" y="23.5" width={width} height="4" />
}
