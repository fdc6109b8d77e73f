import { GLYPHS } from '../kit/familyGlyphs'
import { seconds } from '../kit/format'
import { processText } from '../kit/processText'
import { processName } from '~/store/names'
import { useWords } from '../kit/useWords'
import type { Relation } from '~/views/ladderCauses'
import type { ArrowMark } from './arrows.geometry'
import { textWidth } from '../kit/text.geometry'
import type { BundleMark, LadderLayout } from './ladder.geometry'
import type { ShownLadder } from './useLadder'

interface MarksProps {
  readonly layout: LadderLayout
  readonly shown: ShownLadder
}

const isBefore = (relation: Relation | undefined) => relation === 'cause' || relation === 'chosen'
const isAfter = (relation: Relation | undefined) => relation === 'effect' || relation === 'chosen'

/** How a message stands to the chosen event: as both its ends do. */
function relationOf({ arrow }: ArrowMark, { relations }: ShownLadder): Relation | undefined {
  if (relations === null) return undefined
  const { sent, ended } = arrow
  const [first, last] = [relations.get(sent ?? -1), relations.get(ended ?? -1)]
  if (isBefore(last) && (sent === null || isBefore(first))) return 'cause'
  if (isAfter(first)) return 'effect'
  return 'concurrent'
}

function isOnPath({ arrow }: ArrowMark, { path }: ShownLadder): boolean | undefined {
  if (path === null) return undefined
  return path.hops.some(
    ({ kind, from, to }) => kind === 'flight' && from === arrow.sent && to === arrow.ended,
  )
}

/** Messages: a line, a glyph in the middle, the name where there is room. */
export function Arrows({ layout, shown }: MarksProps) {
  return (
    <g aria-hidden="true">
      {layout.arrows.map((mark) => {
        const { arrow, path, x, y, tip, lost, label } = mark
        return (
          <g
            key={arrow.message}
            className={`ladder-arrow ladder-family-${arrow.family}`}
            data-relation={relationOf(mark, shown)}
            data-path={isOnPath(mark, shown)}
            data-open={arrow.ended === null || undefined}
          >
            <path className="ladder-way" d={path} />
            {tip === null ? null : (
              <path
                className="ladder-tip"
                d="M-4 0l-7 -3.5v7z"
                transform={`translate(${tip.x} ${tip.y}) rotate(${tip.turn})`}
              />
            )}
            {lost === null ? null : (
              <path className="ladder-lost" d={`M${lost.x - 5} ${lost.y - 5}l10 10m0 -10l-10 10`} />
            )}
            <path
              className="ladder-glyph"
              data-response={arrow.isResponse || undefined}
              d={GLYPHS[arrow.family]}
              transform={`translate(${x} ${y}) scale(0.72)`}
            />
            {label === null ? null : (
              <text className="ladder-label" x={label.x} y={label.y}>
                {label.text}
              </text>
            )}
          </g>
        )
      })}
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
