import { expect, test } from 'vitest'
import type { RunDocument } from '~/engine/document/runDocument'
import type { Laboratory, TrialAnswer } from '~/engine/trial/trial'
import type { FromLaboratory } from '~/worker/messages'
import { newBench } from '~/worker/bench'

interface Stand {
  readonly bench: ReturnType<typeof newBench>
  readonly said: FromLaboratory[]
  /** How many pieces of work each trial took, by its `at`. */
  readonly worked: Map<number, number>
  /** Works until nothing is left; how many slices that took. */
  readonly run: () => number
}

/** A laboratory whose trials take `at` pieces of work; 13 is broken. The clock ticks with each look. */
function stand(): Stand {
  const said: FromLaboratory[] = []
  const worked = new Map<number, number>()
  const jobs: (() => void)[] = []
  let now = 0
  const laboratory: Laboratory = {
    begin: ({ at }) => ({
      further: () => {
        if (at === 13) throw new Error('event 13 does not hold')
        const done = (worked.get(at) ?? 0) + 1
        worked.set(at, done)
        return done >= at
      },
      answer: () => ({ end: at }) as TrialAnswer,
    }),
  }
  const bench = newBench({
    laboratory,
    clock: () => (now += 1),
    sliceMs: 3,
    later: (work) => jobs.push(work),
    say: (message) => said.push(message),
  })
  const run = () => {
    let slices = 0
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      slices += 1
      job()
    }
    return slices
  }
  return { bench, said, worked, run }
}

const request = (at: number) => ({
  document: {} as RunDocument,
  at,
  commands: [],
  untilMicros: 0,
  hashes: false,
})

test('trials are answered in turn and in slices; a broken one is said and the next goes on', () => {
  const { bench, said, run } = stand()
  bench.hear({ type: 'begin', id: 1, request: request(9) })
  bench.hear({ type: 'begin', id: 2, request: request(13) })
  bench.hear({ type: 'begin', id: 3, request: request(2) })
  expect(run()).toBeGreaterThan(3)
  expect(said).toEqual([
    { type: 'answer', id: 1, answer: { end: 9 } },
    { type: 'broken', id: 2, message: 'event 13 does not hold' },
    { type: 'answer', id: 3, answer: { end: 2 } },
  ])
})

test('a dropped trial is not carried out, nor is one that was begun carried on', () => {
  const { bench, said, worked, run } = stand()
  bench.hear({ type: 'begin', id: 1, request: request(5) })
  bench.hear({ type: 'begin', id: 2, request: request(4) })
  bench.hear({ type: 'drop', id: 1 })
  run()
  expect(said).toEqual([{ type: 'answer', id: 2, answer: { end: 4 } }])
  expect(worked.has(5)).toBe(false)
  bench.hear({ type: 'begin', id: 3, request: request(3) })
  run()
  expect(said.at(-1)).toEqual({ type: 'answer', id: 3, answer: { end: 3 } })
})
