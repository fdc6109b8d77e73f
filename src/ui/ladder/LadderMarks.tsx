import { seconds } from '../kit/text/format'
import { processText } from '../kit/text/processText'
import { processName } from '~/store/names'
import { useWords } from '../kit/text/useWords'
import { textWidth } from '../kit/text/text.geometry'
import type { BundleMark, LadderLayout } from './ladder.geometry'
import { Arrow } from './LadderArrow'
import type { ShownLadder } from './useLadder'

interface MarksProps {
  readonly layout: LadderLayout
  readonly shown: ShownLadder
}

/** Messages: a line, a glyph in the middle, the name where there is room. */
export function Arrows({ layout, shown }: MarksProps) {
  return (
    <g aria-hidden="true">
      {layout.arrows.map((mark) => (
        <Arrow key={mark.arrow.message} mark={mark} shown={shown} />
      ))}
    </g>
  )
}

/** Runs of like messages: one thick line with a number. */
export function Bundles({ layout }: { readonly layout: LadderLayout }) {
  const { t } = useWords()
  return (
    <g>
      {layout.bundles.map((mark) => {
        const { row, left, right, y } = mark
        const { api, count, ends, startsAt, from } = row
        const [a, b] = ends.map(processName)
        const names = { from: a ?? '', to: b ?? '', time: seconds(startsAt) }
        return (
          <g key={`${from} ${ends.join()} ${api}`} className={`ladder-family-${row.family}`}>
            <title>{t('ladder.bundle.label', { count, api, ...names })}</title>
            <path className="ladder-bundle" d={`M${left} ${y}H${right}`} />
            <BundleName
              mark={mark}
              text={left === right ? '' : count === 1 ? api : t('ladder.bundle', { count, api })}
            />
          </g>
        )
      })}
    </g>
  )
}

/** The name of a run: on its line, or above it where the line would not be seen beside it. */
function BundleName({ mark, text }: { readonly mark: BundleMark; readonly text: string }) {
  const { left, right, y } = mark
  const width = textWidth(text, 11) + 8
  const isOn = width + 16 <= right - left
  const middle = (left + right) / 2
  return (
    <>
      {isOn ? (
        <rect className="ladder-plate" x={middle - width / 2} y={y - 4} width={width} height="8" />
      ) : null}
      <text className="ladder-label" x={middle} y={isOn ? y + 4 : y - 5} textAnchor="middle">
        {text}
      </text>
    </>
  )
}

/** Timers that ran out, from where they were set. */
export function Arcs({ layout, shown }: MarksProps) {
  return (
    <g aria-hidden="true">
      {layout.arcs.map(({ arc, path, label }) => (
        <g
          key={arc.fired}
          className="ladder-arc"
          data-relation={shown.relations?.get(arc.fired)}
          data-path={
            shown.path === null
              ? undefined
              : shown.path.hops.some(({ kind, to }) => kind === 'timer' && to === arc.fired)
          }
        >
          <path d={path} />
          {label === null ? null : (
            <text className="ladder-label" x={label.x} y={label.y}>
              {label.text}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

/** What reaches a lane over lanes that are hidden. */
export function Ways({ layout }: { readonly layout: LadderLayout }) {
  const { t, language } = useWords()
  const nameOf = (process: string) => processText(language, process)
  return (
    <g>
      {layout.ways.map(({ way, from, to }) => (
        <g key={`${way.sent} ${way.ended}`}>
          <title>{t('ladder.over', { names: way.over.map(nameOf).join(', ') })}</title>
          <path className="ladder-hidden-way" d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
        </g>
      ))}
    </g>
  )
}
