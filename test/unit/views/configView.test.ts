import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { configOfTopic } from '~/views/configView'
import { threeBrokers } from '../../support/refusedProduce'

function topicConfig(properties: Readonly<Record<string, string>>, name: string) {
  const run = startRun(threeBrokers(properties), 1, kafkaProgram)
  run.advance(8_000_000, 1_000_000)
  return configOfTopic(run.world(), 'orders').find((row) => row.name === name)
}

test('a topic has what its brokers were given for every topic, in its own unit', () => {
  const found = topicConfig(
    { 'log.retention.hours': '2', 'min.insync.replicas': '3' },
    'retention.ms',
  )
  expect(found).toMatchObject({ value: '7200000', source: 'given', change: 'topic' })
})

test('of two units the stronger counts; what the topic itself has is nearer', () => {
  const properties = {
    'log.retention.minutes': '5',
    'log.retention.hours': '2',
    'min.insync.replicas': '3',
  }
  expect(topicConfig(properties, 'retention.ms')?.value).toBe('300000')
  expect(topicConfig(properties, 'min.insync.replicas')).toMatchObject({
    value: '2',
    source: 'topic',
  })
})

test('what nobody gave is Kafka’s default', () => {
  expect(topicConfig({}, 'retention.ms')).toMatchObject({ value: '604800000', source: 'default' })
})
