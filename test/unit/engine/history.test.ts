import { expect, test } from 'vitest'
import { buildWorld, firstCommands } from '~/engine/build'
import type { History } from '~/engine/history'
import { newHistory } from '~/engine/history'
import type { HistoryLimits } from '~/engine/history'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { KafkaWorld } from '~/kafka/model'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

const FOREVER = Number.MAX_SAFE_INTEGER

interface Recorded {
  readonly history: History
  /** Every world as it was when it was the newest. */
  readonly seen: readonly KafkaWorld[]
}

function recorded(events: number, limits?: HistoryLimits): Recorded {
  const shape = { type: 'combined', nodes: 1 } as const
  const scenario = loopbackScenario({ shape, properties: {}, perNode: {} })
  const first = buildWorld(scenario, 1, kafkaProgram)
  const history = newHistory(first, limits)
  const seen = [first]
  for (const command of firstCommands(scenario)) seen.push(history.obey(command).world)
  while (history.size() < events) {
    const taken = history.advance(FOREVER)
    if (taken === null) throw new Error('the cluster has nothing left to do')
    seen.push(taken.world)
  }
  return { history, seen }
}

/** What tells two worlds of one run apart, with all that their processes hold. */
function textOf(world: KafkaWorld): string {
  const { now, eventCount, nextSeq, processes } = world
  return JSON.stringify({ now, eventCount, nextSeq, processes })
}

test('a world between those that are kept is the one that was there, and the same when asked again', () => {
  const { history, seen } = recorded(600)
  for (const index of [1, 2, 7, 8, 9, 63, 64, 65, 301, 599, 600]) {
    const world = history.worldAt(index)
    expect(textOf(world)).toBe(textOf(seen[index] ?? world))
    expect(world.eventCount).toBe(index)
    expect(history.worldAt(index)).toBe(world)
  }
  expect(history.worldAt(600)).toBe(seen[600])
})

test('a fork between kept worlds goes on as the run did', () => {
  const { history, seen } = recorded(300)
  const fork = history.fork(205)
  expect(fork.size()).toBe(205)
  while (fork.size() < 300) fork.advance(FOREVER)
  const end = seen[300]
  if (end === undefined) throw new Error('event 300 was seen')
  expect(textOf(fork.worldAt(300))).toBe(textOf(end))
  expect(fork.stepAt(299).event).toEqual(history.stepAt(299).event)
})

/** So small that a short run passes every border. */
const SMALL: HistoryLimits = { dense: 128, chunk: 64 }
const END = 1_200

test('what is no longer dense, or kept at all, happens again as it was', () => {
  const { history, seen } = recorded(END, SMALL)
  const whole = recorded(END).history
  // Backwards and forwards, so that nothing is answered from what was just made again.
  const indices = Array.from({ length: 150 }, (_, count) => (count * 577) % END)
  for (const index of [...indices, ...indices.toReversed(), 0, 1, 63, 64, 65, END - 1]) {
    const world = history.worldAt(index)
    expect(textOf(world)).toBe(textOf(seen[index] ?? world))
    expect(history.stepAt(index)).toEqual(whole.stepAt(index))
  }
})

test('a fork where nothing is dense any more goes on as the run did', () => {
  const { history, seen } = recorded(END, SMALL)
  for (const at of [1, 200, 333, 640, 1_000]) {
    const fork = history.fork(at)
    while (fork.size() < END) fork.advance(FOREVER)
    expect(textOf(fork.worldAt(END))).toBe(textOf(history.worldAt(END)))
    for (const index of [at - 1, at, at + 1, at + 70, END - 1]) {
      if (index >= END) continue
      expect(textOf(fork.worldAt(index))).toBe(textOf(seen[index] ?? fork.worldAt(index)))
      expect(fork.stepAt(index)).toEqual(history.stepAt(index))
    }
  }
})
