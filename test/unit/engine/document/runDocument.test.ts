import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { openRunDocument, readRunDocument, runDocument } from '~/engine/document/runDocument'
import { linkText, readLinkText } from '~/engine/document/runLink'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'

const SECOND = 1_000_000

/** Three nodes that run, then one of them is killed and comes back. */
function brokenRun(): Run {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has its scenario')
  const run = startRun(scenario, 7, kafkaProgram)
  run.advance(6 * SECOND, 1_000_000)
  run.command({ type: 'Kill', process: serverProcess(2) })
  run.advance(9 * SECOND, 1_000_000)
  run.command({ type: 'Start', process: serverProcess(2) })
  run.advance(12 * SECOND, 1_000_000)
  run.seek(run.endIndex() - 100)
  return run
}

test('a saved run opens with the same trace and the same cursor', () => {
  const run = brokenRun()
  const read = readRunDocument(JSON.stringify(runDocument(run)))
  if (!read.ok) throw new Error(read.error.message)
  const opened = openRunDocument(read.value, kafkaProgram)
  expect(opened.cursor()).toBe(run.cursor())
  expect(opened.endIndex()).toBe(run.endIndex())
  expect(opened.traceHash()).toBe(run.traceHash())
})

/** A run in which a person looks at an instant between two events, and kills a node then. */
function killedBetween(): { readonly run: Run; readonly at: number } {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has its scenario')
  const run = startRun(scenario, 7, kafkaProgram)
  run.advance(6 * SECOND, 1_000_000)
  const at = Math.floor((run.now() + (run.nextDue() ?? 0)) / 2)
  expect(at).toBeGreaterThan(run.now())
  run.lookAt(at)
  run.command({ type: 'Kill', process: serverProcess(2) })
  return { run, at }
}

test('what is done between two events is done at the instant that is looked at', () => {
  const { run, at } = killedBetween()
  expect(run.now()).toBe(at)
  expect(run.timeAt(run.endIndex() - 1)).toBe(at)
  run.advance(12 * SECOND, 1_000_000)
  const read = readRunDocument(JSON.stringify(runDocument(run)))
  if (!read.ok) throw new Error(read.error.message)
  expect(read.value).toMatchObject({ formatVersion: 4, commands: [{ at }] })
  const opened = openRunDocument(read.value, kafkaProgram)
  opened.seek(opened.endIndex())
  expect(opened.traceHash()).toBe(run.traceHash())
  // A world that is made again comes to the same.
  expect(run.worldAt(run.endIndex() - 3).now).toBe(opened.worldAt(run.endIndex() - 3).now)
})

test('an instant that is looked at holds for its cursor only, and not beyond what is due', () => {
  const { run } = killedBetween()
  const due = run.nextDue() ?? 0
  run.lookAt(due + SECOND)
  run.command({ type: 'Start', process: serverProcess(2) })
  expect(run.now()).toBe(due)
  run.lookAt(due)
  run.seek(run.endIndex() - 5)
  const before = run.now()
  run.command({ type: 'Kill', process: serverProcess(1) })
  expect(run.now()).toBe(before)
})

test('a run of format version 1 is read: its commands came at the instants of events', () => {
  const document = { ...runDocument(brokenRun()), formatVersion: 1 }
  const read = readRunDocument(JSON.stringify(document))
  if (!read.ok) throw new Error(read.error.message)
  expect(openRunDocument(read.value, kafkaProgram).traceHash()).toBe(brokenRun().traceHash())
})

test('a link holds the same document in few letters', () => {
  const document = runDocument(brokenRun())
  const text = linkText(document)
  expect(text).toMatch(/^[\w-]+$/)
  expect(readLinkText(text)).toEqual({ ok: true, value: document })
})

test('an unknown field is refused with its place', () => {
  const document = { ...runDocument(brokenRun()), colour: 'blue' }
  const read = readRunDocument(JSON.stringify(document), 'mine.json')
  expect(read).toMatchObject({ ok: false, error: { code: 'run.field', place: { line: 1 } } })
  expect(read.ok ? '' : read.error.message).toContain('colour')
})

test('a command that no kernel knows is refused with its index', () => {
  const document = runDocument(brokenRun())
  const commands = [{ index: 3, command: { type: 'Explode' } }]
  const read = readRunDocument(JSON.stringify({ ...document, commands }))
  expect(read.ok ? '' : read.error.message).toContain('commands.0.command')
})

test.each(['', '!!', 'abc', 'eNqLVkosLVayUlDKS8xNVYrVAQA7PgWW'])(
  'the broken link "%s" is a problem and no error',
  (text) => {
    expect(readLinkText(text).ok).toBe(false)
  },
)
