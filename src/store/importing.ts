import { createStore } from 'zustand/vanilla'
import type { Problem } from '~/base/result'
import { importFiles } from '~/scenarios/import/importFiles'
import type { Imported, ReportRow, Verdict } from '~/scenarios/import/report'
import type { GivenFile } from './dropped'
import { dropped } from './dropped'
import { arrange } from './layout'
import { openScenario } from './session'

/** A key of a file and what became of it. */
export type ImportRow = ReportRow
/** What became of a key. */
export type ImportVerdict = Verdict
/** A scenario from files with its report. */
export type ImportedScenario = Imported

/** What the import dialog shows: where to put files in, what is wrong with them, or the report. */
export type Importing =
  | { readonly step: 'empty'; readonly files: readonly GivenFile[] }
  | {
      readonly step: 'refused'
      readonly files: readonly GivenFile[]
      readonly problems: readonly Problem[]
    }
  | {
      readonly step: 'read'
      readonly files: readonly GivenFile[]
      readonly imported: Imported
    }

/** The store. */
export const importing = createStore<Importing>(() => begin(dropped.getState().files))

dropped.subscribe(({ files }) => {
  if (files.length > 0) readFiles(files)
})

function begin(files: readonly GivenFile[]): Importing {
  if (files.length === 0) return { step: 'empty', files }
  const result = importFiles(files)
  return result.ok
    ? { step: 'read', files, imported: result.value }
    : { step: 'refused', files, problems: result.error }
}

/** Reads files; the dialog shows the report, or what is wrong. */
export function readFiles(files: readonly GivenFile[]): void {
  importing.setState(begin(files), true)
}

/** Back to the beginning. */
export function forgetFiles(): void {
  importing.setState({ step: 'empty', files: [] }, true)
}

/** Opens the imported scenario; `starts`: its servers are started at time 0. */
export function runImported(starts: boolean): void {
  const state = importing.getState()
  if (state.step !== 'read') return
  const { scenario } = state.imported
  openScenario({ ...scenario, startsDown: !starts })
  closeImport()
}

/** Closes the dialog; the next time it begins anew. */
export function closeImport(): void {
  dropped.setState({ files: [] })
  forgetFiles()
  arrange({ importOpen: false })
}

/** The verdicts in the order of the filter, with how many rows each has. */
export function countVerdicts(rows: readonly ReportRow[]): readonly (readonly [Verdict, number])[] {
  return VERDICTS.map(
    (verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length] as const,
  )
}

const VERDICTS: readonly Verdict[] = [
  'invalid',
  'notModelled',
  'ignored',
  'defaulted',
  'mapped',
  'foreign',
]

/** A few lines of a given file around one, with their numbers. */
export function excerpt(
  files: readonly GivenFile[],
  at: { readonly file: string | null; readonly line: number | null },
): readonly { readonly line: number; readonly text: string; readonly isIt: boolean }[] {
  const { line } = at
  const text = files.find(({ name }) => name === at.file)?.text
  if (text === undefined || line === null) return []
  const lines = text.split(/\r\n|\r|\n/)
  return [line - 1, line, line + 1].flatMap((number) => {
    const shown = lines[number - 1]
    return shown === undefined ? [] : [{ line: number, text: shown, isIt: number === line }]
  })
}
