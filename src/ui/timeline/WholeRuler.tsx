import { memo } from 'react'
import { currentLedger } from '~/store/ledger'
import { currentRun } from '~/store/session'
import { currentHits } from '~/store/until'
import type { Moment } from '../kit/text/caption'
import { momentColour, momentSize } from './momentColour'
import type { Ruler } from '../kit/ruler.geometry'
import { ticksOf, xOf } from '../kit/ruler.geometry'

interface WholeRulerProps {
  readonly ruler: Ruler
  /** Changes when the run got longer or went on on another branch. */
  readonly version: string
}

const AXIS = 22.5
const BRANCHES_SHOWN = 3

/** Moments that would hide each other are drawn once; alerts win. */
function spread(moments: readonly Moment[], ruler: Ruler): readonly Moment[] {
  const rank = { alert: 2, notice: 1, info: 0 }
  const byPlace = new Map<number, Moment>()
  for (const moment of moments) {
    const place = Math.round(xOf(ruler, moment.at) / 4)
    const old = byPlace.get(place)
    if (old === undefined || rank[moment.severity] >= rank[old.severity]) byPlace.set(place, moment)
  }
  return [...byPlace.values()]
}

/** Instants at which a condition was met; those that would hide each other are drawn once. */
function Hits({ ruler }: { readonly ruler: Ruler }) {
  const run = currentRun()
  const places = new Set(currentHits().map((index) => Math.round(xOf(ruler, run.timeAt(index)))))
  return [...places].map((x) => <path key={x} className="ruler-hit" d={`M${x} 3v6`} />)
}

/** Old futures: grey rulers below, from where they left to their end. */
function Branches({ ruler }: { readonly ruler: Ruler }) {
  const run = currentRun()
  const others = run.branches().filter(({ id }) => id !== run.branch().id)
  return others.slice(-BRANCHES_SHOWN).map(({ id, parent, history }, row) => {
    const end = history.size() === 0 ? 0 : history.timeAt(history.size() - 1)
    const from = parent === null || parent.at === 0 ? 0 : history.timeAt(parent.at - 1)
    const y = 25.5 + row * 2
    return (
      <line
        key={id}
        className="ruler-branch"
        y1={y}
        y2={y}
        x1={xOf(ruler, from)}
        x2={xOf(ruler, end)}
      />
    )
  })
}

/** The whole run: ticks, faults, moments, other futures. */
export const WholeRuler = memo(function WholeRuler({ ruler }: WholeRulerProps) {
  const run = currentRun()
  const end = run.endIndex() === 0 ? 0 : run.timeAt(run.endIndex() - 1)
  return (
    <g>
      {currentLedger().faults.map(({ about, from, to }) => {
        const x = xOf(ruler, from)
        const width = Math.max(1, xOf(ruler, to ?? end) - x)
        return (
          <rect
            key={`${about} ${from}`}
            className="ruler-fault"
            {...{ x, width }}
            y="6"
            height="16"
          />
        )
      })}
      <line className="ruler-line" x1={ruler.left} x2={ruler.right} y1={AXIS} y2={AXIS} />
      {ticksOf(ruler).map(({ x, at, isLong }) => (
        <g key={at}>
          <line className="ruler-line" x1={x} x2={x} y1={AXIS} y2={isLong ? 14 : 18} />
          {isLong ? (
            <text className="ruler-label" x={x + 4} y="16">
              {at / 1_000_000} s
            </text>
          ) : null}
        </g>
      ))}
      <Hits ruler={ruler} />
      {run.branches().length > 1 ? <Branches ruler={ruler} /> : null}
      {spread(run.moments(), ruler).map((moment) => {
        const size = momentSize(moment)
        return (
          <path
            key={moment.index}
            d={`M0 ${-size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`}
            transform={`translate(${xOf(ruler, moment.at)} 23)`}
            style={{ fill: momentColour(moment) }}
          />
        )
      })}
    </g>
  )
})
