import { expect, test } from 'vitest'
import { go, play } from '../support/play'

const AT = '--bootstrap-server localhost:9092'
const DESCRIBE = `$ kafka-consumer-groups.sh ${AT} --describe --group g --timeout 2000`

/** A group whose coordinator is on broker 2, which dies; its partition has no other replica. */
function withDeadCoordinator() {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 2',
      '# server: offsets.topic.num.partitions=1',
      `$ kafka-topics.sh ${AT} --create --topic __consumer_offsets --replica-assignment 2`,
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 2:1`,
      `& c kafka-console-consumer.sh ${AT} --topic t --group g`,
      '! wait 10s',
      '! kill 2',
    ].join('\n'),
  )
  return session
}

test('A-40 a call for a node that cannot be reached waits for it, whoever leads meanwhile', () => {
  const session = withDeadCoordinator()
  expect(go(session, DESCRIBE)[1]).toMatch(
    /Timed out waiting for a node assignment\. Call: describeConsumerGroups\(api=CONSUMER_GROUP_DESCRIBE\)$/,
  )
  const [skipped = ''] = go(session, `$ kafka-get-offsets.sh ${AT} --topic t`)
  expect(skipped).toMatch(
    /t-0 due to error: .*Timed out waiting for a node assignment\. Call: listOffsets\(api=LIST_OFFSETS\)$/,
  )
})

test('A-40 who looks for a coordinator in vain is always on the way', () => {
  const session = withDeadCoordinator()
  go(session, '! wait 12s')
  const lines = go(session, DESCRIBE)
  expect(lines[1]).toMatch(
    /Call\(callName=describeConsumerGroups\(api=FIND_COORDINATOR\), .* timed out at \d+ after \d+ attempt\(s\)$/,
  )
  expect(lines.at(-1)).toMatch(
    /DisconnectException: Cancelled describeConsumerGroups\(api=FIND_COORDINATOR\) request/,
  )
})

test('X-100 all offsets are asked for within one time', () => {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 2',
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 2,2,2,1`,
      '! kill 2',
      '! wait 12s',
    ].join('\n'),
  )
  const began = session.clock
  const lines = go(session, `$ kafka-get-offsets.sh ${AT} --topic t`)
  expect(lines).toHaveLength(4)
  expect(lines[0]).toBe('  t:3:0')
  expect(session.clock - began).toBeLessThan(63_000_000)
})

test('X-105 all records are deleted within one time', () => {
  const rows = [1, 2, 3, 4].map((partition) => ({ topic: 't', partition, offset: 0 }))
  const { session } = play(
    [
      '# cluster: combined 1',
      `$ kafka-topics.sh ${AT} --create --topic t`,
      '= del.json',
      `| ${JSON.stringify({ partitions: rows })}`,
    ].join('\n'),
  )
  const began = session.clock
  const file = '--offset-json-file {file:del.json}'
  const lines = go(session, `$ kafka-delete-records.sh ${AT} ${file}`)
  expect(lines.filter((line) => line.includes('TimeoutException'))).toHaveLength(4)
  expect(session.clock - began).toBeLessThan(63_000_000)
})
