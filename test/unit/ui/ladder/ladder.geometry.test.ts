import { describe, expect, test } from 'vitest'
import { foldAbove, HEAD, layoutLadder, LINE } from '~/ui/ladder/ladder.geometry'
import type { EventView } from '~/views/eventView'
import type { Ladder, LadderRow } from '~/views/ladder'
import type { LadderArrow } from '~/views/ladderArrows'

const LANES = ['shop', 'kafka-1', 'kafka-2', 'kafka-3']

function event(index: number, at: number, process: string): LadderRow {
  const view: EventView = {
    ...{ index, at, cause: index - 1, kind: 'request', name: 'Produce', from: null, to: process },
    ...{ family: 'produce', isQuiet: false, message: index, command: null, facts: [] },
  }
  return { type: 'event', event: view, process }
}

function bundle(index: number, at: number, ends: readonly [string, string]): LadderRow {
  const times = { startsAt: at, endsAt: at, from: index, to: index }
  return { type: 'bundle', api: 'Fetch', family: 'replicate', ends, count: 3, ...times }
}

function arrow(sent: number | null, ended: number | null, to = 'kafka-1'): LadderArrow {
  const names = { message: (sent ?? 0) * 100 + (ended ?? 0), api: 'Produce', from: 'shop', to }
  return { ...names, family: 'produce', isResponse: false, sent, ended, isLost: false }
}

function ladderOf(rows: readonly LadderRow[], arrows: readonly LadderArrow[] = []): Ladder {
  return { rows, arrows, arcs: [], first: 0, end: 100, hidden: 0 }
}

const room = { width: 1300, lanes: LANES, ways: [], cursor: 2, saysNames: true, saysTimers: false }

describe('the ladder’s layout', () => {
  test('lanes stand apart in the order given, below their heads', () => {
    for (const width of [360, 700, 1300, 1900]) {
      const { lanes, width: whole, left } = layoutLadder(ladderOf([]), { ...room, width })
      expect(lanes.map(({ process }) => process)).toEqual(LANES)
      lanes.forEach(({ x }, at) => expect(x).toBeGreaterThan(lanes[at - 1]?.x ?? left))
      expect(whole).toBeGreaterThanOrEqual(width)
    }
  })

  test('time goes down, and a long wait is folded to a break with its length', () => {
    const rows = [
      event(0, 1000, 'shop'),
      event(1, 1500, 'kafka-1'),
      event(2, 2100, 'kafka-2'),
      event(3, 9_002_100, 'kafka-3'),
    ]
    const { events, folds } = layoutLadder(ladderOf(rows), room)
    events.forEach(({ y }, at) => expect(y).toBeGreaterThan(events[at - 1]?.y ?? HEAD - 1))
    expect(folds.map(({ micros }) => micros)).toEqual([9_000_000])
    expect(folds[0]?.y).toBeGreaterThan(events[2]?.y ?? Infinity)
    expect(folds[0]?.y).toBeLessThan(events[3]?.y ?? 0)
  })

  test('events are targets of 24 px that never overlap', () => {
    const rows = Array.from({ length: 12 }, (_, at) => event(at, at, LANES[at % 4] ?? 'shop'))
    const { events } = layoutLadder(ladderOf(rows), room)
    expect(LINE).toBeGreaterThanOrEqual(24)
    events.slice(1).forEach(({ y }, at) => {
      expect(y - (events[at]?.y ?? y)).toBeGreaterThanOrEqual(LINE)
    })
  })

  test('short waits are never folded, however even they are', () => {
    expect(foldAbove([100, 100, 100])).toBe(2_000)
    expect(foldAbove([1_000, 1_000, 1_000])).toBe(8_000)
    expect(foldAbove([])).toBe(2_000)
  })

  test('bundles on lanes apart share a line, others do not', () => {
    const rows = [
      bundle(0, 10, ['shop', 'kafka-1']),
      bundle(1, 11, ['kafka-2', 'kafka-3']),
      bundle(2, 12, ['kafka-1', 'kafka-2']),
    ]
    const [a, b, c] = layoutLadder(ladderOf(rows), room).bundles.map(({ y }) => y)
    expect(a).toBe(b)
    expect(c).toBeGreaterThan(b ?? Infinity)
  })

  test('an arrow ends at the event that took it in; one whose sender is not shown is a stub', () => {
    const rows = [event(0, 0, 'shop'), event(1, 500, 'kafka-1')]
    const layout = layoutLadder(ladderOf(rows, [arrow(0, 1), arrow(null, 1)]), room)
    const at = layout.events[1]
    for (const { tip } of layout.arrows) expect(tip).toMatchObject({ x: at?.x, y: at?.y })
    const [whole, stub] = layout.arrows.map(({ path }) => Number(/^M([\d.]+)/.exec(path)?.[1]))
    expect(whole).toBe(layout.lanes[0]?.x)
    expect(stub).toBeGreaterThan(layout.lanes[0]?.x ?? Infinity)
  })

  test('names of arrows never stand on one another', () => {
    const rows = Array.from({ length: 8 }, (_, at) => event(at, at * 300, LANES[at % 4] ?? 'shop'))
    const arrows = [
      arrow(0, 3, 'kafka-3'),
      arrow(0, 2, 'kafka-2'),
      arrow(4, 6, 'kafka-2'),
      arrow(4, 7, 'kafka-3'),
    ]
    const names = layoutLadder(ladderOf(rows, arrows), room).arrows.flatMap(
      ({ label }) => label ?? [],
    )
    expect(names.length).toBeGreaterThan(0)
    const width = 'Produce'.length * 11 * 0.56
    names.forEach((a, at) => {
      for (const b of names.slice(at + 1)) {
        expect(Math.abs(a.x - b.x) >= width || Math.abs(a.y - b.y) >= 13).toBe(true)
      }
    })
  })

  test('the cursor’s line stands between the last event that has happened and the next', () => {
    const rows = [event(0, 0, 'shop'), event(1, 500, 'kafka-1'), event(2, 900, 'kafka-2')]
    const { cursorY, events } = layoutLadder(ladderOf(rows), room)
    expect(cursorY).toBeGreaterThan(events[1]?.y ?? Infinity)
    expect(cursorY).toBeLessThan(events[2]?.y ?? 0)
  })
})
