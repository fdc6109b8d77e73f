import { beforeAll, describe, expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { viewEvent } from '~/views/eventView'
import type { KnownEvents } from '~/views/knownEvents'
import { projectLadder } from '~/views/ladder'
import { criticalPath, hiddenWays, relationsTo } from '~/views/ladderCauses'

const run: { three: Run | null; known: KnownEvents | null } = { three: null, known: null }

function known(): KnownEvents {
  return present(run.known, 'the run has begun')
}

function threeNodes(): Run {
  return present(run.three, 'the run has begun')
}

/** The index of the newest answer of an API that a process took in. */
function newestAnswer(api: string, process: string): number {
  for (let index = known().end - 1; index >= 0; index -= 1) {
    const { event } = known().stepAt(index)
    const { what } = event
    if (what.type !== 'Input' || what.input.type !== 'Response') continue
    if (event.process === process && what.input.body.api === api) return index
  }
  throw new Error(`${process} got an answer to ${api}`)
}

beforeAll(() => {
  const three = startRun(present(LIBRARY['three-nodes'], 'the library has it'), 1, kafkaProgram)
  three.advance(9_000_000, 100_000)
  run.three = three
  run.known = {
    end: three.endIndex(),
    stepAt: three.stepAt,
    viewAt: (index) => viewEvent(three.stepAt(index), three.nameOf, 'scenario'),
  }
})

describe('the window of a ladder', () => {
  test('twelve shown events stand on each side of the cursor', () => {
    const cursor = Math.floor(known().end / 2)
    const { rows } = projectLadder(known(), { cursor, reach: 12, detail: 'story' })
    const told = rows.flatMap((row) => (row.type === 'event' && !row.event.isQuiet ? [row] : []))
    expect(told.filter(({ event }) => event.index < cursor)).toHaveLength(12)
    expect(told.filter(({ event }) => event.index >= cursor)).toHaveLength(12)
  })

  test('at the end of the run, twenty-four stand before it', () => {
    const { rows } = projectLadder(known(), { cursor: known().end, reach: 12, detail: 'story' })
    expect(
      rows.flatMap((row) => (row.type === 'event' && !row.event.isQuiet ? [row] : [])),
    ).toHaveLength(24)
  })

  test('every event is shown, bundled or counted as hidden', () => {
    for (const detail of ['story', 'mechanism', 'wire'] as const) {
      const ladder = projectLadder(known(), { cursor: known().end - 200, reach: 12, detail })
      const shown = ladder.rows.reduce(
        (sum, row) => sum + (row.type === 'event' ? 1 : row.count),
        0,
      )
      expect(shown + ladder.hidden).toBe(ladder.end - ladder.first)
      expect(ladder.rows.some(({ type }) => type === 'bundle')).toBe(detail === 'mechanism')
    }
  })

  test('an arrow leads from the event that sent its message to the one that took it in', () => {
    const { arrows } = projectLadder(known(), {
      cursor: known().end - 300,
      reach: 24,
      detail: 'wire',
    })
    const whole = arrows.filter(
      ({ sent, ended, isLost }) => sent !== null && ended !== null && !isLost,
    )
    expect(whole.length).toBeGreaterThan(10)
    for (const { message, sent, ended, from, to } of whole) {
      const sending = known().stepAt(sent ?? -1)
      const arrival = known().stepAt(ended ?? -1)
      expect(sending.event.process).toBe(from)
      expect(arrival.event.process).toBe(to)
      expect(
        sending.facts.some(({ fact }) => fact.type === 'MessageSent' && fact.message === message),
      ).toBe(true)
      expect(sending.event.at).toBeLessThanOrEqual(arrival.event.at)
    }
  })

  test('a timer that ran out leads back to the event of its process that set it', () => {
    const { arcs } = projectLadder(known(), {
      cursor: known().end - 300,
      reach: 60,
      detail: 'wire',
    })
    expect(arcs.length).toBeGreaterThan(0)
    for (const { set, fired, process, lasted } of arcs) {
      expect(known().stepAt(set).event.process).toBe(process)
      expect(lasted).toBe(known().stepAt(fired).event.at - known().stepAt(set).event.at)
    }
  })
})

describe('causes and effects', () => {
  test('a cause is before, an effect after; what is neither is concurrent', () => {
    const chosen = newestAnswer('Produce', 'shop')
    const span = { first: chosen - 60, end: Math.min(known().end, chosen + 60) }
    const relations = relationsTo(known(), span, chosen)
    expect(relations.get(chosen)).toBe('chosen')
    for (const [index, relation] of relations) {
      if (relation === 'cause') expect(index).toBeLessThan(chosen)
      if (relation === 'effect') expect(index).toBeGreaterThan(chosen)
    }
    expect([...relations.values()]).toContain('concurrent')
    expect(relations.get(known().stepAt(chosen).event.cause)).toBe('cause')
  })
})

describe('the critical path', () => {
  test('of a produce with acks=all leads over a follower’s fetch and takes the whole latency', () => {
    const path = present(criticalPath(known(), newestAnswer('Produce', 'shop')), 'it was asked for')
    expect(path.api).toBe('Produce')
    expect(path.hops.reduce((sum, { lasted }) => sum + lasted, 0)).toBe(path.latency)
    expect(path.hops.some(({ kind, name }) => kind === 'flight' && name === 'Fetch')).toBe(true)
    expect(path.hops.at(-1)).toMatchObject({ kind: 'flight', name: 'Produce', toProcess: 'shop' })
    path.hops.slice(1).forEach((hop, at) => expect(hop.from).toBe(path.hops[at]?.to))
  })

  test('what is no answer has none', () => {
    expect(criticalPath(known(), 0)).toBeNull()
  })
})

describe('hidden lanes', () => {
  test('a dashed way leads over the hidden process from one that is shown', () => {
    const path = present(criticalPath(known(), newestAnswer('Produce', 'shop')), 'it was asked for')
    const cursor = path.answered + 1
    const { arrows } = projectLadder(known(), { cursor, reach: 24, detail: 'wire' })
    const leader = present(path.hops.at(-1)?.fromProcess, 'a server answered')
    const ways = hiddenWays(known(), arrows, new Set([leader]))
    const answer = ways.find(({ ended }) => ended === path.answered)
    expect(answer?.over).toEqual([leader])
    expect(answer?.from).not.toBe(leader)
    expect(answer?.to).toBe('shop')
    expect(threeNodes().endIndex()).toBe(known().end)
  })
})
