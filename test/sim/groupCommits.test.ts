import { expect, test } from 'vitest'
import type { Session } from '../support/golden/runTranscript'
import { brokerOf, factsOf, go, play } from '../support/play'

const AT = '--bootstrap-server localhost:9092'
const SAY = `$ kafka-console-producer.sh ${AT} --topic t --property parse.key=true --property key.separator=:`
const READER = `kafka-console-consumer.sh ${AT} --topic t --group g --from-beginning`

/** The offsets that were committed for each partition, in order. */
function commitsIn(session: Session): Readonly<Record<number, readonly number[]>> {
  const committed: Record<number, number[]> = {}
  for (const fact of factsOf(session)) {
    if (fact.type !== 'OffsetsCommitted') continue
    for (const { partition, offset } of fact.offsets) (committed[partition] ??= []).push(offset)
  }
  return committed
}

/** The same, without those that say again what the one before said. */
function committedIn(session: Session): Readonly<Record<number, readonly number[]>> {
  const rows = Object.entries(commitsIn(session)).map(([partition, offsets]) => [
    partition,
    offsets.filter((offset, index) => offset !== offsets[index - 1]),
  ])
  return Object.fromEntries(rows) as Record<number, readonly number[]>
}

test('G-83 a partition that a member gets back is not committed where it once left it', () => {
  const { session } = play(
    [
      '# cluster: combined 1',
      `$ kafka-topics.sh ${AT} --create --topic t --partitions 2`,
      SAY,
      ...['| a:1', '| b:2', '| c:3', '| d:4'],
      `& c1 ${READER}`,
      '! wait 15s',
      `& c2 ${READER}`,
      '! wait 15s',
      SAY,
      ...['| a:5', '| b:6', '| c:7', '| d:8'],
      '! wait 8s',
      '! interrupt c2',
      '! wait 8s',
      '! interrupt c1',
      '! wait 1s',
    ].join('\n'),
  )
  const committed = Object.values(committedIn(session))
  expect(committed).toHaveLength(2)
  for (const offsets of committed) {
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
    expect(offsets.at(-1)).toBeGreaterThan(offsets[0] ?? 0)
  }
})

test('G-83 a consumer commits where it is every five seconds, also where it has stayed', () => {
  const { session } = play(
    [
      '# cluster: combined 1',
      `$ kafka-topics.sh ${AT} --create --topic t --partitions 1`,
      SAY,
      '| a:1',
      `$ ${READER} --timeout-ms 12000`,
    ].join('\n'),
  )
  // 5 and 10 s after it has joined, and as it closes.
  expect(commitsIn(session)).toEqual({ 0: [1, 1, 1] })
})

test('G-83 what a dying coordinator did not hear is committed with the next one', () => {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 3',
      '# server: offsets.topic.num.partitions=1',
      `$ kafka-topics.sh ${AT} --create --topic __consumer_offsets --replica-assignment 3:1:2`,
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 1:2`,
      SAY,
      '| a:1',
      `& c ${READER}`,
      '! wait 15s',
    ].join('\n'),
  )
  expect(committedIn(session)).toEqual({ 0: [1] })
  go(session, ['! kill 3', SAY, '| a:2', '! wait 25s'].join('\n'))
  expect(committedIn(session)).toEqual({ 0: [1, 2] })
})

test('G-85 what was committed for a topic goes with it, of every group', () => {
  const { session, shown } = play(
    [
      '# cluster: combined 1',
      '# server: offsets.topic.num.partitions=2',
      `$ kafka-topics.sh ${AT} --create --topic t --partitions 1`,
      SAY,
      '| a:1',
      `$ ${READER} --max-messages 1`,
      `$ ${READER.replace('--group g', '--group h')} --max-messages 1`,
      `$ kafka-topics.sh ${AT} --delete --topic t`,
      '! wait 1s',
      `$ kafka-topics.sh ${AT} --create --topic t --partitions 1`,
    ].join('\n'),
  )
  expect(shown.join('\n')).toContain('Created topic t.')
  const shards = [...(brokerOf(session, 1)?.groups.shards.values() ?? [])]
  expect(shards.flatMap(({ groups }) => [...groups.keys()]).sort()).toEqual(['g', 'h'])
  expect(shards.flatMap(({ offsets }) => [...offsets.keys()])).toEqual([])
  expect(shards.flatMap(({ pending }) => pending)).toEqual([])
})

test('G-83 a member whose positions cannot be committed waits before it joins again', () => {
  const { session } = play(
    [
      '# cluster: combined 1',
      `$ kafka-topics.sh ${AT} --create --topic t --partitions 2`,
      SAY,
      ...['| a:1', '| b:2'],
      `& c ${READER} --consumer-property metadata.max.age.ms=1000`,
      '! wait 10s',
      `$ kafka-topics.sh ${AT} --delete --topic t`,
      '! wait 20s',
    ].join('\n'),
  )
  const refused = brokerOf(session, 1)?.groups
  const offsets = [...(refused?.shards.values() ?? [])].flatMap((shard) => [
    ...(shard.offsets.get('g')?.keys() ?? []),
  ])
  // The topic was made anew, with one partition; the other one is unknown.
  expect(offsets).toEqual(['t-0'])
  expect(factsOf(session).filter(({ type }) => type === 'AssignmentRevoked')).toEqual([])
})
