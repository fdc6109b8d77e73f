import { expect, test } from 'vitest'
import { compareBranches } from '~/engine/compare/compare'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { isTooFewInSync } from '~/engine/why/refused'
import type { Explanation } from '~/engine/why/explain'
import { explain, explainMoment } from '~/engine/why/explain'
import { beginRetake, furtherRetake } from '~/engine/why/retake'
import { refuse, threeBrokers } from '../../support/refusedProduce'
import { contentProducer, cutOneWay } from '../../support/zombieLeader'

function refused(): {
  readonly run: Run
  readonly ids: ReturnType<typeof refuse>
  readonly told: Explanation
} {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  const ids = refuse(run)
  const told = explain(run, ({ fact }) => isTooFewInSync(fact))
  if (told === null) throw new Error('the refusal is explained')
  return { run, ids, told }
}

/** Lives an alternative through and compares it with the old future. */
function tried(run: Run, told: Explanation, label: string) {
  const old = run.branch().id
  const alternative = told.alternatives.find((one) => one.label === label)
  if (alternative === undefined) throw new Error(`${label} is offered`)
  const horizon = 60_000_000
  const retake = beginRetake(run, alternative, horizon)
  while (!furtherRetake(run, retake, 5_000));
  return compareBranches(run, { a: old, b: retake.branch }, horizon)
}

test('a refused produce leads to both replicas that are missing, each with what was done', () => {
  const { told, ids } = refused()
  const [leader, killed, away] = ids
  expect(told.what.said).toMatchObject({ fact: 'RequestRefused' })
  const said = told.because.map((link) =>
    link.said.type === 'fact' ? link.said.fact : link.said.command,
  )
  expect(said).toEqual([
    'PartitionChanged',
    'IsrChangeAsked',
    'SetLink',
    'PartitionChanged',
    'BrokerFenced',
    'Kill',
  ])
  expect(told.because[0]?.said.values['isrTo']).toBe(String(leader))
  expect(told.because[4]?.said.values['broker']).toBe(killed)
  expect(told.guards).toEqual([
    { rule: 'R-40', name: 'inSync', actual: '1', required: '2', comparison: '≥', isMet: false },
  ])
  expect(told.configs).toEqual([{ name: 'min.insync.replicas', value: '2', source: 'topic' }])
  const ends = [leader, away].map(String).sort()
  expect(told.alternatives.map(({ label, values }) => ({ label, values }))).toEqual([
    { label: 'config', values: { name: 'min.insync.replicas', value: '1', topic: 'orders' } },
    { label: 'client', values: { process: 'shop', name: 'acks', value: '1' } },
    { label: 'heal', values: { from: ends[0], to: ends[1] } },
  ])
  expect(told.reading).toMatchObject({ term: 'minIsr', doc: 'design_ha' })
})

test('with min.insync.replicas=1, asked for by kafka-configs.sh, nothing is refused', () => {
  const { run, told } = refused()
  const { a, b, verdict } = tried(run, told, 'config')
  expect(a.outcome.refused).toBeGreaterThan(0)
  expect(b.outcome.refused).toBe(0)
  expect(b.outcome.acknowledged).toBeGreaterThan(a.outcome.acknowledged)
  expect(verdict).toMatchObject({ measure: 'refused', b: 0 })
})

test('with acks=1 the producer is not refused', () => {
  const { run, told } = refused()
  const { a, b } = tried(run, told, 'client')
  expect(a.outcome.refused).toBeGreaterThan(0)
  expect(b.outcome.refused).toBe(0)
  expect(b.outcome.acknowledged).toBeGreaterThan(0)
})

test('with the link healed half-way the follower stays in sync', () => {
  const { run, told, ids } = refused()
  const { a, b, differences } = tried(run, told, 'heal')
  expect(a.outcome.refused).toBeGreaterThan(0)
  expect(b.outcome.refused).toBe(0)
  const isr = differences.find((one) => one.type === 'standing' && one.field === 'isr')
  expect(isr).toMatchObject({ a: String(ids[0]) })
})

test('records that a zombie leader acknowledged alone are lost; with acks=all they are not', () => {
  const run = startRun(contentProducer(), 1, kafkaProgram)
  cutOneWay(run)
  const cut = run.moments().find(({ kind }) => kind === 'truncated')
  if (cut === undefined) throw new Error('the zombie cuts its log')
  const told = explainMoment(run, cut)
  if (told === null) throw new Error('the cut is explained')
  const said = told.because.map((link) =>
    link.said.type === 'fact' ? link.said.fact : link.said.command,
  )
  expect(said).toEqual([
    // What it appended, twice, and what kept both followers from copying it.
    ...['RecordsAppended', 'RecordsAppended', 'SetLink', 'SetLink'],
    ...['PartitionChanged', 'BrokerFenced', 'SetLink'],
  ])
  const { a, b, verdict } = tried(run, told, 'client')
  expect(a.outcome.lost).toBeGreaterThan(0)
  expect(b.outcome.lost).toBe(0)
  expect(verdict).toMatchObject({ measure: 'lost', b: 0 })
})
