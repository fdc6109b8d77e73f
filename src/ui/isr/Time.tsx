import { useNow } from '../kit/useFrame'
import type { Ruler } from '../kit/ruler.geometry'
import { xOf } from '../kit/ruler.geometry'
import type { AxisTick } from './isr.geometry'

interface TimeAxisProps {
  readonly ruler: Ruler
  readonly ticks: readonly AxisTick[]
  readonly y: number
}

/** The axis of simulated time. */
export function TimeAxis({ ruler, ticks, y }: TimeAxisProps) {
  return (
    <g aria-hidden="true">
      <path className="isr-axis" d={`M${ruler.left} ${y + 0.5}H${ruler.right}`} />
      {ticks.map(({ x, label, isLong }) => (
        <g key={x}>
          <path className="isr-axis" d={`M${x} ${y}v${isLong ? -8 : -4}`} />
          {label === null ? null : (
            <text className="isr-tick" x={x + 4} y={y - 5}>
              {label}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

interface CursorProps {
  readonly ruler: Ruler
  readonly top: number
  readonly bottom: number
  /** The end of the branch, µs. */
  readonly end: number
}

/** The instant that is shown; what comes after it is faint. */
export function Cursor({ ruler, top, bottom, end }: CursorProps) {
  const now = useNow()
  const x = Math.min(ruler.right, xOf(ruler, now))
  const rest = xOf(ruler, end) - x
  return (
    <g aria-hidden="true" className="isr-cursor">
      <rect x={x} y={top} width={Math.max(0, rest)} height={bottom - top} />
      <path d={`M${x} ${top - 14}V${bottom}`} />
      <path className="isr-cursor-grip" d={`M${x - 4} ${top - 14}h8l-4 5z`} />
    </g>
  )
}
