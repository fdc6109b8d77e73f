import { beforeEach, expect, test } from 'vitest'
import { LIBRARY } from '~/scenarios/library'
import {
  actingFaults,
  allOffers,
  brokenThings,
  currentFaults,
  inflict,
  isDone,
  offersOf,
} from '~/store/faults'
import type { Verb } from '~/store/faults'
import { attempt, changed, currentRun, openScenario } from '~/store/session'

beforeEach(() => {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  openScenario(scenario, 1)
  attempt(() => currentRun().advance(9_000_000, 100_000), 0)
  changed()
})

function inflictOnBroker(verb: Verb, forMicros: number | null = null): void {
  const broker = { kind: 'broker', id: 2, process: 'kafka-2' } as const
  const offer = offersOf(broker).find((row) => row.verb === verb && row.refusal === null)
  if (offer === undefined) throw new Error(`${verb} is offered`)
  inflict(offer, { time: { type: 'now' }, forMicros })
}

test('a deed of an instant is done: it is listed, and nothing of it is left to heal', () => {
  inflictOnBroker('rollSegments')
  expect(currentFaults().map(isDone)).toEqual([true])
  expect(actingFaults()).toEqual([])
  expect(brokenThings()).toBe(0)
})

test('what lasts acts until it is healed', () => {
  inflictOnBroker('crash')
  expect(currentFaults().map(isDone)).toEqual([false])
  expect(actingFaults()).toHaveLength(1)
  expect(brokenThings()).toBe(1)
})

test('everything that lasts can be healed: only deeds of an instant have nothing to undo', () => {
  const possible = allOffers().filter(({ refusal, isRepair }) => refusal === null && !isRepair)
  const deeds = new Set(possible.filter(({ heals }) => heals.length === 0).map(({ verb }) => verb))
  expect([...deeds].sort()).toEqual([
    'burst',
    'corruptOld',
    'corruptTail',
    'rebalance',
    'restart',
    'rollSegments',
    'runRetention',
    'snapshotNow',
  ])
})
