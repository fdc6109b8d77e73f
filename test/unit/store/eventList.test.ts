import { beforeEach, expect, test } from 'vitest'
import { LIBRARY } from '~/scenarios/library'
import { eventsUpTo } from '~/store/details'
import type { EventFilter } from '~/store/details'
import { eventAt } from '~/store/eventAt'
import { attempt, changed, currentRun, openFurther, openScenario } from '~/store/session'
import { linesAbove, rowsOf } from '~/ui/events/rows'

const ALL: EventFilter = {
  ...{ family: null, process: null, partition: null, group: null, key: null, severity: null },
  ...{ momentsOnly: false, showsQuiet: true, selected: null },
}

/** A run in which the group billing reads what shop sends. */
beforeEach(() => {
  const scenario = LIBRARY['leader-dies']
  if (scenario === undefined) throw new Error('the library has leader-dies')
  openScenario(scenario, 1)
  while (!openFurther(() => 0, 1)) continue
  attempt(() => currentRun().advance(8_000_000, 100_000), 0)
  changed()
})

const listed = (filter: Partial<EventFilter>) =>
  eventsUpTo(currentRun().endIndex(), { ...ALL, ...filter })

test('an open event has its cause above it and its effects below', () => {
  const indexes = listed({})
  const index = indexes.find((at) => eventAt(at).cause >= 0 && eventAt(at).facts.length > 0) ?? 0
  const rows = rowsOf([index], new Set([index]))
  expect(rows[0]).toMatchObject({ type: 'cause', event: eventAt(eventAt(index).cause) })
  expect(rows[1]).toMatchObject({ type: 'event', event: eventAt(index) })
  expect(rows.slice(2).every(({ type }) => type === 'fact' || type === 'effect')).toBe(true)
  expect(linesAbove(eventAt(index))).toBe(1)
  expect(rowsOf([index], new Set())).toHaveLength(1)
})

test('a group narrows the list to what names it or asks for it', () => {
  const found = listed({ group: 'billing' })
  expect(found.length).toBeGreaterThan(0)
  const apis = new Set(found.map((at) => eventAt(at).name))
  expect([...apis]).toEqual(expect.arrayContaining(['JoinGroup', 'SyncGroup', 'Heartbeat']))
  expect(apis.has('Produce')).toBe(false)
  expect(listed({ group: 'elsewhere' })).toEqual([])
})

test('a key narrows it to messages that carry a record of that key', () => {
  const found = listed({ key: 'A' })
  expect(found.length).toBeGreaterThan(0)
  for (const at of found) expect(['Produce', 'Fetch']).toContain(eventAt(at).name)
  expect(listed({ key: 'no such key' })).toEqual([])
})
