/**
 * `npm run timings -- --seeds N [--from K]`: repeats the failures whose times were measured on a
 * real cluster (test/golden/timings.md) and compares. Last line `N inside, N outside`, a row each.
 */
import { parseArgs } from 'node:util'
import type { Measured, Sample } from '../support/timings/rows'
import { EXPERIMENTS } from '../support/timings/rows'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
  },
})
const from = Number(values.from)
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => from + index)

/** The measured range, widened by a quarter: also where a whole heartbeat could be allowed. */
function allowed({ min, max }: Measured): readonly [number, number] {
  return [min * 0.75, max * 1.25]
}

function report(row: Measured, samples: readonly (number | null)[]): boolean {
  const [low, high] = allowed(row)
  const known = samples.filter((value) => value !== null).sort((a, b) => a - b)
  const isInside = samples.every((value) => value !== null && value >= low && value <= high)
  const text = (value: number | undefined) => (value === undefined ? 'never' : value.toFixed(2))
  const middle = known[Math.floor(known.length / 2)]
  console.log(
    [
      isInside ? 'inside ' : 'OUTSIDE',
      row.name,
      `simulated ${text(known[0])} / ${text(middle)} / ${text(known.at(-1))}`,
      `measured ${text(row.min)} … ${text(row.max)}`,
      `allowed ${text(low)} … ${text(high)}`,
      ...(known.length < samples.length ? [`${samples.length - known.length} never`] : []),
    ].join(' | '),
  )
  return isInside
}

let inside = 0
let outside = 0
for (const { rows, sample } of EXPERIMENTS) {
  const samples: readonly Sample[] = seeds.map(sample)
  for (const row of rows) {
    if (
      report(
        row,
        samples.map((values) => values[row.name] ?? null),
      )
    )
      inside += 1
    else outside += 1
  }
}
console.log(`${inside} inside, ${outside} outside`)
process.exitCode = outside === 0 ? 0 : 1
