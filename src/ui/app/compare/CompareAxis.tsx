import type { PointerEvent } from 'react'
import type { Comparison, Which } from '~/store/compare'
import { seekTime } from '~/store/session'
import { duration } from '../../kit/text/format'
import type { Ruler } from '../../kit/ruler.geometry'
import { ticksOf, timeOf, xOf } from '../../kit/ruler.geometry'
import { useNow } from '../../kit/useFrame'
import { useWidth } from '../../kit/useWidth'
import { useWords } from '../../kit/text/useWords'
import { momentColour, momentSize } from '../../timeline/momentColour'
import { axisMarks } from './axis.geometry'

const LANES: Readonly<Record<Which, number>> = { a: 14, b: 50 }
const AXIS = 32
const HEIGHT = 64

interface AxisProps {
  readonly result: Comparison
  readonly names: Readonly<Record<Which, string>>
}

/** Both futures over one axis, from the fork to the horizon; what only one of them has is a diamond. */
export function CompareAxis({ result, names }: AxisProps) {
  const { t } = useWords()
  const [measure, width] = useWidth()
  const { fork, horizon } = result
  const right = Math.max(60, width - 20)
  const ruler: Ruler = { from: fork.at, to: Math.max(fork.at + 1, horizon), left: 40, right }
  const goTo = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    seekTime(timeOf(ruler, x))
  }
  const length = duration(horizon - fork.at)
  return (
    <div className="compare-axis" ref={measure}>
      {width === 0 ? null : (
        <svg
          role="img"
          aria-label={t('compare.axis', { a: names.a, b: names.b, length })}
          width={width}
          height={HEIGHT}
          onPointerDown={goTo}
        >
          <Lane which="a" result={result} ruler={ruler} name={names.a} />
          <Lane which="b" result={result} ruler={ruler} name={names.b} />
          <path className="compare-line" d={`M${ruler.left} ${AXIS}H${right}`} />
          {ticksOf(ruler).map(({ x, at, isLong }) => (
            <g key={at}>
              <path className="compare-line" d={`M${x} ${AXIS}v${isLong ? 5 : 3}`} />
              {isLong && x < right - 24 ? (
                <text className="compare-tick" x={x + 3} y={AXIS + 12}>
                  {`${at / 1_000_000} s`}
                </text>
              ) : null}
            </g>
          ))}
          <Head ruler={ruler} />
        </svg>
      )}
    </div>
  )
}

interface LaneProps extends Pick<AxisProps, 'result'> {
  readonly which: Which
  readonly ruler: Ruler
  readonly name: string
}

function Lane({ which, result, ruler, name }: LaneProps) {
  const y = LANES[which]
  return (
    <g>
      <text className="compare-lane" x={12} y={y + 5}>
        {name.slice(0, 3)}
      </text>
      <path className="compare-lane-line" d={`M${ruler.left} ${y}H${ruler.right}`} />
      {axisMarks(result[which].moments, ruler).map(({ x, isDifferent, shown }) => {
        const size = momentSize(shown.moment) + 1
        const d = isDifferent
          ? `M0 ${-size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`
          : `M0 -4v8`
        const fill = momentColour(shown.moment)
        return (
          <path
            key={shown.moment.index}
            d={d}
            className={isDifferent ? 'compare-diamond' : 'compare-same'}
            transform={`translate(${x} ${y})`}
            style={isDifferent ? { fill } : undefined}
          />
        )
      })}
    </g>
  )
}

function Head({ ruler }: { readonly ruler: Ruler }) {
  const now = useNow()
  if (now < ruler.from || now > ruler.to) return null
  const x = xOf(ruler, now)
  return <path className="compare-head-line" d={`M${x} 2V${HEIGHT - 2}`} />
}
