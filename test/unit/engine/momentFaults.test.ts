import { expect, test } from 'vitest'
import { openRunDocument, readRunDocument, runDocument } from '~/engine/document/runDocument'
import { offer } from '~/engine/faults/offer'
import { faultsOf, place } from '~/engine/faults/place'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { actOn } from '~/engine/verbs'
import type { MomentKind } from '~/kafka/momentKinds'
import { KINDS_OF_FIRSTS, MOMENT_KINDS } from '~/kafka/momentKinds'
import { FOREVER, runTo, SECOND } from '../../support/faultRun'

/** A fault that only stands in the list, and waits for a moment of a kind. */
function wait(run: Run, kind: MomentKind): void {
  const time = { type: 'when', condition: { type: 'moment', kind } } as const
  place(run, offer('pause', kind, {}), { time, forMicros: null })
}

const nights = new Map<number, Run>()

/** One fault for each kind of moment, and then a night on which much goes wrong; to be looked at. */
function badNight(from: number): Run {
  const night = nights.get(from) ?? newNight(from)
  nights.set(from, night)
  return night
}

function newNight(from: number): Run {
  const run = runTo(from)
  for (const kind of MOMENT_KINDS) wait(run, kind)
  actOn(run, 'crash', 'kafka-1')
  run.advance(40 * SECOND, FOREVER)
  actOn(run, 'pause', 'kafka-3')
  run.advance(52 * SECOND, FOREVER)
  actOn(run, 'resume', 'kafka-3')
  actOn(run, 'start', 'kafka-1')
  run.advance(70 * SECOND, FOREVER)
  return run
}

/** When each kind came first after its fault was placed, µs. */
function firstAfter(run: Run, placedAt: number): ReadonlyMap<string, number> {
  const later = run.moments().filter(({ at }) => at >= placedAt)
  return new Map(later.toReversed().map(({ kind, at }) => [kind, at]))
}

function struck(run: Run): ReadonlyMap<string, number> {
  return new Map(
    faultsOf(run.world()).flatMap(({ fault, since }) =>
      since === null ? [] : [[fault.target, since] as const],
    ),
  )
}

test.each([0, 9])(
  'a fault that waits for a moment strikes at its instant: of every kind, from %i s on',
  (from) => {
    const run = badNight(from)
    const [first] = faultsOf(run.world())
    const moments = firstAfter(run, first?.placedAt ?? 0)
    expect(moments.size).toBeGreaterThan(from === 0 ? 12 : 9)
    expect(struck(run)).toEqual(moments)
  },
)

test('what is told once for a partition does not come again because somebody waits for it', () => {
  const run = badNight(9)
  for (const kind of KINDS_OF_FIRSTS) {
    expect(struck(run).has(kind), kind).toBe(false)
    expect(
      run.moments().some((one) => one.kind === kind),
      kind,
    ).toBe(true)
  }
})

test('what is written and not committed when a fault is placed is still to come', () => {
  const run = runTo(9)
  actOn(run, 'crash', 'kafka-1')
  run.advance(30 * SECOND, FOREVER)
  const fenced = run.moments().find(({ kind, at }) => kind === 'brokerFenced' && at > 9 * SECOND)
  if (fenced === undefined) throw new Error('the broker is fenced')
  expect(fenced.index).toBeGreaterThan(fenced.from)
  run.seek(fenced.from + 1)
  for (const kind of ['brokerFenced', 'leaderChanged', 'brokerRegistered'] as const) wait(run, kind)
  run.advance(fenced.at + SECOND, FOREVER)
  expect(struck(run)).toEqual(
    new Map([
      ['brokerFenced', fenced.at],
      ['leaderChanged', fenced.at],
    ]),
  )
})

test('a saved run keeps what its faults wait for: the same trace when it is opened', () => {
  const run = badNight(9)
  const read = readRunDocument(JSON.stringify(runDocument(run)))
  if (!read.ok) throw new Error(read.error.message)
  const again = openRunDocument(read.value, kafkaProgram)
  expect(again.traceHash()).toBe(run.traceHash())
  expect(faultsOf(again.world())).toEqual(faultsOf(run.world()))
})
