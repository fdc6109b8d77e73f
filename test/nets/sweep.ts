import { parseArgs } from 'node:util'
import { sweepSeed } from '../support/sweep'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '25' },
    from: { type: 'string', default: '1' },
    shard: { type: 'string', default: '1/1' },
  },
})
const [shard = 1, shards = 1] = values.shard.split('/').map(Number)
const from = Number(values.from)
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => from + index).filter(
  (seed) => seed % shards === shard % shards,
)
let failed = 0
for (const seed of seeds) {
  const failure = sweepSeed(seed)
  if (failure === null) continue
  failed += 1
  console.log(`seed ${seed}: ${failure}`)
  console.log(`  npm run sweep -- --seeds 1 --from ${seed}`)
}
console.log(`${seeds.length} seeds, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
