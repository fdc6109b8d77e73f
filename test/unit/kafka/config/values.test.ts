import { expect, test } from 'vitest'
import type { ConfigScope } from '~/kafka/config/catalogue'
import { settingOf } from '~/kafka/config/catalogue'
import { shownValue, valueProblem } from '~/kafka/config/configDef'
import { effectiveConfig } from '~/kafka/config/effective'
import { startProblem } from '~/kafka/config/serverStart'

function problem(scope: ConfigScope, name: string, value: string): string | null {
  const setting = settingOf(scope, name)
  return setting === undefined ? 'unknown' : valueProblem(setting, value)
}

test.each([
  ['topic', 'min.cleanable.dirty.ratio', '2147483647', '2.147483647E9', 'no more than 1'],
  ['topic', 'min.cleanable.dirty.ratio', '-1', '-1.0', 'at least 0'],
  ['topic', 'segment.bytes', '+5', '5', 'at least 1048576'],
  ['producer', 'metadata.max.idle.ms', ' +5', '5', 'at least 5000'],
] as const)('CFG-01 %s %s=%s is refused as the number that was read', (...row) => {
  const [scope, name, value, shown, limit] = row
  expect(problem(scope, name, value)).toBe(
    `Invalid value ${shown} for configuration ${name}: Value must be ${limit}`,
  )
})

test('CFG-01 settings with validators of their own say what they take', () => {
  expect(problem('consumer', 'auto.offset.reset', 'by_duration:PT1H')).toBeNull()
  expect(problem('consumer', 'auto.offset.reset', 'sometimes')).toBe(
    "Invalid value sometimes for configuration auto.offset.reset: Invalid value `sometimes` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.",
  )
  expect(problem('producer', 'transactional.id', ' ')).toBe(
    'Invalid value  for configuration transactional.id: String must be non-empty',
  )
})

test('CFG-12 a server refuses codecs that there are not, and limits that are no numbers', () => {
  const start = (name: string, value: string) =>
    startProblem({
      'process.roles': 'broker,controller',
      'node.id': '1',
      listeners: 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093',
      'controller.listener.names': 'CONTROLLER',
      'controller.quorum.voters': '1@localhost:9093',
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      [name]: value,
    })
  expect(start('offsets.topic.compression.codec', '4')).toBeNull()
  expect(start('offsets.topic.compression.codec', '5')?.message).toBe(
    'Unknown compression type id: 5',
  )
  expect(start('max.connections.per.ip.overrides', '10.0.0.1:x')?.javaClass).toBe(
    'java.lang.NumberFormatException',
  )
})

const EMPTY_NAME = 'The provided listener name is null or empty string'
const BOTH = 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT'

/** What Kafka's own class says of them. */
test.each([
  ['inter.broker.listener.name', '', EMPTY_NAME],
  ['inter.broker.listener.name', '  ', EMPTY_NAME],
  ['listener.security.protocol.map', `${BOTH},`, undefined],
  [
    'listener.security.protocol.map',
    ',',
    "Error creating broker listeners from 'PLAINTEXT://:9092,CONTROLLER://:9093': No security protocol defined for listener PLAINTEXT",
  ],
  [
    'listener.security.protocol.map',
    `,${BOTH}`,
    "Error parsing configuration property 'listener.security.protocol.map': begin 0, end -1, length 0",
  ],
  ['listener.security.protocol.map', `:PLAINTEXT,${BOTH}`, EMPTY_NAME],
  [
    'listener.security.protocol.map',
    `${BOTH},plaintext:SSL`,
    'Duplicate key ListenerName(PLAINTEXT) (attempted merging values PLAINTEXT and SSL)',
  ],
] as const)('CFG-12 a server with %s=%s starts, or says why not', (name, value, message) => {
  const found = startProblem({
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': '1@localhost:9093',
    'listener.security.protocol.map': BOTH,
    [name]: value,
  })
  expect(found?.message).toBe(message)
})

test('CFG-01 only blanks that Java trims are taken from the ends of a value', () => {
  expect(problem('topic', 'retention.ms', ' \t5\n')).toBeNull()
  expect(problem('topic', 'retention.ms', '\u00015')).toBeNull()
  expect(effectiveConfig('topic', { 'retention.ms': '\u00015' }).int('retention.ms')).toBe(5)
  expect(problem('topic', 'retention.ms', '5\u00a0')).toBe(
    'Invalid value 5\u00a0 for configuration retention.ms: Not a number of type LONG',
  )
  expect(problem('topic', 'preallocate', '\u2003true')).toBe(
    'Invalid value \u2003true for configuration preallocate: Expected value to be either true or false',
  )
})

test.each([
  ['preallocate', 'TRUE', 'true'],
  ['min.cleanable.dirty.ratio', '1', '1.0'],
  ['retention.ms', '+007', '7'],
  ['cleanup.policy', 'compact, delete', 'compact,delete'],
  ['compression.type', 'zstd', 'zstd'],
  ['retention.ms', '\u00015', '5'],
] as const)('CFG-03 %s=%s is shown as it was read', (name, value, shown) => {
  const setting = settingOf('topic', name)
  expect(setting === undefined ? null : shownValue(setting, value)).toBe(shown)
})
