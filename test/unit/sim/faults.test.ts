import { expect, test } from 'vitest'
import type { MessageId } from '~/sim/ids'
import { apply, step } from '~/sim/step'
import type { Command, Fault, FaultTime, World } from '~/sim/world'
import { processOf } from '~/sim/world'
import type { PingModel } from '../../support/pingModel'
import { A, B, HOST_A, HOST_B, pingWorld } from '../../support/pingModel'

type Ping = World<PingModel>

function obey(world: Ping, ...commands: readonly Command<PingModel>[]): Ping {
  return commands.reduce((here, command) => apply(here, command).world, world)
}

/** On to an instant, µs; every event is looked at. */
function on(world: Ping, until: number, look: (after: Ping) => void = () => undefined): Ping {
  let here = world
  for (let taken = step(here, until); taken !== null; taken = step(here, until)) {
    here = taken.world
    look(here)
  }
  return here
}

const state = (world: Ping, process = A) => {
  const found = processOf(world, process).state
  if (found === null) throw new Error(`${process} runs`)
  return found
}

function fault(time: FaultTime<PingModel>, forMicros: number | null = null): Fault<PingModel> {
  return {
    id: 'f1',
    verb: 'pause',
    target: 'b',
    values: {},
    commands: [{ type: 'Pause', process: B }],
    heals: [{ type: 'Resume', process: B }],
    time,
    forMicros,
  }
}

/** When B was paused and when it went on, µs. */
function turns(world: Ping, until: number): readonly string[] {
  const found: string[] = []
  let status = processOf(world, B).status
  on(world, until, (after) => {
    const now = processOf(after, B).status
    if (now !== status) found.push(`${now} ${after.now}`)
    status = now
  })
  return found
}

const placed = (world: Ping) => world.faults.get('f1')

test('N10 a fault strikes at once, heals itself after its time, and is over', () => {
  const world = obey(pingWorld(1), { type: 'PlaceFault', fault: fault({ type: 'now' }, 5_000) })
  expect(processOf(world, B).status).toBe('paused')
  expect(placed(world)).toMatchObject({ state: 'acting', strikes: 1, since: 0, until: null })
  const later = on(world, 6_000)
  expect(processOf(later, B).status).toBe('running')
  expect(placed(later)).toMatchObject({ state: 'healed', until: 5_000 })
})

test('N10 at an instant, every so often, at random: the same again with the same seed', () => {
  const at = obey(pingWorld(1), {
    type: 'PlaceFault',
    fault: fault({ type: 'at', atMicros: 40_000 }, 10_000),
  })
  expect(turns(at, 200_000)).toEqual(['paused 40000', 'running 50000'])
  const every = obey(pingWorld(1), {
    type: 'PlaceFault',
    fault: fault({ type: 'every', everyMicros: 60_000 }, 10_000),
  })
  expect(turns(every, 190_000)).toEqual([
    'paused 60000',
    'running 70000',
    'paused 120000',
    'running 130000',
    'paused 180000',
    'running 190000',
  ])
  const random = (seed: number) =>
    obey(pingWorld(1), {
      type: 'PlaceFault',
      fault: fault({ type: 'random', meanMicros: 50_000, seed }, 5_000),
    })
  const once = turns(random(7), 1_000_000)
  expect(once.length).toBeGreaterThan(10)
  expect(turns(random(7), 1_000_000)).toEqual(once)
  expect(turns(random(8), 1_000_000)).not.toEqual(once)
})

test('N10 when a condition is met: once, at that instant; a healed fault never strikes', () => {
  const wish: Command<PingModel> = {
    type: 'PlaceFault',
    fault: fault({ type: 'when', condition: 3 }),
  }
  const world = on(obey(pingWorld(1), wish), 1_000_000)
  expect(state(world, B).heard).toEqual([0, 1, 2, 3])
  expect(placed(world)).toMatchObject({ state: 'acting', strikes: 1 })
  const healed = on(obey(pingWorld(1), wish, { type: 'HealFault', id: 'f1' }), 1_000_000)
  expect(state(healed, B).heard.length).toBeGreaterThan(50)
  expect(processOf(obey(world, { type: 'HealFault', id: 'f1' }), B).status).toBe('running')
})

/** On to the first instant at which a request is on its way. */
function withRequest(world: Ping): { readonly world: Ping; readonly message: MessageId } {
  let here = world
  for (;;) {
    const found = [...here.network.inFlight.values()].find(({ kind }) => kind === 'request')
    if (found !== undefined) return { world: here, message: found.id }
    const taken = step(here)
    if (taken === null) throw new Error('pings go on')
    here = taken.world
  }
}

test('N8 duplicate: the request is carried out, its answer is lost, both ends hear of the break', () => {
  const { world, message } = withRequest(pingWorld(1))
  const after = on(obey(world, { type: 'DuplicateMessage', message }), world.now + 8_000)
  expect(state(after, B).heard).toEqual([0])
  expect(state(after).answered).toEqual([])
  expect([state(after).closed, state(after, B).closed]).toEqual([1, 1])
  expect(after.network.connections.size).toBe(0)
})

test('N8 reorder: the client hears of the break at once, the request arrives afterwards', () => {
  const { world, message } = withRequest(pingWorld(1))
  const cut = obey(world, { type: 'ReorderMessage', message, byMicros: 5_000 })
  expect(state(cut).closed).toBe(1)
  expect(state(cut, B).heard).toEqual([])
  const after = on(cut, cut.now + 9_000)
  expect(state(after, B).heard).toEqual([0])
  expect(state(after).answered).toEqual([])
  expect(state(after, B).closed).toBe(1)
})

test('N9 a slow processor answers later and in order; what waited comes when it is usual again', () => {
  const slow = on(
    obey(pingWorld(1), { type: 'SetCpu', process: B, microsPerInput: 40_000 }),
    1_000_000,
  )
  const { heard } = state(slow, B)
  // One input each 40 ms at most, whatever comes.
  expect(heard.length).toBeGreaterThan(20)
  expect(heard.length).toBeLessThanOrEqual(25)
  expect(heard).toEqual(heard.map((_, index) => index))
  expect(state(slow).answered).toEqual(heard.slice(0, state(slow).answered.length))
  const whole = on(obey(slow, { type: 'SetCpu', process: B, microsPerInput: 0 }), 1_050_000)
  const all = state(whole, B).heard
  expect(all.length).toBeGreaterThan(60)
  expect(all).toEqual(all.map((_, index) => index))
})

test('N7 a link of a limited bandwidth carries so many bytes a second, in order', () => {
  const narrow = obey(pingWorld(1), {
    type: 'SetLink',
    from: HOST_A,
    to: HOST_B,
    link: { bytesPerSecond: 20_000 },
  })
  const { heard } = state(on(narrow, 1_000_000), B)
  expect(heard.length).toBeGreaterThanOrEqual(18)
  expect(heard.length).toBeLessThanOrEqual(20)
  expect(heard).toEqual(heard.map((_, index) => index))
})
