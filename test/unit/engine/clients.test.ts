import { expect, test } from 'vitest'
import type { ClientWish } from '~/engine/clients'
import { addClient } from '~/engine/clients'
import { openRunDocument, readRunDocument, runDocument } from '~/engine/document/runDocument'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { firstMinute } from '~/scenarios/library/firstMinute'

const SECOND = 1_000_000

const producer: ClientWish = {
  id: 'till',
  kind: 'producer',
  topic: 'orders',
  ratePerSecond: 2,
  groupId: null,
  properties: { acks: '1' },
  load: { sizeBytes: 200, keySkew: 1000 },
}

const consumer: ClientWish = {
  id: 'audit-1',
  kind: 'consumer',
  topic: 'orders',
  ratePerSecond: 0,
  groupId: 'audit',
  properties: { 'enable.auto.commit': 'false' },
}

function running(): Run {
  const run = startRun(firstMinute, 1, kafkaProgram)
  run.advance(7 * SECOND, 100_000)
  return run
}

const factsOf = (run: Run) =>
  Array.from({ length: run.endIndex() }, (_, index) => run.stepAt(index).facts).flat()

test('placed clients write and read over the network, and are kept in a saved run', () => {
  const run = running()
  expect(addClient(run, producer)).toMatchObject({ ok: true })
  expect(addClient(run, consumer)).toMatchObject({ ok: true })
  run.advance(15 * SECOND, 100_000)
  const told = factsOf(run)
  const acknowledged = told.filter(
    ({ fact, process }) => fact.type === 'RecordAcknowledged' && process === 'till',
  )
  expect(acknowledged.length).toBeGreaterThan(8)
  const read = told.filter(
    ({ fact, process }) => fact.type === 'RecordsConsumed' && process === 'audit-1',
  )
  expect(read.length).toBeGreaterThan(3)
  expect(told.some(({ fact }) => fact.type === 'OffsetsCommitted' && fact.group === 'audit')).toBe(
    false,
  )

  const read2 = readRunDocument(JSON.stringify(runDocument(run)))
  if (!read2.ok) throw new Error(read2.error.message)
  expect(openRunDocument(read2.value, kafkaProgram).traceHash()).toBe(run.traceHash())
})

test('a wish that cannot be is refused, with Kafka’s words where Kafka refuses it', () => {
  const run = running()
  const codeOf = (wish: ClientWish) => {
    const result = addClient(run, wish)
    return result.ok ? null : [result.error.code, result.error.message]
  }
  const before = run.endIndex()
  expect(codeOf({ ...producer, id: 'shop' })?.[0]).toBe('client.taken')
  expect(codeOf({ ...producer, id: 'a b' })?.[0]).toBe('client.name')
  expect(codeOf({ ...consumer, groupId: '' })?.[0]).toBe('client.noGroup')
  expect(codeOf({ ...producer, properties: { acks: '1', 'enable.idempotence': 'true' } })).toEqual([
    'client.config',
    'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.',
  ])
  expect(run.endIndex()).toBe(before)
})
