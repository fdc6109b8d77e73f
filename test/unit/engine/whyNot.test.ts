import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { actOn } from '~/engine/verbs'
import { tellWhyNot, whyNots } from '~/engine/whyNot/whyNot'
import { threeNodes } from '../../support/momentsByKind'
import { refuse, threeBrokers } from '../../support/refusedProduce'

const SECOND = 1_000_000

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
