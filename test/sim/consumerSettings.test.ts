import { expect, test } from 'vitest'
import { go, play } from '../support/play'

const CONSUME =
  '$ kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic t --timeout-ms 1000'

test.each([
  ['group.protocol=consumer session.timeout.ms=9000', 'session.timeout.ms', 'CONSUMER'],
  [
    'group.protocol=consumer heartbeat.interval.ms=1 partition.assignment.strategy=x',
    'partition.assignment.strategy, heartbeat.interval.ms',
    'CONSUMER',
  ],
  ['group.protocol=Classic group.remote.assignor=uniform', 'group.remote.assignor', 'CLASSIC'],
])('a consumer with %s is refused what its protocol does not know', (given, names, protocol) => {
  const { session } = play('# cluster: combined 1')
  const settings = given.split(' ').map((setting) => `--consumer-property ${setting}`)
  const lines = go(session, [CONSUME, ...settings].join(' '))
  expect(lines).toContain(
    `2> org.apache.kafka.common.config.ConfigException: ${names} cannot be set when group.protocol=${protocol}`,
  )
})
