import { expect, test } from 'vitest'
import type { ChartLayout } from '~/charts/layout'
import { EVENT_HEIGHT, layoutChart } from '~/charts/layout'
import type { ChartMachine } from '~/charts/machines'
import { MACHINES } from '~/charts/machines'
import { en } from '~/words/en'
import { zh } from '~/words/zh'

const machines: readonly (readonly [string, ChartMachine])[] = MACHINES.map((machine) => [
  machine.id,
  machine,
])

interface Box {
  readonly name: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Boxes of states, and of the names along each link. */
function boxesOf(chart: ChartLayout): readonly Box[] {
  const states = chart.nodes.map(({ state, x, y, width, height }) => ({
    name: state,
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  }))
  const events = chart.links.flatMap(({ from, to, events: names, width }) =>
    names.map(({ event, x, y }) => ({
      name: `${event} of ${from} ${to}`,
      left: x - width / 2,
      right: x + width / 2,
      top: y - EVENT_HEIGHT / 2,
      bottom: y + EVENT_HEIGHT / 2,
    })),
  )
  return [...states, ...events]
}

/** What can be reached from the initial state along edges. */
function reached(machine: ChartMachine): ReadonlySet<string> {
  const seen = new Set([machine.initial])
  for (const state of seen) {
    for (const { from, to } of machine.edges) if (from === state) seen.add(to)
  }
  return seen
}

test.each(machines)('%s: the chart has every state and every edge exactly once', (_, machine) => {
  const chart = layoutChart(machine)
  expect(chart.nodes.map(({ state }) => state).sort()).toEqual([...machine.states].sort())
  const drawn = chart.links.flatMap(({ from, to, events }) =>
    events.map(({ event }) => `${from} ${event} ${to}`),
  )
  const edges = machine.edges.map(({ from, event, to }) => `${from} ${event} ${to}`)
  expect(drawn.sort()).toEqual(edges.sort())
  expect(new Set(edges).size).toBe(edges.length)
})

test.each(machines)('%s: a walk from the initial state comes to every state', (_, machine) => {
  expect([...reached(machine)].sort()).toEqual([...machine.states].sort())
})

test('an event is a target of at least 24 px: EXPERIENCE (l) 11', () => {
  expect(EVENT_HEIGHT).toBeGreaterThanOrEqual(24)
})

test.each(machines)('%s: no state and no name lies on another one', (_, machine) => {
  const chart = layoutChart(machine)
  const boxes = boxesOf(chart)
  const met = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.name} meets ${b.name}`),
  )
  expect(met).toEqual([])
  const outside = boxes.filter(
    ({ left, right, top, bottom }) =>
      left < 0 || top < 0 || right > chart.width || bottom > chart.height,
  )
  expect(outside).toEqual([])
})

test.each(machines)(
  '%s: every edge says what happened, by which rule and method',
  (id, machine) => {
    const words: ReadonlySet<string> = new Set([...Object.keys(en), ...Object.keys(zh)])
    for (const { event, description, rule, source } of machine.edges) {
      expect(description, event).toMatch(/\.$/)
      expect(rule, event).toMatch(/^[A-Z]-\d+/)
      expect(source, event).toMatch(/^\w+\.\w+$/)
      expect(words.has(`edge.${id}.${event}`), event).toBe(true)
    }
    expect(words.has(`machine.${id}`)).toBe(true)
  },
)
