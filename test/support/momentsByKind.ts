import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Moment, MomentKind } from '~/engine/momentKinds'
import { momentsOf, NO_MEMORY } from '~/engine/moments'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { actOn, disturb } from '~/engine/verbs'
import type { FactRow } from '~/engine/why/lookBack'
import { FAMOUS, LIBRARY } from '~/scenarios/library'
import { hostId, processId } from '~/sim/ids'
import { refuse, threeBrokers } from './refusedProduce'

const SECOND = 1_000_000

/** A famous run, told to its end. */
function famous(id: string): Run {
  const told = present(
    FAMOUS.find(({ scenario }) => scenario.id === id),
    `there is a famous run ${id}`,
  )
  const run = startRun(told.scenario, told.seed, kafkaProgram)
  run.advance(66 * SECOND, 1_000_000)
  return run
}

/** The cluster of three nodes, at work. */
export function threeNodes(): Run {
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

/** A moment, and the run that it is of. */
export interface Told {
  readonly run: Run
  readonly moment: Moment
}

/** Up to six moments of every kind, in runs that have them. */
export function momentsByKind(): ReadonlyMap<MomentKind, readonly Told[]> {
  const found = new Map<MomentKind, Told[]>()
  const runs = [
    eventful(),
    givenUp(),
    shortRetention(),
    lostAnswer(),
    oldEpoch(),
    ...FAMOUS.map(({ scenario }) => famous(scenario.id)),
  ]
  for (const run of runs) {
    for (const moment of run.moments()) {
      const row = found.get(moment.kind) ?? []
      if (row.length < 6) found.set(moment.kind, [...row, { run, moment }])
    }
  }
  return found
}
