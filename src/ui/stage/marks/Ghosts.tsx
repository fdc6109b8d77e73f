import { memo } from 'react'
import type { GhostWay } from './ghost.geometry'
import { ghostWay } from './ghost.geometry'
import type { Ghost } from './ghostMarks'
import type { StageLayout } from '../place/layout'
import { Pennant } from './Pennant'

interface GhostsProps {
  readonly layout: StageLayout
  readonly ghosts: readonly Ghost[]
}

/** Pennants that have moved: an outline where each was, and its arc. EXPERIENCE, rule 8. */
export const Ghosts = memo(function Ghosts({ layout, ghosts }: GhostsProps) {
  return ghosts.map((ghost) => {
    const way = ghostWay(layout, ghost)
    return way === null ? null : <GhostMark key={ghost.partition} way={way} />
  })
})

function GhostMark({ way }: { readonly way: GhostWay }) {
  const { from, isSmall, bend } = way
  const { x: left, start, end } = way.arc
  const pull = (end - start) * 0.35
  return (
    <g aria-hidden="true">
      <Pennant x={from.x} y={from.y} isGhost isSmall={isSmall} />
      <path
        className="stage-arc"
        d={`M${left - 3} ${start}C${left - bend} ${start + pull} ${left - bend} ${end - pull} ${left - 5} ${end}`}
      />
      <path className="stage-arc-head" d={`M${left - 2} ${end + 3}l-8 -3.5l5.5 -4.5z`} />
    </g>
  )
}
