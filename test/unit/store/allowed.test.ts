import { afterEach, beforeEach, expect, test } from 'vitest'
import { LIBRARY } from '~/scenarios/library'
import { allowed, allowedVerbs, forbiddenIn, LIMITED, limitRun, verbsIn } from '~/store/allowed'
import {
  allOffers,
  currentFaults,
  inflict,
  inflictOn,
  linkOffersOf,
  offersOf,
} from '~/store/faults'
import { notices, notify } from '~/store/notice'
import { attempt, changed, currentRun, openScenario } from '~/store/session'
import { documentToShare, limited } from '~/store/share'

const broker = { kind: 'broker', id: 2, process: 'kafka-2' } as const

function open(id: string): void {
  const scenario = LIBRARY[id]
  if (scenario === undefined) throw new Error(`the library has ${id}`)
  openScenario(scenario, 1)
  attempt(() => currentRun().advance(5_000_000, 100_000), 0)
  changed()
}

beforeEach(() => {
  open('three-nodes')
  notify(null)
})
afterEach(() => allowed.setState({ onPage: null, inRun: null }))

test('everything is allowed until somebody says otherwise; what mends is never switched off', () => {
  expect(allowedVerbs()).toBeNull()
  expect(verbsIn(null)).toBeNull()
  expect(verbsIn('stop, crash explode')).toEqual(['crash', 'stop'])
  const repairs = allOffers().flatMap(({ verb, isRepair }) => (isRepair ? [verb] : []))
  expect(repairs.filter((verb) => LIMITED.includes(verb))).toEqual([])
})

test('only what is allowed is offered, by the stage, the links and the list alike', () => {
  allowed.setState({ onPage: ['crash', 'cut'] })
  const broken = (rows: ReturnType<typeof allOffers>) =>
    new Set(rows.filter(({ isRepair }) => !isRepair).map(({ verb }) => verb))
  expect(broken(offersOf(broker))).toEqual(new Set(['crash']))
  expect(broken(linkOffersOf(broker))).toEqual(new Set(['cut']))
  expect(broken(allOffers())).toEqual(new Set(['crash', 'cut']))
})

test('a key that would do what is switched off does nothing, and says why', () => {
  const [stop] = offersOf(broker).filter(({ verb }) => verb === 'stop')
  if (stop === undefined) throw new Error('a broker can be stopped')
  allowed.setState({ onPage: ['pause'] })
  inflictOn(['crash', 'start'], 'kafka-2')
  inflict(stop)
  expect(currentFaults()).toEqual([])
  expect(notices.getState().notice).toEqual({ type: 'verbOff', verb: 'stop' })
  inflictOn(['pause'], 'kafka-2')
  expect(currentFaults()).toHaveLength(1)
})

test('a run’s own limit goes with it: also from its beginning, not into another scenario', () => {
  limitRun(['crash', 'stop'])
  allowed.setState({ onPage: ['stop', 'pause'] })
  expect(allowedVerbs()).toEqual(['stop'])
  expect(documentToShare().verbs).toEqual(['stop'])
  open('three-nodes')
  expect(allowedVerbs()).toEqual(['stop'])
  open('blank')
  expect(allowedVerbs()).toEqual(['stop', 'pause'])
  limitRun(undefined)
  allowed.setState({ onPage: null })
  expect(documentToShare().verbs).toBeUndefined()
  expect(limited(documentToShare(), ['isolate']).verbs).toEqual(['isolate'])
})

test('the terminal does not do to containers what is switched off', () => {
  const lines = [
    ['docker compose kill kafka-2', 'crash'],
    ['docker ps && docker kill -s SIGTERM node-1', 'crash'],
    ['docker compose stop', 'stop'],
    ['docker exec node-1 kafka-server-stop.sh', 'stop'],
    ['docker pause node-1', 'pause'],
    ['docker compose restart kafka-1', 'restart'],
  ] as const
  for (const [line] of lines) expect(forbiddenIn(line), line).toBeNull()
  allowed.setState({ onPage: [] })
  for (const [line, verb] of lines) expect(forbiddenIn(line), line).toBe(verb)
  const free = ['docker compose start kafka-2', 'docker unpause node-1', 'docker ps; echo kill']
  for (const line of free) expect(forbiddenIn(line), line).toBeNull()
})
