import { existsSync, readFileSync } from 'node:fs'

/** How many checks of one step held, and how many did not. */
export interface Counts {
  readonly passed: number
  readonly failed: number
}

/** One step has one verdict: its exit code. */
export function fromExit(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** The closing line of the golden and vector runs; `null` when the output has none. */
export function fromEqual(output: string): Counts | null {
  const line = lastMatch(output, /^(\d+) equal, (\d+) different, (\d+) not supported$/gm)
  return line === null ? null : { passed: Number(line[1]), failed: Number(line[2]) }
}

/** The closing line of a sweep; `null` when the output has none. */
export function fromSeeds(output: string): Counts | null {
  const line = lastMatch(output, /^(\d+) seeds, (\d+) failed$/gm)
  if (line === null) return null
  const failed = Number(line[2])
  return { passed: Number(line[1]) - failed, failed }
}

/** What vitest's JSON reporter wrote; `null` when it wrote nothing that can be read. */
export function fromVitest(file: string): Counts | null {
  const report = readJson(file)
  const passed = numberAt(report, 'numPassedTests')
  const failed = numberAt(report, 'numFailedTests')
  return passed === null || failed === null ? null : { passed, failed }
}

/** What Playwright's JSON reporter wrote; `null` when it wrote nothing that can be read. */
export function fromPlaywright(file: string): Counts | null {
  const stats = valueAt(readJson(file), 'stats')
  const expected = numberAt(stats, 'expected')
  const unexpected = numberAt(stats, 'unexpected')
  const flaky = numberAt(stats, 'flaky')
  if (expected === null || unexpected === null || flaky === null) return null
  return { passed: expected, failed: unexpected + flaky } // A flaky test is a bug today.
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

function numberAt(value: unknown, key: string): number | null {
  const found = valueAt(value, key)
  return typeof found === 'number' ? found : null
}
