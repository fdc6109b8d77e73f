import { seconds } from '../kit/text/format'
import { eventSentence } from '../kit/text/factSentence'
import { fitText } from '../kit/text/text.geometry'
import { useEventPointing } from '../kit/hover/useEventPointing'
import { useWords } from '../kit/text/useWords'
import type { EventMark, LadderLayout } from './ladder.geometry'
import { BEFORE_LANES, LINE } from './ladder.geometry'
import type { ShownLadder } from './useLadder'

interface LadderPointsProps {
  readonly layout: LadderLayout
  readonly shown: ShownLadder
  /** The event that the arrow keys are at. */
  readonly active: number | null
  readonly id: string
}

/** Events on their lanes, with their times and sentences. */
export function LadderPoints({ layout, shown, active, id }: LadderPointsProps) {
  return (
    <>
      {layout.events.map((mark) => (
        <Point
          key={mark.index}
          {...{ mark, layout, shown }}
          isActive={mark.index === active}
          id={`${id}-${mark.index}`}
        />
      ))}
    </>
  )
}

interface PointProps extends Pick<LadderPointsProps, 'layout' | 'shown' | 'id'> {
  readonly mark: EventMark
  readonly isActive: boolean
}

function Point({ mark, layout, shown, isActive, id }: PointProps) {
  const { t } = useWords()
  const { x, y, index, row, saysTime } = mark
  const { event } = row
  const said = eventSentence(t, event)
  const relation = shown.relations?.get(index)
  const inPath = isInPath(shown, index)
  const points = useEventPointing(index)
  const line = t('ladder.line', { index, time: seconds(event.at), said })
  const label = relation === undefined ? line : `${line}, ${t(`ladder.relation.${relation}`)}`
  return (
    <g
      id={id}
      role="option"
      aria-selected={index === shown.chosen}
      aria-label={label}
      className="ladder-event"
      data-index={index}
      data-kind={event.kind}
      data-relation={relation}
      data-path={inPath}
      data-now={index === shown.cursor - 1 || undefined}
      data-active={isActive || undefined}
      {...points}
    >
      <rect className="ladder-hit" x="0" y={y - LINE / 2} width={layout.width} height={LINE} />
      {saysTime ? (
        <text className="ladder-time" x={layout.left - BEFORE_LANES} y={y + 4} textAnchor="end">
          {seconds(event.at)}
        </text>
      ) : null}
      {event.kind === 'command' ? (
        <path className="ladder-point" d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />
      ) : (
        <circle className="ladder-point" cx={x} cy={y} r={event.kind === 'timer' ? 5 : 4} />
      )}
      {event.kind === 'timer' ? <path className="ladder-hand" d={`M${x} ${y - 3}v3h2`} /> : null}
      <rect className="ladder-ring" x={x - 9} y={y - 9} width="18" height="18" />
      {layout.sentences === null ? null : (
        <text className="ladder-sentence" x={layout.sentences.x} y={y + 4}>
          {fitText(said, { size: 13, width: layout.sentences.width })}
        </text>
      )}
    </g>
  )
}

/** Whether an event is on the critical path; undefined while none is shown. */
function isInPath({ path }: ShownLadder, index: number): boolean | undefined {
  if (path === null) return undefined
  return index === path.answered || path.hops.some(({ from }) => from === index)
}
