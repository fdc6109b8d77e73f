import { keyOf } from '~/store/thingKey'
import type { Relation } from '~/views/ladderCauses'
import { GLYPHS } from '../kit/familyGlyphs'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import type { ArrowMark } from './arrows.geometry'
import type { ShownLadder } from './useLadder'

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

interface ArrowProps {
  readonly mark: ArrowMark
  readonly shown: ShownLadder
}

/** One message: a line, a glyph in the middle, the name where there is room. */
export function Arrow({ mark, shown }: ArrowProps) {
  const { arrow, path, x, y, tip, lost, label } = mark
  const message = { kind: 'message', id: arrow.message } as const
  const isHovered = useIsHovered([keyOf(message)])
  return (
    <g
      className={`ladder-arrow ladder-family-${arrow.family}`}
      data-relation={relationOf(mark, shown)}
      data-path={isOnPath(mark, shown)}
      data-open={arrow.ended === null || undefined}
      data-hovered={isHovered || undefined}
      {...pointing(() => [message])}
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
      {isHovered ? (
        <rect className="ladder-pointed" x={x - 9} y={y - 9} width="18" height="18" />
      ) : null}
      {label === null ? null : (
        <text className="ladder-label" x={label.x} y={label.y}>
          {label.text}
        </text>
      )}
    </g>
  )
}
