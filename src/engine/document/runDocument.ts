import * as v from 'valibot'
import { invariant } from '~/base/invariant'
import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import type { KafkaCondition } from '~/kafka/condition'
import type { KafkaModel } from '~/kafka/model'
import type { Scenario } from '~/scenarios/scenario'
import type { Program } from '~/sim/model'
import { firstCommands } from '../build'
import type { RecordedCommand } from '../history'
import type { Run } from '../run'
import { startRun } from '../run'
import type { Permission } from '../permissions'
import { PERMISSIONS } from '../permissions'
import type { ShellEntry } from '../shell/entries'
import { commandSchema, conditionSchema } from './commandSchema'
import { entrySchema } from './entrySchema'
import type { Fields } from './fields'
import { count, whole } from './fields'
import { scenarioSchema } from './scenarioSchema'

/** What a saved run says it is. */
const FORMAT = 'offset-run'

/**
 * A run as a document: scenario, seed, what was done and when, and where the person looks.
 * Opening it makes the fold again, so nothing else needs to be kept.
 */
export interface RunDocument {
  readonly format: typeof FORMAT
  /**
   * 2: a command may say when it was given. 3: a fault may wait for a condition of parts, and a run
   * may allow only some verbs. 4: a fault may wait for a moment, a run has what is watched for, and
   * its author says also whether clients, settings and tools may change it.
   * The older ones are still read: they do none of that.
   */
  readonly formatVersion: 1 | 2 | 3 | 4
  readonly scenario: Scenario
  readonly seed: number
  /** What was done after the scenario's own commands, with the event each became. */
  readonly commands: readonly RecordedCommand[]
  /** How many events there were. */
  readonly end: number
  readonly cursor: number
  /** What was typed into terminals. */
  readonly typed: readonly ShellEntry[]
  readonly bookmarks?: readonly SavedBookmark[]
  /** What its author allows to be done; absent: everything. */
  readonly verbs?: readonly Permission[]
  /** What the person looks for in it; absent: nothing. */
  readonly watched?: KafkaCondition
}

/** An instant that a person marked. */
export interface SavedBookmark {
  /** The cursor that it stands for. */
  readonly index: number
  /** µs. */
  readonly at: number
  readonly name: string
  readonly note: string
  /** The lenses that were shown, as an address names them; files of before do not tell. */
  readonly view?: string
}

const bookmark = v.strictObject({
  index: count,
  at: count,
  name: v.string(),
  note: v.string(),
  view: v.exactOptional(v.string()),
} satisfies Fields<SavedBookmark>)

const schema: v.GenericSchema<unknown, RunDocument> = v.strictObject({
  format: v.literal(FORMAT),
  formatVersion: v.picklist([1, 2, 3, 4]),
  scenario: scenarioSchema,
  seed: whole,
  commands: v.array(
    v.strictObject({ index: count, command: commandSchema, at: v.exactOptional(count) }),
  ),
  end: count,
  cursor: count,
  typed: v.array(entrySchema),
  bookmarks: v.exactOptional(v.array(bookmark)),
  verbs: v.exactOptional(v.array(v.picklist(PERMISSIONS))),
  watched: v.exactOptional(conditionSchema),
} satisfies Fields<RunDocument>)

/** The document of a run's current branch. */
export function runDocument(run: Run, bookmarks: readonly SavedBookmark[] = []): RunDocument {
  const given = firstCommands(run.scenario).length
  const { history, journal } = run.branch()
  return {
    format: FORMAT,
    formatVersion: 4,
    scenario: run.scenario,
    seed: run.seed,
    commands: history.commands().slice(given),
    end: run.endIndex(),
    cursor: run.cursor(),
    typed: journal.entries,
    ...(bookmarks.length === 0 ? {} : { bookmarks }),
  }
}

/** Reads a document's text: a field that is unknown, missing or wrong is a problem with its place. */
export function readRunDocument(text: string, file: string | null = null): Result<RunDocument> {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return err(problem(file, 'run.notJson', 'This is not a saved run: it is not JSON.'))
  }
  const read = v.safeParse(schema, raw)
  if (read.success) return ok(read.output)
  const [issue] = read.issues
  const path = v.getDotPath(issue) ?? ''
  return err(problem(file, 'run.field', `${path}: ${issue.message}`))
}

function problem(file: string | null, code: string, message: string): Problem {
  const hint = 'Open a file that this version of Offset has saved.'
  const place = file === null ? null : { file, line: 1, column: null }
  return { code, place, message, hint, values: {} }
}

/**
 * The run of a document, with its cursor where it was.
 * @param watch Is given the run before its first event, to put a guard's check in.
 * @throws InvariantError when the fold no longer reaches an event: another model saved it.
 */
export function openRunDocument(
  document: RunDocument,
  program: Program<KafkaModel>,
  watch: (run: Run) => void = () => undefined,
): Run {
  const run = startRun(document.scenario, document.seed, program)
  watch(run)
  for (const { index, command, at } of document.commands) {
    goTo(run, index)
    run.command(command, at)
  }
  goTo(run, document.end)
  run.branch().journal.entries.push(...document.typed)
  run.seek(document.cursor)
  return run
}

function goTo(run: Run, index: number): void {
  run.advance(Number.MAX_SAFE_INTEGER, index - run.endIndex())
  invariant(run.endIndex() === index, `the run reaches event ${index} again`)
}
