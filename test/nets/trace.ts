import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { RunDocument } from '~/engine/document/runDocument'
import { openRunDocument, readRunDocument } from '~/engine/document/runDocument'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { factLine } from '~/engine/traceHash'
import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import { importFiles } from '~/scenarios/import/importFiles'
import { LIBRARY } from '~/scenarios/library'
import type { Scenario } from '~/scenarios/scenario'
import { openSession, runStep } from '../support/golden/runTranscript'
import { parseTranscript } from '../support/golden/transcript'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    until: { type: 'string', default: '60s' },
  },
})

const MICROS: Readonly<Record<string, number>> = { ms: 1_000, s: 1_000_000, m: 60_000_000 }

/** `60s`, `500ms`, `2m`; a number alone is seconds. */
function untilMicros(): Result<number, readonly Problem[]> {
  const [, count, unit = 's'] = /^(\d+)(ms|s|m)?$/.exec(values.until) ?? []
  const micros = Number(count) * (MICROS[unit] ?? 1)
  if (count !== undefined) return ok(micros)
  return err([problem(null, `--until ${values.until} is no time`, 'Write 60s, 500ms or 2m.')])
}

function problem(file: string | null, message: string, hint: string): Problem {
  const place = file === null ? null : { file, line: 1, column: null }
  return { code: 'trace.input', place, message, hint, values: {} }
}

/** A scenario's run from time 0; what starts down is brought up then. */
function runScenario(scenario: Scenario, seed: number): Result<Run, readonly Problem[]> {
  const until = untilMicros()
  if (!until.ok) return until
  const run = startRun({ ...scenario, startsDown: false }, seed, kafkaProgram)
  run.advance(until.value, Number.MAX_SAFE_INTEGER)
  return ok(run)
}

function runFiles(names: readonly string[], seed: number): Result<Run, readonly Problem[]> {
  const files = names.map((name) => ({ name, text: readFileSync(name, 'utf8') }))
  const imported = importFiles(files)
  if (!imported.ok) return imported
  const { scenario, report } = imported.value
  if (scenario.servers.length === 0) return err(report.warnings)
  for (const warning of report.warnings) complain(warning)
  return runScenario(scenario, seed)
}

/** A run that was saved by the page: up to where it was looked at. */
function runSaved(name: string): Result<Run, readonly Problem[]> {
  const read = readRunDocument(readFileSync(name, 'utf8'), name)
  if (!read.ok) return err([read.error])
  const { cursor } = read.value
  return ok(
    openRunDocument({ ...read.value, end: cursor, commands: before(read.value) }, kafkaProgram),
  )
}

function before({ commands, cursor }: RunDocument): RunDocument['commands'] {
  return commands.filter(({ index }) => index < cursor)
}

function runTranscript(name: string, seed: number): Run {
  const transcript = parseTranscript(name, readFileSync(name, 'utf8'))
  const session = openSession(transcript, seed)
  for (const step of transcript.steps) runStep(session, step)
  return session.run
}

/** The run that files or a scenario's name mean. */
function runOf(names: readonly string[], seed: number): Result<Run, readonly Problem[]> {
  const [name = ''] = names
  const scenario = Object.hasOwn(LIBRARY, name) ? LIBRARY[name] : undefined
  if (scenario !== undefined) return runScenario(scenario, seed)
  const hint = `Give a compose file, a server.properties, a transcript, a saved run or a scenario: ${Object.keys(LIBRARY).join(', ')}.`
  try {
    if (name.endsWith('.json')) return runSaved(name)
    return name.endsWith('.transcript') ? ok(runTranscript(name, seed)) : runFiles(names, seed)
  } catch (error) {
    return err([problem(name, error instanceof Error ? error.message : String(error), hint)])
  }
}

function print(run: Run): void {
  for (let index = 0; index < run.endIndex(); index += 1) {
    for (const record of run.stepAt(index).facts) console.log(factLine(record))
  }
  run.seek(run.endIndex())
  console.log(run.traceHash())
}

function complain({ place, message, hint }: Problem): void {
  const column = (place?.column ?? null) === null ? '' : `:${place?.column ?? 1}`
  const at = place === null ? '' : `${place.file ?? ''}:${place.line}${column}: `
  console.error(`${at}${message}`)
  if (hint !== '') console.error(`  ${hint}`)
}

const found = runOf(positionals, Number(values.seed))
if (found.ok) print(found.value)
else {
  for (const wrong of found.error) complain(wrong)
  process.exitCode = 2
}
