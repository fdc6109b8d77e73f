import { expect, test } from 'vitest'
import { changeProblem } from '~/kafka/broker/alterConfigs'
import { effectiveConfig } from '~/kafka/config/effective'
import { nodeId } from '~/kafka/ids'
import { EMPTY_IMAGE } from '~/kafka/metadata/image'

const settings = effectiveConfig('broker', {
  'process.roles': 'broker',
  'node.id': '1',
  listeners: 'PLAINTEXT://localhost:9092',
  'controller.listener.names': 'CONTROLLER',
  'controller.quorum.voters': '2@localhost:9093',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
})

const problem = (name: string, value: string, perBroker = true) =>
  changeProblem(
    { image: EMPTY_IMAGE, config: { nodeId: nodeId(1), settings } },
    new Map([[name, value]]),
    perBroker,
  )

const OWN =
  'Cannot update these configs at default cluster level, broker id must be specified: Set('

test.each([
  ['node.id', '2', true, 'Cannot update these configs dynamically: Set(node.id)'],
  ['listener.name.x.y', 'z', false, `${OWN}listener.name.x.y)`],
  ['listener.name.x.y', 'z', true, null],
  ['listener.name.plaintext.max.connections', '5', false, null],
  ['max.connections', '1', true, null],
  // Digits of other scripts are digits to Java.
  ['max.connections', '５', false, null],
  [
    'max.connections',
    '٠',
    false,
    'Invalid value org.apache.kafka.common.config.ConfigException: Invalid max.connections 0 for configuration Invalid dynamic configuration',
  ],
  ['num.io.threads', '１６', false, null],
  [
    'num.io.threads',
    '１７',
    false,
    'Invalid value org.apache.kafka.common.config.ConfigException: Dynamic thread count update validation failed for num.io.threads=17, value should not be greater than double the current value 8 for configuration Invalid dynamic configuration',
  ],
  [
    'max.connections',
    '0',
    false,
    'Invalid value org.apache.kafka.common.config.ConfigException: Invalid max.connections 0 for configuration Invalid dynamic configuration',
  ],
  [
    'listener.name.plaintext.max.connections',
    'abc',
    true,
    'Invalid value abc for configuration max.connections: Not a number of type INT',
  ],
  [
    'ssl.keystore.type',
    'JKS',
    true,
    'These security configs can be dynamically updated only per-listener using the listener prefix: HashSet(ssl.keystore.type)',
  ],
  ['no.such.key', '1', false, null],
] as const)('CFG-06 %s=%s, of one broker: %s', (...row) => {
  const [name, value, perBroker, why] = row
  expect(problem(name, value, perBroker)).toBe(why)
})
