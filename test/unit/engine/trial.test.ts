import { expect, test } from 'vitest'
import type { RunDocument } from '~/engine/document/runDocument'
import { runDocument } from '~/engine/document/runDocument'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { Laboratory, TrialAnswer, TrialRequest } from '~/engine/trial/trial'
import { newLaboratory } from '~/engine/trial/trial'
import type { KafkaModel } from '~/kafka/model'
import { threeNodes } from '~/scenarios/library/threeNodes'
import { processId } from '~/sim/ids'
import type { Command } from '~/sim/world'

const SECOND = 1_000_000

function runTo(seconds: number): Run {
  const run = startRun(threeNodes, 1, kafkaProgram)
  run.advance(seconds * SECOND, Number.MAX_SAFE_INTEGER)
  return run
}

function carryOut(laboratory: Laboratory, request: TrialRequest): TrialAnswer {
  const trial = laboratory.begin(request)
  while (!trial.further(97));
  return trial.answer()
}

function leaderOf(run: Run, document: RunDocument): number {
  const { summary } = carryOut(newLaboratory(kafkaProgram), {
    document,
    at: run.endIndex(),
    commands: [],
    untilMicros: run.now(),
    hashes: false,
  })
  if (summary.controllerFrom === null) throw new Error('a controller is active')
  return summary.controllerFrom
}

const kill = (node: number): Command<KafkaModel> => ({
  type: 'Kill',
  process: processId(`kafka-${node}`),
})

test('a trial is the run that would be: same events, same moments, same hash; the run itself is not touched', () => {
  const run = runTo(14)
  const document = runDocument(run)
  const node = leaderOf(run, document)
  const at = run.endIndex()
  const before = run.traceHash()
  const request = {
    document,
    at,
    commands: [kill(node)],
    untilMicros: 30 * SECOND,
    hashes: true,
  }
  const answer = carryOut(newLaboratory(kafkaProgram), request)
  expect(run.traceHash()).toBe(before)
  expect(run.endIndex()).toBe(at)

  run.command(kill(node))
  run.advance(30 * SECOND, Number.MAX_SAFE_INTEGER)
  expect(answer.end).toBe(run.endIndex())
  expect(answer.hash).toBe(run.traceHash())
  expect(answer.moments).toEqual(run.moments().filter(({ index }) => index >= at))

  const { summary } = answer
  const user = summary.leadersMoved.filter(({ isInternal }) => !isInternal)
  expect(user).toHaveLength(1)
  expect(user[0]?.from).toBe(node)
  const [down] = summary.unavailable.filter(({ isInternal }) => !isInternal)
  // Until the session of 9 s is over, or the controller's connection broke.
  expect(down?.name).toBe(user[0]?.partition)
  expect(down?.isStill).toBe(false)
  expect(down?.forMicros).toBeGreaterThan(0)
  expect(summary.controllerTo).not.toBe(node)
  expect(summary.withoutController.forMicros).toBeGreaterThan(0)
  expect(summary.lost).toEqual([])
  expect(summary.acknowledged).toBeGreaterThan(0)
})

test('a trial begins at the instant that is seen, between two events, as the command would', () => {
  const run = runTo(14)
  const due = run.nextDue() ?? 0
  const seenMicros = Math.floor((run.now() + due) / 2)
  expect(seenMicros).toBeGreaterThan(run.now())
  const answer = carryOut(newLaboratory(kafkaProgram), {
    document: runDocument(run),
    at: run.endIndex(),
    seenMicros,
    commands: [kill(2)],
    untilMicros: 20 * SECOND,
    hashes: true,
  })
  run.lookAt(seenMicros)
  run.command(kill(2))
  expect(run.now()).toBe(seenMicros)
  run.advance(20 * SECOND, Number.MAX_SAFE_INTEGER)
  expect(answer.hash).toBe(run.traceHash())
})

test('a laboratory that went further goes back to an earlier event and answers as a new one does', () => {
  const run = runTo(13)
  run.command(kill(2))
  run.advance(16 * SECOND, Number.MAX_SAFE_INTEGER)
  const document = runDocument(run)
  const wish = (at: number, node: number): TrialRequest => ({
    document,
    at,
    commands: [kill(node)],
    untilMicros: 20 * SECOND,
    hashes: true,
  })
  const laboratory = newLaboratory(kafkaProgram)
  const end = run.endIndex()
  const places = [end, end - 700, end - 3]
  for (const at of places) {
    expect(carryOut(laboratory, wish(at, 3))).toEqual(
      carryOut(newLaboratory(kafkaProgram), wish(at, 3)),
    )
  }
})

test('a quiet run moves nothing; without a majority what the dead led stays unavailable', () => {
  const run = runTo(13)
  const document = runDocument(run)
  const request = { document, at: run.endIndex(), untilMicros: 45 * SECOND, hashes: false }
  const quiet = carryOut(newLaboratory(kafkaProgram), { ...request, commands: [] })
  expect(quiet.hash).toBeNull()
  expect(quiet.summary).toMatchObject({
    leadersMoved: [],
    belowMinIsr: [],
    unavailable: [],
    withoutCoordinator: [],
    lost: [],
    failed: 0,
    refused: 0,
  })
  const active = quiet.summary.controllerFrom ?? 1
  const others = [1, 2, 3].filter((id) => id !== active)
  const two = carryOut(newLaboratory(kafkaProgram), { ...request, commands: others.map(kill) })
  // Without a majority nothing moves any more: the partitions of the dead stay where they were.
  const down = two.summary.unavailable.filter(({ isInternal }) => !isInternal)
  expect(down.map(({ isStill }) => isStill)).toEqual([true, true])
  expect(two.summary.withoutController.isStill).toBe(true)
})
