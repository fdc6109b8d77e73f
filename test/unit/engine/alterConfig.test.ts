import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { alterConfig, isAltering } from '~/engine/alterConfig'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { configOfProcess, configOfTopic } from '~/views/configView'

const MIN_ISR = 'min.insync.replicas'

function threeNodes() {
  const run = startRun(present(LIBRARY['three-nodes'], 'the library has it'), 1, kafkaProgram)
  run.advance(8_000_000, 100_000)
  return run
}

test('a topic’s setting is changed by a request that the controller answers', () => {
  const run = threeNodes()
  const process = alterConfig(run, { kind: 'topic', name: 'orders' }, { name: MIN_ISR, value: '1' })
  expect(isAltering(run, process)).toBe(true)
  run.advance(run.now() + 10_000_000, 100_000)
  expect(isAltering(run, process)).toBe(false)
  expect(run.moments().filter(({ about }) => about === process)).toEqual([])
  const printed = run.printed().filter((line) => line.process === process)
  expect(printed.map(({ text }) => text).join('')).toContain('Completed updating config')
  const row = configOfTopic(run.world(), 'orders').find(({ name }) => name === MIN_ISR)
  expect(row).toMatchObject({ value: '1', source: 'topic', change: 'topic' })
})

test('a value that is not allowed is refused, and nothing changes', () => {
  const run = threeNodes()
  const before = configOfTopic(run.world(), 'orders').find(({ name }) => name === MIN_ISR)
  const process = alterConfig(run, { kind: 'topic', name: 'orders' }, { name: MIN_ISR, value: '0' })
  run.advance(run.now() + 10_000_000, 100_000)
  const printed = run.printed().filter((line) => line.process === process)
  expect(printed.map(({ text }) => text).join('')).toContain(MIN_ISR)
  expect(configOfTopic(run.world(), 'orders').find(({ name }) => name === MIN_ISR)).toEqual(before)
})

test('a broker’s settings say how each may change, as Kafka’s DynamicBrokerConfig does', () => {
  const rows = configOfProcess(threeNodes().world(), 'kafka-1')
  const changeOf = (wanted: string) => rows.find(({ name }) => name === wanted)?.change
  expect(changeOf('broker.session.timeout.ms')).toBe('restart')
  expect(changeOf('log.retention.ms')).toBe('cluster')
  expect(changeOf('listeners')).toBe('broker')
})
