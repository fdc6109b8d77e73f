import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactRecord } from '~/sim/facts'
import { messageId } from '~/sim/ids'
import { heapItems, insert, withoutFirst, first } from '~/sim/heap'
import type { Heap } from '~/sim/heap'
import type { Command, EventRecord, World } from '~/sim/world'
import { apply, step } from '~/sim/step'
import type { PingModel } from '../support/pingModel'
import { A, B, HOST_A, HOST_B, pingWorld } from '../support/pingModel'

type Order = readonly [afterEvents: number, command: Command<PingModel>]

const links = fc
  .record({ from: fc.constantFrom(HOST_A, HOST_B), cut: fc.boolean() })
  .map(({ from, cut }): Command<PingModel> => ({
    type: 'SetLink',
    from,
    to: from === HOST_A ? HOST_B : HOST_A,
    link: { cut },
  }))
const orders: fc.Arbitrary<readonly Order[]> = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.oneof(
      links,
      fc.constantFrom<Command<PingModel>>(
        { type: 'Pause', process: B },
        { type: 'Resume', process: B },
        { type: 'Kill', process: A },
        { type: 'Kill', process: B },
        { type: 'Start', process: A },
        { type: 'Start', process: B },
        { type: 'PowerOff', host: HOST_B },
        { type: 'HealLinks' },
        { type: 'SetCpu', process: B, microsPerInput: 30_000 },
        { type: 'SetCpu', process: B, microsPerInput: 0 },
        { type: 'SetCpu', process: A, microsPerInput: 2_000 },
        { type: 'SetLink', from: HOST_A, to: HOST_B, link: { bytesPerSecond: 50_000 } },
        { type: 'DuplicateMessage', message: messageId(9) },
        { type: 'DuplicateMessage', message: messageId(12) },
        { type: 'ReorderMessage', message: messageId(15), byMicros: 30_000 },
      ),
    ),
  ),
  { maxLength: 12 },
)

interface Trace {
  readonly world: World<PingModel>
  readonly events: readonly EventRecord<PingModel>[]
  readonly facts: readonly FactRecord<PingModel>[]
}

function run(start: World<PingModel>, plan: readonly Order[], more = 40): Trace {
  let world = start
  const events: EventRecord<PingModel>[] = []
  const facts: FactRecord<PingModel>[] = []
  const record = (taken: ReturnType<typeof apply<PingModel>> | null) => {
    if (taken === null) return
    world = taken.world
    events.push(taken.event)
    facts.push(...taken.facts)
  }
  for (const [count, command] of plan) {
    for (let done = 0; done < count; done += 1) record(step(world))
    record(apply(world, command))
  }
  for (let done = 0; done < more; done += 1) record(step(world))
  return { world, events, facts }
}

test('the same seed and commands give the same trace', () => {
  fc.assert(
    fc.property(fc.integer(), orders, (seed, plan) => {
      expect(run(pingWorld(seed), plan).facts).toEqual(run(pingWorld(seed), plan).facts)
    }),
  )
})

test('other seeds give other traces', () => {
  const traces = [1, 2, 3].map((seed) => JSON.stringify(run(pingWorld(seed), []).facts))
  expect(new Set(traces).size).toBe(3)
})

test('time never goes back, events count up, no event comes before its cause', () => {
  fc.assert(
    fc.property(fc.integer(), orders, (seed, plan) => {
      const { events } = run(pingWorld(seed), plan)
      events.forEach((event, index) => {
        const before = events[index - 1]
        expect(event.cause).toBeLessThan(event.index)
        if (before !== undefined) {
          expect(event.at).toBeGreaterThanOrEqual(before.at)
          expect(event.index).toBe(before.index + 1)
        }
      })
    }),
  )
})

/** At the instant at which a slow process gets its usual processor back, one more message is due. */
const FREED_AS_ONE_ARRIVES: readonly Order[] = [
  [0, { type: 'SetCpu', process: B, microsPerInput: 30_000 }],
  [16, { type: 'SetCpu', process: B, microsPerInput: 0 }],
]

test('a connection keeps its order, whatever is cut, healed or paused', () => {
  fc.assert(
    fc.property(fc.integer(), orders, (seed, plan) => {
      const calm = plan.filter(([, command]) => !['Kill', 'PowerOff'].includes(command.type))
      const { facts } = run(pingWorld(seed), calm, 80)
      const heard = facts.flatMap(({ fact }) => (fact.type === 'Heard' ? [fact.number] : []))
      expect(heard).toEqual(heard.map((_, index) => index))
    }),
    { examples: [[0, FREED_AS_ONE_ARRIVES]] },
  )
})

test('after healing everything that was held arrives', () => {
  const cut: Command<PingModel> = { type: 'SetLink', from: HOST_A, to: HOST_B, link: { cut: true } }
  const hurt = run(pingWorld(7), [[20, cut]], 60)
  const before = hurt.world.processes.get(B)?.state?.heard.length ?? 0
  const healed = run(hurt.world, [[0, { type: 'HealLinks' }]], 400)
  const a = healed.world.processes.get(A)?.state
  expect(before).toBeLessThan(healed.world.processes.get(B)?.state?.heard.length ?? 0)
  expect((a?.sent ?? 0) - (a?.answered.length ?? 0)).toBeLessThan(3)
})

test('a fork does not disturb its parent', () => {
  fc.assert(
    fc.property(fc.integer(), orders, (seed, plan) => {
      const root = run(pingWorld(seed), []).world
      const undisturbed = run(root, []).facts
      run(root, plan)
      expect(run(root, []).facts).toEqual(undisturbed)
    }),
  )
})

test('kill keeps the page cache, power loss only what was flushed', () => {
  const start = run(pingWorld(3), [], 100).world
  const count = (world: World<PingModel>) => world.disks.get(HOST_A)?.cached.get('count')?.count
  const written = count(start)
  const killed = apply(start, { type: 'Kill', process: A }).world
  expect(count(killed)).toBe(written)
  const dark = apply(start, { type: 'PowerOff', host: HOST_A }).world
  expect(count(dark)).toBe(start.disks.get(HOST_A)?.flushed.get('count')?.count)
  expect(dark.processes.get(A)?.status).toBe('killed')
})

test('the other end of a killed process is told; of one without power it is not, until it is back', () => {
  const start = run(pingWorld(5), [], 20).world
  const closed = (world: World<PingModel>) => world.processes.get(A)?.state?.closed
  expect(closed(run(start, [[0, { type: 'Kill', process: B }]], 20).world)).toBe(1)
  const dark = run(start, [[0, { type: 'PowerOff', host: HOST_B }]], 20).world
  expect(closed(dark)).toBe(0)
  expect(closed(run(dark, [[0, { type: 'Start', process: B }]], 20).world)).toBe(1)
})

test('the heap gives items in (at, seq) order and keeps its old versions', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      let heap: Heap<{ readonly at: number; readonly seq: number }> = null
      times.forEach((at, seq) => {
        heap = insert(heap, { at, seq })
      })
      const whole = heap
      const taken: (readonly [number, number])[] = []
      for (let item = first(heap); item !== undefined; item = first(heap)) {
        taken.push([item.at, item.seq])
        heap = withoutFirst(heap)
      }
      const sorted = times.map((at, seq) => [at, seq] as const)
      expect(taken).toEqual(sorted.sort((a, b) => a[0] - b[0] || a[1] - b[1]))
      expect(heapItems(whole)).toHaveLength(times.length)
    }),
  )
})
