import { currentLedger } from '~/store/ledger'
import { currentRun } from '~/store/session'
import type { Ruler } from '../kit/ruler.geometry'
import { ticksOf, xOf } from '../kit/ruler.geometry'

const AXIS = 50.5
const BARS = 400

const COLOURS = {
  produce: 'produce',
  consume: 'consume',
  replicate: 'replica',
  group: 'consume',
  transaction: 'txn',
  control: 'control',
  admin: 'admin',
  legacy: 'zk',
} as const

interface NearRulerProps {
  readonly ruler: Ruler
  /** The instant at the cursor, µs. */
  readonly now: number
}

/** What happens near the cursor: a bar an event that says something, in its family's colour. */
export function NearRuler({ ruler, now }: NearRulerProps) {
  const run = currentRun()
  const { families } = currentLedger()
  const first = run.indexAtTime(ruler.from)
  const last = Math.min(run.indexAtTime(ruler.to), first + BARS)
  const bars = families.slice(first, last).flatMap((family, offset) => {
    const index = first + offset
    return family === null ? [] : [{ index, family, at: run.timeAt(index) }]
  })
  return (
    <g>
      <line className="ruler-line" x1={ruler.left} x2={ruler.right} y1={AXIS} y2={AXIS} />
      {ticksOf(ruler)
        .filter(({ isLong }) => isLong)
        .map(({ x, at }) => (
          <line key={at} className="ruler-line" x1={x} x2={x} y1={AXIS} y2={AXIS + 3.5} />
        ))}
      {bars.map(({ index, family, at }) => (
        <line
          key={index}
          className="ruler-event"
          style={{ stroke: `var(--${COLOURS[family]})`, opacity: at > now ? 0.3 : 0.9 }}
          x1={xOf(ruler, at)}
          x2={xOf(ruler, at)}
          y1={AXIS - 0.5}
          y2={AXIS - 9 - (index % 4)}
        />
      ))}
    </g>
  )
}
