import { stagesAt } from '../../kit/phase'
import { usePhase } from '../../kit/usePhase'
import { ghostWay, pennantAt } from '../marks/ghost.geometry'
import type { Ghost } from '../marks/ghostMarks'
import type { StageLayout } from '../place/layout'
import { Pennant } from '../marks/Pennant'

interface TravellingProps {
  readonly layout: StageLayout
  /** Those that are on their way now. */
  readonly ghosts: readonly Ghost[]
}

/** Pennants on their way to the next leader, while time is held. EXPERIENCE, Motion. */
export function Travelling({ layout, ghosts }: TravellingProps) {
  const { move } = stagesAt(usePhase())
  return ghosts.map((ghost) => {
    const way = ghostWay(layout, ghost)
    if (way === null) return null
    const { x, y } = pennantAt(way, move)
    return <Pennant key={ghost.partition} x={x} y={y} isSmall={way.isSmall} />
  })
}
