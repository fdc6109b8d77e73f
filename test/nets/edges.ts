/**
 * `npm run edges -- --seeds N [--from K]`: which edges of the machines the sweep takes, with its
 * scripts. An edge that no table has fails; edges that were never taken are listed, so that somebody
 * makes a seed or a script take them.
 */
import { parseArgs } from 'node:util'
import type { EdgeCounts } from '../support/edgeCounts'
import { countEdges, reportEdges } from '../support/edgeCounts'
import { playEdgeScripts } from '../support/edgeScripts'
import { countMovesAndCuts } from '../support/movesAndCuts'
import { sweepSeed } from '../support/sweep'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '25' },
    from: { type: 'string', default: '1' },
  },
})
const from = Number(values.from)
const counts: EdgeCounts = new Map()
for (const { edge, failure } of playEdgeScripts((taken) => countEdges(counts, taken))) {
  if (failure !== null) console.log(`script of ${edge}: ${failure}`)
}
countMovesAndCuts(counts)
for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
  const failure = sweepSeed(seed, (taken) => countEdges(counts, taken))
  if (failure !== null) console.log(`seed ${seed}: ${failure}`)
}
const { known, never, outside } = reportEdges(counts)
for (const edge of known.filter((one) => counts.has(one)))
  console.log(`${counts.get(edge)} ${edge}`)
for (const edge of never) console.log(`never ${edge}`)
for (const edge of outside) console.log(`outside ${edge}`)
console.log(`${known.length} edges, ${never.length} never taken, ${outside.length} outside`)
process.exitCode = outside.length === 0 ? 0 : 1
