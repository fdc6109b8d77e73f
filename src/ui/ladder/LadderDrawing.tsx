import { useCallback, useId } from 'react'
import { duration } from '../kit/text/format'
import { textWidth } from '../kit/text/text.geometry'
import { useWords } from '../kit/text/useWords'
import type { LadderLayout } from './ladder.geometry'
import { BEFORE_LANES, HEAD } from './ladder.geometry'
import { Arcs, Arrows, Bundles, Ways } from './LadderMarks'
import { LadderPoints } from './LadderPoints'
import { useChoosing } from './useChoosing'
import type { ShownLadder } from './useLadder'

interface LadderDrawingProps {
  readonly layout: LadderLayout
  readonly shown: ShownLadder
}

/** Size of a fold's words, px. */
const FOLD_SIZE = 12

/** Lanes, lines and messages; one tab stop, arrow keys choose events. */
export function LadderDrawing({ layout, shown }: LadderDrawingProps) {
  const { t } = useWords()
  const id = useId()
  const { width, height, events } = layout
  const { active, handlers } = useChoosing(events, shown.cursor)
  const isAmong = events.some(({ index }) => index === active)
  return (
    <svg
      className="ladder"
      role="listbox"
      tabIndex={0}
      aria-label={t('ladder.label')}
      aria-activedescendant={isAmong ? `${id}-${active}` : undefined}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      {...handlers}
    >
      <Lanes layout={layout} shown={shown} />
      <Folds layout={layout} />
      <Ways layout={layout} />
      <Arcs layout={layout} shown={shown} />
      {/* Their names stand on the lines of timers, not under them. */}
      <Bundles layout={layout} />
      <Arrows layout={layout} shown={shown} />
      <Cursor key={shown.cursor} layout={layout} />
      <LadderPoints layout={layout} shown={shown} active={active} id={id} />
    </svg>
  )
}

function Lanes({ layout, shown }: LadderDrawingProps) {
  return (
    <g aria-hidden="true">
      {layout.lanes.map(({ process, x }) => (
        <g key={process}>
          <text className="ladder-lane-name" x={x} y="20" textAnchor="middle">
            {shown.lanes.find((lane) => lane.process === process)?.name}
          </text>
          <path className="ladder-lane" d={`M${x} ${HEAD - 6}V${layout.height - 4}`} />
        </g>
      ))}
    </g>
  )
}

/** The whole sentence where it fits before the lanes, else the length alone. */
function foldText(sentence: string, length: string, left: number): string {
  return textWidth(sentence, FOLD_SIZE) <= left - BEFORE_LANES - 4 ? sentence : length
}

/** Time that passes without an event: a break with its length. */
function Folds({ layout }: { readonly layout: LadderLayout }) {
  const { t } = useWords()
  const { lanes, folds, left } = layout
  const right = (lanes.at(-1)?.x ?? left) + 30
  return (
    <g aria-hidden="true">
      {folds.map(({ y, micros }) => (
        <g key={y} className="ladder-fold">
          <rect x={left - 8} y={y - 8} width={right - left + 8} height="16" />
          <path d={`M${left - 8} ${y - 8}H${right}M${left - 8} ${y + 8}H${right}`} />
          <text x={left - BEFORE_LANES} y={y + 4} textAnchor="end">
            {foldText(t('ladder.fold', { length: duration(micros) }), duration(micros), left)}
          </text>
        </g>
      ))}
    </g>
  )
}

/** The line between what has happened and what has not; it comes into sight whenever it moves. */
function Cursor({ layout }: { readonly layout: LadderLayout }) {
  const { t } = useWords()
  const { cursorY: y, left, lanes } = layout
  const show = useCallback((line: SVGGElement | null) => {
    const box = line?.closest('.ladder-drawings')
    const at = Number(line?.dataset['y'])
    if (box) box.scrollTop = at - box.clientHeight / 2
  }, [])
  const right = (lanes.at(-1)?.x ?? left) + 16
  return (
    <g className="ladder-cursor" ref={show} data-y={y} aria-hidden="true">
      <path d={`M${left - 8} ${y}H${right}`} />
      <text x={right + 4} y={y + 4}>
        {t('ladder.now')}
      </text>
    </g>
  )
}
