import { memo } from 'react'
import { currentLedger } from '~/store/ledger'
import { currentRun } from '~/store/session'
import { FAMILY_COLOURS } from '../kit/familyGlyphs'
import type { Ruler } from '../kit/ruler.geometry'
import { ticksOf } from '../kit/ruler.geometry'

const AXIS = 50.5
const BARS = 400

const FAMILIES = [
  'produce',
  'consume',
  'replicate',
  'group',
  'transaction',
  'control',
  'admin',
  'legacy',
] as const

interface NearRulerProps {
  readonly ruler: Ruler
  /** How many events have happened at the cursor. */
  readonly cursor: number
}

/**
 * What happens near the cursor: a bar an event that says something, in its family's colour. The
 * ruler moves with every frame; its marks keep their places in a group, which is moved as a whole.
 */
export function NearRuler({ ruler, cursor }: NearRulerProps) {
  const run = currentRun()
  const first = run.indexAtTime(ruler.from)
  const last = Math.min(run.indexAtTime(ruler.to), first + BARS)
  // Times are counted from here, so that places are small numbers and stay for a while.
  const span = ruler.to - ruler.from
  const origin = Math.floor(ruler.from / span) * span
  const perMicro = (ruler.right - ruler.left) / span
  const shift = ruler.left - (ruler.from - origin) * perMicro
  const ticks = ticksOf(ruler).filter(({ isLong }) => isLong)
  return (
    <g>
      <line className="ruler-line" x1={ruler.left} x2={ruler.right} y1={AXIS} y2={AXIS} />
      <g transform={`translate(${shift} 0)`}>
        <path
          className="ruler-line"
          d={ticks.map(({ at }) => `M${(at - origin) * perMicro} ${AXIS}v3.5`).join('')}
        />
        <Bars {...{ first, last, cursor, origin, perMicro }} />
      </g>
    </g>
  )
}

interface BarsProps {
  readonly first: number
  readonly last: number
  readonly cursor: number
  readonly origin: number
  readonly perMicro: number
}

/** One path for each family, on each side of the cursor. */
const Bars = memo(function Bars({ first, last, cursor, origin, perMicro }: BarsProps) {
  const run = currentRun()
  const { families } = currentLedger()
  const paths = new Map<string, string>()
  for (let index = first; index < last; index += 1) {
    const family = families[index] ?? null
    if (family === null) continue
    const key = `${family}/${index < cursor ? 'past' : 'ahead'}`
    const x = (run.timeAt(index) - origin) * perMicro
    const bar = `M${x.toFixed(1)} ${AXIS - 0.5}V${AXIS - 9 - (index % 4)}`
    paths.set(key, (paths.get(key) ?? '') + bar)
  }
  return (['past', 'ahead'] as const).flatMap((side) =>
    FAMILIES.map((family) => {
      const d = paths.get(`${family}/${side}`)
      if (d === undefined) return null
      const style = {
        stroke: `var(--${FAMILY_COLOURS[family]})`,
        opacity: side === 'past' ? 0.9 : 0.3,
      }
      return <path key={`${family}/${side}`} className="ruler-event" style={style} d={d} />
    }),
  )
})
