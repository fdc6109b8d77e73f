import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Moment, MomentKind } from '~/engine/momentKinds'
import { MOMENT_KINDS } from '~/engine/momentKinds'
import { momentsOf, NO_MEMORY } from '~/engine/moments'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { actOn, disturb } from '~/engine/verbs'
import type { FactRow } from '~/engine/why/chain'
import type { WhyNot } from '~/engine/whyNot/whyNot'
import { tellWhyNot, whyNots, whyNotsOfMoment } from '~/engine/whyNot/whyNot'
import { FAMOUS, LIBRARY } from '~/scenarios/library'
import { hostId, processId } from '~/sim/ids'
import { loadWords, say } from '~/words/say'
import { refuse, threeBrokers } from '../../support/refusedProduce'

const SECOND = 1_000_000

function famous(id: string): Run {
  const told = present(
    FAMOUS.find(({ scenario }) => scenario.id === id),
    `there is a famous run ${id}`,
  )
  const run = startRun(told.scenario, told.seed, kafkaProgram)
  run.advance(66 * SECOND, 1_000_000)
  return run
}

function threeNodes(): Run {
  const run = startRun(present(LIBRARY['three-nodes'], 'the library has it'), 1, kafkaProgram)
  run.advance(8 * SECOND, 1_000_000)
  return run
}

/** What happens to processes, clients and topics, one after the other. */
function eventful(): Run {
  const run = threeNodes()
  const later = (seconds: number) => run.advance(run.now() + seconds * SECOND, 1_000_000)
  actOn(run, 'pause', 'kafka-2')
  later(12)
  actOn(run, 'resume', 'kafka-2')
  later(4)
  run.command({ type: 'PowerOff', host: hostId('node-2') })
  later(4)
  actOn(run, 'start', 'kafka-2')
  later(6)
  actOn(run, 'stop', 'kafka-3')
  later(6)
  actOn(run, 'start', 'kafka-3')
  actOn(run, 'stop', 'billing-1')
  later(6)
  actOn(run, 'crash', 'billing-2')
  later(50)
  run.command({
    type: 'Spawn',
    process: processId('tool-1'),
    host: hostId('outer'),
    spec: {
      kind: 'client',
      program: 'kafka-topics',
      args: ['--bootstrap-server', run.scenario.bootstrap, '--delete', '--topic', 'orders'],
      files: {},
      properties: {},
    },
  })
  later(4)
  return run
}

/** A produce that is refused until the producer gives it up. */
function givenUp(): Run {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  refuse(run)
  run.seek(run.endIndex())
  run.advance(200 * SECOND, 1_000_000)
  return run
}

/** A reader is held while retention takes what it has not read; a segment lasts two seconds. */
function shortRetention(): Run {
  const base = threeBrokers({ 'log.retention.check.interval.ms': '1000' })
  const topics = base.topics.map((topic) => ({
    ...topic,
    configs: { ...topic.configs, 'segment.ms': '2000', 'retention.ms': '4000' },
  }))
  const reader = {
    id: 'audit',
    kind: 'consumer' as const,
    topic: 'orders',
    bootstrap: base.bootstrap,
    ratePerSecond: 0,
    groupId: 'audit',
    properties: { 'auto.offset.reset': 'earliest' },
  }
  const scenario = {
    ...base,
    topics,
    workload: [...base.workload, reader],
  }
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(12 * SECOND, 1_000_000)
  actOn(run, 'pause', 'audit')
  run.advance(120 * SECOND, 1_000_000)
  actOn(run, 'resume', 'audit')
  run.advance(125 * SECOND, 1_000_000)
  return run
}

/** The answer to a batch is lost: the producer sends it again, the leader has it already. */
function lostAnswer(): Run {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  run.advance(8 * SECOND, 1_000_000)
  const answer = () =>
    [...run.world().network.inFlight.values()].find(
      ({ body, to }) => body?.api === 'Produce' && to === 'shop',
    )
  for (let count = 0; count < 2_000 && answer() === undefined; count += 1) {
    run.advance(30 * SECOND, 1)
  }
  disturb(run, { type: 'drop', message: present(answer(), 'an answer is on its way').id })
  run.advance(30 * SECOND, 1_000_000)
  return run
}

/** A run with one more fact in its newest event: what no short run brings by itself. */
function withFact(run: Run, fact: FactRow['fact']): Run {
  const index = run.endIndex() - 1
  const { at } = run.stepAt(index).event
  const row: FactRow = { event: index, at, process: processId('kafka-1'), fact }
  const stepAt = (asked: number) => {
    const step = run.stepAt(asked)
    return asked === index ? { ...step, facts: [...step.facts, row] } : step
  }
  return { ...run, stepAt, moments: () => momentsOf([row], NO_MEMORY, run.nameOf).moments }
}

/** A batch of a producer's old epoch. */
function oldEpoch(): Run {
  return withFact(threeNodes(), {
    type: 'RequestRefused',
    rule: 'R-06',
    api: 'Produce',
    topic: 'orders',
    partition: 0,
    error: 'INVALID_PRODUCER_EPOCH',
    actual: 'epoch 0',
    required: 'epoch 1',
    configs: [],
  })
}

interface Told {
  readonly run: Run
  readonly moment: Moment
}

/** Up to three moments of every kind, in runs that have them. */
function momentsByKind(): ReadonlyMap<MomentKind, readonly Told[]> {
  const found = new Map<MomentKind, Told[]>()
  const runs = [
    eventful(),
    givenUp(),
    shortRetention(),
    lostAnswer(),
    oldEpoch(),
    ...['unclean-election', 'zombie-leader', 'all-down', 'majority-lost'].flatMap((id) =>
      FAMOUS.some(({ scenario }) => scenario.id === id) ? [famous(id)] : [],
    ),
  ]
  for (const run of runs) {
    for (const moment of run.moments()) {
      const row = found.get(moment.kind) ?? []
      if (row.length < 6) found.set(moment.kind, [...row, { run, moment }])
    }
  }
  return found
}

/** Every sentence of an answer, in both languages. */
function sentencesOf({ asked, values, needs }: WhyNot): readonly string[] {
  return (['en', 'zh'] as const).flatMap((language) => [
    say(language, `whynot.ask.${asked}`, values),
    ...needs.map((one) => say(language, `whynot.need.${one.key}`, one.values)),
  ])
}

test('at every moment of every kind something could be expected, and one condition is not met', async () => {
  await loadWords('zh')
  const found = momentsByKind()
  expect(MOMENT_KINDS.filter((kind) => !found.has(kind))).toEqual([])
  const gaps: string[] = []
  for (const [kind, rows] of found) {
    for (const { run, moment } of rows) {
      const questions = whyNotsOfMoment(run, moment)
      if (questions.length === 0) gaps.push(`${kind} at ${moment.index}`)
      for (const question of questions) {
        expect(question.needs.some(({ isMet }) => !isMet)).toBe(true)
        for (const sentence of sentencesOf(question)) {
          expect(sentence, kind).not.toMatch(/[{}]|undefined|null/)
        }
        expect(tellWhyNot(run, question).reading, kind).not.toBeNull()
      }
    }
  }
  expect(gaps).toEqual([])
}, 120_000)

test('a paused leader: not fenced while its session lasts, then out, with what was done to it', () => {
  const run = threeNodes()
  actOn(run, 'pause', 'kafka-2')
  run.advance(run.now() + 4 * SECOND, 1_000_000)
  const thing = { kind: 'broker', id: 2 } as const
  const [waits] = whyNots(run, thing)
  expect(waits).toMatchObject({ asked: 'brokerNotFenced' })
  const need = waits?.needs.at(-1)
  expect(need).toMatchObject({ key: 'silentLong', isMet: false, rule: 'C-27' })
  expect(need?.values['required']).toBe(9000)
  expect(Number(need?.values['actual'])).toBeLessThan(9000)
  const told = tellWhyNot(run, present(waits, 'it waits'))
  expect(told.because[0]?.said).toMatchObject({ type: 'command', command: 'Pause' })

  run.advance(run.now() + 9 * SECOND, 1_000_000)
  const [out] = whyNots(run, thing)
  expect(out).toMatchObject({ asked: 'brokerNotIn' })
  expect(out?.needs.at(-1)).toMatchObject({ key: 'processRuns', isMet: false })
})

test('a leader that takes no writes says how many are in sync, and what would change it', () => {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  const [leader, killed] = refuse(run)
  const partition = { kind: 'partition', topic: 'orders', partition: 0 } as const
  const questions = whyNots(run, partition)
  const refuses = present(
    questions.find(({ asked }) => asked === 'partitionRefuses'),
    'writes are refused',
  )
  expect(refuses.needs.at(-1)).toMatchObject({
    key: 'enoughInSync',
    values: { actual: 1, required: 2 },
    isMet: false,
  })
  const labels = tellWhyNot(run, refuses).alternatives.map(({ label }) => label)
  expect(labels).toContain('config')

  const replica = { ...partition, kind: 'replica', broker: killed } as const
  const out = whyNots(run, replica).find(({ asked }) => asked === 'replicaNotInSync')
  expect(out?.needs.at(-1)).toMatchObject({ key: 'unfenced', isMet: false })
  const behind = whyNots(run, replica).find(({ asked }) => asked === 'replicaNotLeader')
  expect(behind?.needs.at(-1)).toMatchObject({ key: 'unfenced', isMet: false })
  const led = whyNots(run, { ...partition, kind: 'replica', broker: leader })
  expect(led.map(({ asked }) => asked)).toEqual([])
})

test('a record that is not committed names the replica whose end is missing', () => {
  const run = threeNodes()
  const appended = present(
    run.moments().find(({ kind }) => kind === 'firstRecord'),
    'a record is appended',
  )
  run.seek(appended.index + 1)
  const [topic = '', partition = ''] = String(appended.values['partition']).split('-')
  const record = { kind: 'record', topic, partition: Number(partition), offset: 0 } as const
  const asked = whyNots(run, record)
  expect(asked.map((one) => one.asked)).toEqual(
    expect.arrayContaining(['recordNotCommitted', 'recordNotVisible', 'recordNotAcknowledged']),
  )
  const needs = asked.find((one) => one.asked === 'recordNotCommitted')?.needs ?? []
  expect(needs.at(-1)).toMatchObject({ key: 'replicaHasIt', isMet: false, rule: 'R-43' })
  expect(needs.at(-1)?.values).toMatchObject({ required: 1 })
  run.seek(run.endIndex())
  expect(whyNots(run, record)).toEqual([])
})
