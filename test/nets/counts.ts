import { existsSync, readFileSync } from 'node:fs'

/** How many checks of one step held, and how many did not. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Names of those that did not, where the step tells them. */
  readonly names?: readonly string[]
}

/** One step has one verdict: its exit code. */
export function fromExit(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** The closing line of the golden and vector runs; `null` when the output has none. */
export function fromEqual(output: string): Counts | null {
  const line = lastMatch(output, /^(\d+) equal, (\d+) different, (\d+) not supported$/gm)
  if (line === null) return null
  const names = namesIn(output, /^different: (.+)$/gm)
  return { passed: Number(line[1]), failed: Number(line[2]), names }
}

/** The closing line of a sweep; `null` when the output has none. */
export function fromSeeds(output: string): Counts | null {
  const line = lastMatch(output, /^(\d+) seeds, (\d+) failed$/gm)
  if (line === null) return null
  const failed = Number(line[2])
  return { passed: Number(line[1]) - failed, failed, names: namesIn(output, /^(seed \d+): /gm) }
}

/** What vitest's JSON reporter wrote; `null` when it wrote nothing that can be read. */
export function fromVitest(file: string): Counts | null {
  const report = readJson(file)
  const passed = numberAt(report, 'numPassedTests')
  const failed = numberAt(report, 'numFailedTests')
  if (passed === null || failed === null) return null
  const names = listAt(report, 'testResults')
    .flatMap((file) => listAt(file, 'assertionResults'))
    .filter((test) => valueAt(test, 'status') === 'failed')
    .map((test) => String(valueAt(test, 'fullName')))
  return { passed, failed, names }
}

/** What Playwright's JSON reporter wrote; `null` when it wrote nothing that can be read. */
export function fromPlaywright(file: string): Counts | null {
  const stats = valueAt(readJson(file), 'stats')
  const expected = numberAt(stats, 'expected')
  const unexpected = numberAt(stats, 'unexpected')
  const flaky = numberAt(stats, 'flaky')
  if (expected === null || unexpected === null || flaky === null) return null
  // A flaky test is a bug today.
  const names = brokenSpecs(listAt(readJson(file), 'suites'))
  return { passed: expected, failed: unexpected + flaky, names }
}

const BROKEN: ReadonlySet<unknown> = new Set(['unexpected', 'flaky'])

/** Titles of the specs of suites, at any depth, that did not hold at once. */
function brokenSpecs(suites: readonly unknown[]): readonly string[] {
  return suites.flatMap((suite) => [
    ...listAt(suite, 'specs')
      .filter((spec) => listAt(spec, 'tests').some((test) => BROKEN.has(valueAt(test, 'status'))))
      .map((spec) => `${String(valueAt(suite, 'title'))}: ${String(valueAt(spec, 'title'))}`),
    ...brokenSpecs(listAt(suite, 'suites')),
  ])
}

function namesIn(output: string, pattern: RegExp): readonly string[] {
  return [...output.matchAll(pattern)].flatMap(([, name]) => name ?? [])
}

function lastMatch(output: string, pattern: RegExp): RegExpExecArray | null {
  return [...output.matchAll(pattern)].at(-1) ?? null
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

function valueAt(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return new Map<string, unknown>(Object.entries(value)).get(key)
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = valueAt(value, key)
  return Array.isArray(found) ? found : []
}

function numberAt(value: unknown, key: string): number | null {
  const found = valueAt(value, key)
  return typeof found === 'number' ? found : null
}
