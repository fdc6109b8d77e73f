import { memo } from 'react'
import type { Ghost } from './ghostMarks'
import type { StageLayout } from './layout'
import { Pennant } from './Pennant'

interface GhostsProps {
  readonly layout: StageLayout
  readonly ghosts: readonly Ghost[]
}

/** Pennants that have moved: an outline where each was, and its arc. EXPERIENCE, rule 8. */
export const Ghosts = memo(function Ghosts({ layout, ghosts }: GhostsProps) {
  if (layout.density === 'heat') return null
  return ghosts.map((ghost) => <GhostMark key={ghost.partition} layout={layout} ghost={ghost} />)
})

function GhostMark({ layout, ghost }: { readonly layout: StageLayout; readonly ghost: Ghost }) {
  const column = layout.columnOf.get(ghost.partition)
  const from = layout.rows.find(({ id }) => id === ghost.from)
  const to = layout.rows.find(({ id }) => id === ghost.to)
  if (column === undefined || column.partition === null) return null
  if (from === undefined || to === undefined) return null
  const left = column.x - column.chipWidth / 2
  const half = layout.density === 'chips' ? layout.chipHeight / 2 : 8
  const isSmall = layout.density === 'beads'
  const start = from.chipY + 2
  const end = to.chipY - half - 8
  const bend = isSmall ? 5 : 18
  const pull = (end - start) * 0.35
  return (
    <g aria-hidden="true">
      <Pennant x={left + 3} y={from.chipY - half} isGhost isSmall={isSmall} />
      <path
        className="stage-arc"
        d={`M${left - 3} ${start}C${left - bend} ${start + pull} ${left - bend} ${end - pull} ${left - 5} ${end}`}
      />
      <path className="stage-arc-head" d={`M${left - 2} ${end + 3}l-8 -3.5l5.5 -4.5z`} />
    </g>
  )
}
