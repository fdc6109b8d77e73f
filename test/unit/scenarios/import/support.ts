import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { Problem } from '~/base/result'
import { importFiles } from '~/scenarios/import/importFiles'
import type { Imported, ReportRow } from '~/scenarios/import/report'

/** Imports files that can be imported. */
export function imported(files: Readonly<Record<string, string>>): Imported {
  const result = importFiles(Object.entries(files).map(([name, text]) => ({ name, text })))
  if (!result.ok) throw new Error(result.error.map(({ message }) => message).join('; '))
  return result.value
}

/** Imports files that cannot. */
export function refused(files: Readonly<Record<string, string>>): readonly Problem[] {
  const result = importFiles(Object.entries(files).map(([name, text]) => ({ name, text })))
  if (result.ok) throw new Error('imported')
  return result.error
}

/** The rows of a key. */
export function rowsOf({ report }: Imported, key: string): readonly ReportRow[] {
  return report.rows.filter((row) => row.key === key)
}

/** Brings the scenario up and lets time pass. */
export function runFor({ scenario }: Imported, seconds: number): Run {
  const run = startRun({ ...scenario, startsDown: false }, 1, kafkaProgram)
  run.advance(seconds * 1_000_000, Number.MAX_SAFE_INTEGER)
  return run
}

/** How often each kind of fact was reported. */
export function countOf(run: Run, type: string): number {
  const steps = Array.from({ length: run.endIndex() }, (_, index) => run.stepAt(index))
  return steps.flatMap(({ facts }) => facts).filter(({ fact }) => fact.type === type).length
}
