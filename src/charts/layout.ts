import { Graph, layout } from '@dagrejs/dagre'
import type { EdgeLabel, GraphLabel, NodeLabel } from '@dagrejs/dagre'
import type { ChartMachine } from './machines'

/** A point of a drawing, px. */
export interface ChartPoint {
  readonly x: number
  readonly y: number
}

/** A state as a box; `x` and `y` are its middle. */
export interface ChartNode extends ChartPoint {
  readonly state: string
  readonly width: number
  readonly height: number
}

/** The way from one state to another, with every event that leads along it. */
export interface ChartLink {
  readonly from: string
  readonly to: string
  readonly points: readonly ChartPoint[]
  /** Events with the middle of their names; `width` is the widest name's. */
  readonly events: readonly (ChartPoint & { readonly event: string })[]
  readonly width: number
}

/** A machine laid out. */
export interface ChartLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly ChartNode[]
  readonly links: readonly ChartLink[]
}

const CHARACTER = 7.4
const CAPITAL = 8.6
const EVENT_CHARACTER = 6.7
const NODE_HEIGHT = 30
/** Height of an event's target: the names along a link stand so far apart, px. */
export const EVENT_HEIGHT = 24
const MARGIN = 12

/** Events of a machine by the states they join, in the machine's order. */
function linksOf(
  machine: ChartMachine,
): readonly { readonly from: string; readonly to: string; readonly events: readonly string[] }[] {
  const links = new Map<string, { from: string; to: string; events: string[] }>()
  for (const { from, to, event } of machine.edges) {
    const name = `${from} ${to}`
    const link = links.get(name) ?? { from, to, events: [] }
    link.events.push(event)
    links.set(name, link)
  }
  return [...links.values()]
}

/** Lays a machine out in layers, from left to right. The same machine always looks the same. */
export function layoutChart(machine: ChartMachine): ChartLayout {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ directed: true, multigraph: false })
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 26,
    ranksep: 22,
    edgesep: 14,
    marginx: MARGIN,
    marginy: MARGIN,
  })
  for (const state of machine.states) {
    graph.setNode(state, { width: stateWidth(state) + 20, height: NODE_HEIGHT })
  }
  const links = linksOf(machine)
  for (const { from, to, events } of links) {
    graph.setEdge(from, to, {
      width: Math.max(...events.map((event) => event.length)) * EVENT_CHARACTER + 8,
      height: events.length * EVENT_HEIGHT + 4,
      labelpos: 'c',
    })
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  const nodes = machine.states.map((state) => nodeOf(state, graph.node(state)))
  const placed = links.map((link) => {
    const loop = link.from === link.to ? nodes.find(({ state }) => state === link.from) : undefined
    const laid = linkOf(link, graph.edge(link.from, link.to))
    return loop === undefined ? laid : { ...laid, points: loopOf(loop, laid) }
  })
  // dagre forgets the names of loops at the last state.
  const ends = placed.flatMap((link) => link.events.map(({ x }) => x + link.width / 2 + MARGIN))
  return {
    width: Math.max(width, ...ends),
    height,
    nodes,
    links: placed,
  }
}

/** A loop from a state through the names of its events and back; dagre turns only straight links. */
function loopOf(node: ChartNode, { events }: ChartLink): readonly ChartPoint[] {
  const far = events.at(-1) ?? node
  const isBelow = far.y > node.y
  const edge = node.y + (isBelow ? node.height : -node.height) / 2
  const reach = Math.min(28, node.width / 2)
  return [
    { x: node.x - reach / 2, y: edge },
    { x: node.x - reach, y: (edge + far.y) / 2 },
    { x: node.x - reach, y: far.y },
    { x: node.x + reach, y: far.y },
    { x: node.x + reach, y: (edge + far.y) / 2 },
    { x: node.x + reach / 2, y: edge },
  ]
}

function nodeOf(state: string, { x = 0, y = 0, width = 0, height = 0 }: NodeLabel): ChartNode {
  return { state, x, y, width, height }
}

function linkOf(
  {
    from,
    to,
    events,
  }: { readonly from: string; readonly to: string; readonly events: readonly string[] },
  { x = 0, y = 0, width = 0, points = [] }: EdgeLabel,
): ChartLink {
  const top = y - ((events.length - 1) * EVENT_HEIGHT) / 2
  return {
    from,
    to,
    points,
    width,
    events: events.map((event, index) => ({ event, x, y: top + index * EVENT_HEIGHT })),
  }
}

/** Kafka writes some of its states in capitals, which are wider. */
function stateWidth(state: string): number {
  const capitals = state.replace(/[^A-Z_]/g, '').length
  return capitals * CAPITAL + (state.length - capitals) * CHARACTER
}
