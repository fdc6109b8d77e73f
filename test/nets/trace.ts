import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { factLine } from '~/engine/traceHash'
import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import { LIBRARY } from '~/scenarios/library'
import { openSession, runStep } from '../support/golden/runTranscript'
import { parseTranscript } from '../support/golden/transcript'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    until: { type: 'string', default: '60s' },
  },
})

function problem(file: string, line: number, message: string): Result<Run> {
  const hint = `Give a transcript, or one of the scenarios: ${Object.keys(LIBRARY).join(', ')}.`
  const place = { file, line, column: null }
  return err({ code: 'trace.input', place, message, hint, values: {} })
}

/** The run that a file or a scenario's name means. */
function runOf(name: string, seed: number): Result<Run> {
  const scenario = Object.hasOwn(LIBRARY, name) ? LIBRARY[name] : undefined
  if (scenario !== undefined) {
    const run = startRun(scenario, seed, kafkaProgram)
    run.advance(Number(values.until.replace(/s$/, '')) * 1_000_000, Number.MAX_SAFE_INTEGER)
    return ok(run)
  }
  if (!name.endsWith('.transcript')) return problem(name, 1, 'not a file that can be traced')
  try {
    const transcript = parseTranscript(name, readFileSync(name, 'utf8'))
    const session = openSession(transcript, seed)
    for (const step of transcript.steps) runStep(session, step)
    return ok(session.run)
  } catch (error) {
    return problem(name, 1, error instanceof Error ? error.message : String(error))
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
  console.error(`${place?.file ?? ''}:${place?.line ?? 0}: ${message}`)
  console.error(hint)
  process.exitCode = 2
}

const found = runOf(positionals[0] ?? '', Number(values.seed))
if (found.ok) print(found.value)
else complain(found.error)
