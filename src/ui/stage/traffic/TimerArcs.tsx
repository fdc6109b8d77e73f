import { currentQuorumTimers } from '~/store/quorumTimers'
import { useNow } from '../../kit/useFrame'
import { drainingArc } from './drainingArc'
import type { StageLayout } from '../place/layout'

/** An arc lies inside its hexagon, around the number, px from the corners. */
const INSET = 5

/**
 * What each controller waits for before it does something by itself: an arc around it that drains
 * to the timeout. EXPERIENCE C1.
 */
export function TimerArcs({ layout }: { readonly layout: StageLayout }) {
  const now = useNow()
  const timers = currentQuorumTimers()
  return (
    <g className="stage-timers">
      {layout.hexagons.map(({ process, x, y, radius }) => {
        const timer = timers.find((one) => one.process === process)
        if (timer === undefined) return null
        const { dueAt, setAt, name } = timer
        const left = (dueAt - now) / Math.max(1, dueAt - setAt)
        const d = drainingArc({ x, y, radius: radius - INSET }, left)
        return <path key={process} className="stage-timer" data-timer={name} d={d} />
      })}
    </g>
  )
}
