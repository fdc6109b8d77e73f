/**
 * `npm test`: every net, one after another, but for what only reads the sources and takes one
 * thread: that runs two at a time. A failing one does not stop the next, so that one run shows all
 * there is to mend. The last line sums every check: `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { fromEqual, fromExit, fromPlaywright, fromSeeds, fromVitest, type Counts } from './counts'

const REPORTS = resolve('node_modules/.cache/reports')
const VITEST_REPORT = join(REPORTS, 'vitest.json')

interface Step {
  readonly name: string
  readonly command: string
  /** Reads the step's own counts; a step without them counts as one check. */
  readonly count?: (output: string) => Counts | null
  readonly env?: Readonly<Record<string, string>>
}

interface Outcome {
  readonly name: string
  readonly seconds: number
  readonly counts: Counts
}

/** What reads the sources only, on one thread each; the longest first. */
const readings: readonly Step[] = [
  { name: 'lint', command: 'npm run -s lint' },
  { name: 'typecheck', command: 'npm run -s typecheck' },
  { name: 'format', command: 'npm run -s format:check' },
  { name: 'arrows', command: 'npm run -s arrows' },
  { name: 'knip', command: 'npm run -s knip' },
]

const steps: readonly Step[] = [
  {
    name: 'unit, property, simulation, transcripts',
    command: `npm run -s test:unit -- --reporter=default --reporter=json --outputFile.json="${VITEST_REPORT}"`,
    count: () => fromVitest(VITEST_REPORT),
  },
  {
    name: 'golden',
    command: 'npm run -s golden -- $(cat test/golden/holding.txt)',
    count: fromEqual,
  },
  {
    name: 'vectors',
    command: 'npm run -s vectors -- $(cat test/vectors/holding.txt)',
    count: fromEqual,
  },
  { name: 'sweep', command: 'npm run -s sweep -- --seeds 300', count: fromSeeds },
  { name: 'build', command: 'npm run -s build' },
  e2e('facts', '--workers=3'),
  e2e('measures', '--workers=1'),
]

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })
const outcomes: Outcome[] = []
const waiting = [...readings]
await Promise.all([takeTurns(), takeTurns()])
for (const step of steps) outcomes.push(await run(step, showAtOnce))
report(outcomes)

/** Runs what waits, one after another; its output is shown whole, when it has ended. */
async function takeTurns(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const parts: string[] = []
    outcomes.push(await run(step, (text) => parts.push(text)))
    showAtOnce(parts.join(''))
  }
}

function showAtOnce(text: string): void {
  process.stdout.write(text)
}

/** One project of the browser tests. */
function e2e(project: string, workers: string): Step {
  const report = join(REPORTS, `${project}.json`)
  return {
    name: `e2e, ${project}`,
    command: `npm run -s test:e2e -- --project=${project} ${workers} --reporter=list,json`,
    count: () => fromPlaywright(report),
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, OFFSET_IS_BUILT: '1' },
  }
}

/** Runs a step; `show` gets its output as it comes. */
async function run(step: Step, show: (text: string) => void): Promise<Outcome> {
  show(`\n── ${step.name}: ${step.command}\n`)
  const start = Date.now()
  const { code, output } = await stream(step, show)
  return {
    name: step.name,
    seconds: (Date.now() - start) / 1000,
    counts: agree(code, step.count?.(output) ?? null),
  }
}

/** A step that fails without a failed check, or counts nothing at all, is itself one failed check. */
function agree(code: number, counts: Counts | null): Counts {
  if (counts === null) return fromExit(code)
  const silent = code !== 0 && counts.failed === 0
  return silent ? { ...counts, failed: 1 } : counts
}

/** Runs a command, shows its output as it comes, and keeps it without colours. */
function stream(
  step: Step,
  show: (text: string) => void,
): Promise<{ readonly code: number; readonly output: string }> {
  const bin = resolve('node_modules/.bin')
  const env = {
    ...process.env,
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
    ...step.env,
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
  }
  return new Promise((done) => {
    const child = spawn(step.command, { shell: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts: string[] = []
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      parts.push(text)
      show(text)
    })
    child.stderr.setEncoding('utf8').on('data', show)
    child.on('error', () => done({ code: 1, output: '' }))
    child.on('close', (code) => done({ code: code ?? 1, output: withoutColours(parts.join('')) }))
  })
}

function withoutColours(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, '')
}

function report(all: readonly Outcome[]): void {
  console.log('\n')
  for (const { name, seconds, counts } of all) {
    const verdict = counts.failed === 0 ? 'ok    ' : 'FAILED'
    const sum = `${counts.passed} passed, ${counts.failed} failed`
    console.log(`${verdict}  ${name}: ${sum} (${seconds.toFixed(1)} s)`)
    // At the end of a long output they are found.
    for (const broken of counts.names ?? []) console.log(`          ${broken}`)
  }
  const passed = all.reduce((sum, { counts }) => sum + counts.passed, 0)
  const failed = all.reduce((sum, { counts }) => sum + counts.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
