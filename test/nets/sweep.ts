/**
 * `npm run sweep -- --seeds N [--from K] [--shard i/n] [--trace]`: random clusters, faults, healing.
 * Many seeds without a shard are shared out over the machine's cores. A trace prints every fact.
 * No edge outside the tables may be taken. Beside a full sweep the scripts of rare edges are played:
 * together they must take every edge of every machine.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { factLine } from '~/engine/traceHash'
import type { KafkaModel } from '~/kafka/model'
import type { Step } from '~/sim/world'
import type { EdgeCounts } from '../support/edgeCounts'
import { addEdge, countEdges, reportEdges } from '../support/edgeCounts'
import { playEdgeScripts } from '../support/edgeScripts'
import { countMovesAndCuts } from '../support/movesAndCuts'
import { sweepSeed } from '../support/sweep'
import { bundled } from './bundled'
import { fromSeeds, type Counts } from './counts'
import { runShare } from './shares'

/** Fewer seeds than these are not worth another process. */
const WORTH_SHARING = 8
/** So many seeds take every edge, with the scripts. */
const FULL_SWEEP = 300
/** How a shard tells what it took: `edge 12 quorumRole Leader resigned Resigned`. */
const EDGE_LINE = /^edge (\d+) (.+)$/

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '25' },
    from: { type: 'string', default: '1' },
    shard: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
})
const count = Number(values.seeds)
const from = Number(values.from)
const cores = availableParallelism()
const isShared = values.shard === undefined && count >= WORTH_SHARING && cores > 1
const edges: EdgeCounts = new Map()
const scripts = values.shard === undefined && count >= FULL_SWEEP ? playScripts() : 0
const { passed, failed } = isShared ? await sweepShards(cores) : sweepHere(values.shard ?? '1/1')
if (values.shard !== undefined)
  for (const [edge, times] of edges) console.log(`edge ${times} ${edge}`)
const astray = values.shard === undefined ? edgesAstray() : 0
console.log(`${passed + failed} seeds, ${failed} failed`)
process.exitCode = failed + scripts + astray === 0 ? 0 : 1

/** The scripts of edges that chance seldom takes; how many failed. */
function playScripts(): number {
  const bad = playEdgeScripts((taken) => countEdges(edges, taken)).filter(
    ({ failure }) => failure !== null,
  )
  countMovesAndCuts(edges)
  for (const { edge, failure } of bad) console.log(`script of ${edge}: ${failure}`)
  return bad.length
}

/** How many edges were taken that no table has, or were never taken by a full sweep. */
function edgesAstray(): number {
  const { known, never, outside } = reportEdges(edges)
  for (const edge of outside) console.log(`outside the tables: ${edge}`)
  if (count < FULL_SWEEP) return outside.length
  console.log(`${known.length} edges, never taken: ${never.join('; ') || 'none'}`)
  return outside.length + never.length
}

function sweepHere(part: string): Counts {
  const [shard = 1, shards = 1] = part.split('/').map(Number)
  const all = Array.from({ length: count }, (_, index) => from + index)
  const seeds = all.filter((seed) => seed % shards === shard % shards)
  let broken = 0
  for (const seed of seeds) {
    const failure = sweepSeed(seed, (taken) => {
      countEdges(edges, taken)
      if (values.trace) print(taken)
    })
    if (failure === null) continue
    broken += 1
    console.log(`seed ${seed}: ${failure}`)
    console.log(`  npm run sweep -- --seeds 1 --from ${seed}`)
  }
  return { passed: seeds.length - broken, failed: broken }
}

function print({ event, facts }: Step<KafkaModel>): void {
  if (event.what.type === 'Command') console.log(JSON.stringify({ at: event.at, ...event.what }))
  for (const record of facts) console.log(factLine(record))
}

async function sweepShards(shards: number): Promise<Counts> {
  const parts = Array.from({ length: shards }, (_, index) => `${index + 1}/${shards}`)
  const script = await bundled('test/nets/sweep.ts', 'sweep')
  const all = await Promise.all(parts.map((part) => sweepShard(script, part)))
  const sum = (field: 'passed' | 'failed') =>
    all.reduce((total, counts) => total + counts[field], 0)
  return { passed: sum('passed'), failed: sum('failed') }
}

/** One shard in a process of its own; its failures are shown as they come. */
async function sweepShard(script: string, part: string): Promise<Counts> {
  const lines: string[] = []
  const words = ['--seeds', String(count), '--from', String(from), '--shard', part]
  await runShare(script, words, (line) => {
    lines.push(line)
    if (/^(seed | {2}npm )/.test(line)) console.log(line)
    const [, times, edge] = EDGE_LINE.exec(line) ?? []
    if (edge !== undefined) addEdge(edges, edge, Number(times))
  })
  // A shard that ends without its closing line has not swept: that is a failure.
  return fromSeeds(lines.join('\n')) ?? { passed: 0, failed: 1 }
}
