/**
 * `npm run bench`: what the budgets of the architecture allow and what they measure here, as
 * ratios within one run wherever that can be. `npm run bench -- events quorum` runs some groups.
 */
import { spawnSync } from 'node:child_process'
import type { Row } from '../bench/measure'
import { bundled } from './bundled'

const GROUPS = ['events', 'quorum', 'history', 'import', 'page']

/** Groups that count CPU: collecting garbage is part of it, on the one thread. */
const COUNTS_CPU: readonly string[] = ['events', 'quorum']
/** A million events need room. */
const ROOM = '--max-old-space-size=6000'

const SCRIPT = await bundled('test/bench/group.ts', 'bench')

function rowsOf(group: string): readonly Row[] {
  // What a person waits for is measured with the collector that browsers have, beside the thread.
  const collector = COUNTS_CPU.includes(group) ? ['--single-threaded-gc'] : []
  const args = [...collector, ROOM, SCRIPT, group]
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`the group ${group} ended with ${status}`)
  // Written by group.ts.
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as readonly Row[]
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

function isMet({ value, budget }: Row): boolean {
  return value <= budget
}

function line(row: Row): string {
  const { name, value, budget, unit, note } = row
  const measured = `${number(value)}${unit}`.padStart(9)
  const allowed = `≤ ${budget}${unit}`.padStart(9)
  const verdict = isMet(row) ? 'met ' : 'over'
  return `${name.padEnd(68)} | ${measured} | ${allowed} | ${verdict} | ${note}`
}

const given = process.argv.slice(2)
const all: Row[] = []
for (const group of given.length > 0 ? given : GROUPS) {
  for (const row of rowsOf(group)) {
    all.push(row)
    console.log(line(row))
  }
}
const met = all.filter(isMet).length
console.log(`${met} met, ${all.length - met} over`)
process.exitCode = met === all.length ? 0 : 1
