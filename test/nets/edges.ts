/**
 * `npm run edges -- --seeds N [--from K]`: which edges of the machines the sweep takes. An edge that
 * no table has fails; edges that were never taken are listed, so that somebody makes a seed take them.
 */
import { parseArgs } from 'node:util'
import { MACHINES } from '~/charts/machines'
import type { EdgeCounts } from '../support/sweep'
import { countEdges, sweepSeed } from '../support/sweep'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '25' },
    from: { type: 'string', default: '1' },
  },
})
const from = Number(values.from)
const counts: EdgeCounts = new Map()
for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
  const failure = sweepSeed(seed, (taken) => countEdges(counts, taken))
  if (failure !== null) console.log(`seed ${seed}: ${failure}`)
}
const known = MACHINES.flatMap((machine) =>
  machine.edges.map(({ from: state, event, to }) => `${machine.id} ${state} ${event} ${to}`),
)
const outside = [...counts.keys()].filter((edge) => !known.includes(edge))
const never = known.filter((edge) => !counts.has(edge))
for (const edge of known.filter((one) => counts.has(one)))
  console.log(`${counts.get(edge)} ${edge}`)
for (const edge of never) console.log(`never ${edge}`)
for (const edge of outside) console.log(`outside ${edge}`)
console.log(`${known.length} edges, ${never.length} never taken, ${outside.length} outside`)
process.exitCode = outside.length === 0 ? 0 : 1
