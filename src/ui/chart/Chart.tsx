import { curveBasis, line } from 'd3-shape'
import { useId, useMemo } from 'react'
import type { ChartLink, ChartNode, ChartPoint } from '~/charts/layout'
import { EVENT_HEIGHT, layoutChart } from '~/charts/layout'
import type { ChartMachine } from '~/charts/machines'
import type { Selected } from '~/store/selection'
import { textWidth } from '../kit/text/text.geometry'
import { pointing } from '../kit/hover/useHovered'
import { useWords } from '../kit/text/useWords'
import type { ChartEdge } from './chartEdge'
import type { ChartState } from './useChartState'

interface ChartProps {
  readonly machine: ChartMachine
  readonly label: string
  readonly state: ChartState
  /** Whose life it is. */
  readonly things: () => readonly Selected[]
  readonly isHovered: boolean
}

/** Of the names of events, px. */
const TEXT_SIZE = 11

const draw = line<ChartPoint>()
  .x(({ x }) => x)
  .y(({ y }) => y)
  .curve(curveBasis)

function isEdge(edge: ChartEdge | null, from: string, event: string): boolean {
  return edge?.from === from && edge.event === event
}

/**
 * A machine drawn: the state now solid, the one before outlined, the edge last taken thick. It is
 * never made smaller, so that names stay readable and targets large; what has no room scrolls.
 */
export function Chart(props: ChartProps) {
  const { machine, state } = props
  const { current, previous, last } = state
  const id = useId()
  const chart = useMemo(() => layoutChart(machine), [machine])
  const arrow = `url(#${id}a)`
  return (
    <svg
      className="chart"
      role="group"
      aria-label={props.label}
      width={chart.width}
      height={chart.height}
      viewBox={`0 0 ${chart.width} ${chart.height}`}
      data-hovered={props.isHovered || undefined}
      {...pointing(props.things)}
    >
      <defs>
        <marker
          id={`${id}a`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path className="chart-arrow" d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {chart.links.map((link) => (
        <path
          key={`${link.from} ${link.to}`}
          className="chart-link"
          data-last={
            link.from === last?.from && link.events.some((one) => one.event === last.event)
          }
          d={draw([...link.points]) ?? ''}
          markerEnd={arrow}
        />
      ))}
      {chart.nodes.map((node) => (
        <State
          key={node.state}
          node={node}
          role={node.state === current ? 'current' : node.state === previous ? 'previous' : 'other'}
        />
      ))}
      {chart.links.map((link) => (
        <Events key={`${link.from} ${link.to}`} link={link} state={state} />
      ))}
    </svg>
  )
}

interface StateProps {
  readonly node: ChartNode
  readonly role: 'current' | 'previous' | 'other'
}

function State({ node, role }: StateProps) {
  const { state, x, y, width, height } = node
  const box = {
    x: x - width / 2 + 0.5,
    y: y - height / 2 + 0.5,
    width: width - 1,
    height: height - 1,
  }
  return (
    <g className="chart-state" data-role={role}>
      <rect {...box} />
      {role === 'current' ? (
        <rect
          className="chart-ring"
          x={box.x - 3}
          y={box.y - 3}
          width={box.width + 6}
          height={box.height + 6}
        />
      ) : null}
      {role === 'previous' ? (
        <rect x={box.x + 3} y={box.y + 3} width={box.width - 6} height={box.height - 6} />
      ) : null}
      <text x={x} y={y + 4.5} textAnchor="middle">
        {state}
      </text>
    </g>
  )
}

interface EventsProps {
  readonly link: ChartLink
  readonly state: ChartState
}

/** The events along a link; each can be chosen. */
function Events({ link, state }: EventsProps) {
  const { last, edge: picked, pick: onPick } = state
  const { t } = useWords()
  const { from, to } = link
  return link.events.map(({ event, x, y }) => {
    // Only as wide as its text: what runs beside it stays in sight.
    const width = Math.min(link.width, textWidth(event, TEXT_SIZE, true) + 8)
    return (
      <g
        key={event}
        role="button"
        tabIndex={0}
        className="chart-event"
        data-last={isEdge(last, from, event)}
        aria-pressed={isEdge(picked, from, event)}
        aria-label={t('chart.edge', { event, from, to })}
        onClick={() => onPick({ from, event })}
        onKeyDown={(key) => {
          if (key.key !== 'Enter' && key.key !== ' ') return
          key.preventDefault()
          onPick({ from, event })
        }}
      >
        <rect
          className="chart-target"
          x={x - width / 2}
          y={y - EVENT_HEIGHT / 2}
          width={width}
          height={EVENT_HEIGHT}
        />
        <rect className="chart-plate" x={x - width / 2} y={y - 7.5} width={width} height="15" />
        <text x={x} y={y + 3.5} textAnchor="middle">
          {event}
        </text>
      </g>
    )
  })
}
