import { expect, test } from 'vitest'
import { topicPartition } from '~/kafka/ids'
import { hostId } from '~/sim/ids'
import type { Session } from '../support/golden/runTranscript'
import { brokerOf, factsOf, go, play } from '../support/play'

const NAME = topicPartition('t', 0)
const REASSIGN =
  '$ kafka-reassign-partitions.sh --bootstrap-server localhost:9092 --reassignment-json-file'
const PRODUCE = '$ kafka-console-producer.sh --bootstrap-server localhost:9092 --topic t'

const file = (name: string, dir: string) =>
  `= ${name}\n| {"partitions": [{"topic": "t", "partition": 0, "replicas": [1], "log_dirs": ["${dir}"]}]}`

/** One broker with two directories; `t-0` is in the first, with three batches: a copy takes one a round. */
function twoDirs(): Session {
  return play(
    [
      '# cluster: combined 1',
      '# server: log.dirs=/kafka/a,/kafka/b',
      '# server: replica.fetch.max.bytes=1',
      '$ kafka-topics.sh --bootstrap-server localhost:9092 --create --topic t --replica-assignment 1',
      ...['a', 'b', 'c'].flatMap((value) => [PRODUCE, `| ${value}`]),
      file('move.json', '/kafka/b'),
    ].join('\n'),
  ).session
}

const replicaOf = (session: Session) => brokerOf(session, 1)?.replicas.get(NAME)
const moveOf = (session: Session) => brokerOf(session, 1)?.moving.moves.get(NAME)

/** The directory that the metadata has the replica in. */
function notedDir(session: Session): string | undefined {
  const broker = brokerOf(session, 1)
  const topic = [...(broker?.image.topics.values() ?? [])].find(({ name }) => name === 't')
  const [id] = topic?.partitions.get(0)?.directories ?? []
  return broker?.config.directories.find((row) => row.id === id)?.dir
}

test('R-68 a replica moves with what it is given meanwhile; the controller knows where it is', () => {
  const session = twoDirs()
  expect(replicaOf(session)?.logDir).toBe('/kafka/a')
  go(session, [`${REASSIGN} {file:move.json} --execute`, PRODUCE, '| late', '! wait 5s'].join('\n'))
  expect(replicaOf(session)?.logDir).toBe('/kafka/b')
  expect(replicaOf(session)?.log).toMatchObject({ logEndOffset: 4, highWatermark: 4 })
  expect(moveOf(session)).toBeUndefined()
  expect(notedDir(session)).toBe('/kafka/b')
  const files = [...(session.run.world().disks.get(hostId('node-1'))?.cached.keys() ?? [])]
  expect(files.filter((path) => /t-0[./]/.test(path) && path.startsWith('/kafka/a/'))).toEqual([])
  expect(files.some((path) => path.startsWith('/kafka/b/t-0/'))).toBe(true)
})

test('R-68 killed in the middle of a throttled copy: the next start goes on with it', () => {
  const session = twoDirs()
  go(session, `${REASSIGN} {file:move.json} --execute --replica-alter-log-dirs-throttle 10`)
  const before = moveOf(session)?.log.logEndOffset ?? 0
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(3)
  go(session, ['! kill 1', '! start 1'].join('\n'))
  expect(moveOf(session)?.logDir).toBe('/kafka/b')
  go(session, '! wait 60s')
  expect(replicaOf(session)?.logDir).toBe('/kafka/b')
  expect(replicaOf(session)?.log.logEndOffset).toBe(3)
})

test('R-68 the directory that it moves to fails: the replica stays where it is', () => {
  const session = twoDirs()
  go(session, `${REASSIGN} {file:move.json} --execute --replica-alter-log-dirs-throttle 10`)
  session.run.command({ type: 'FailDirectory', host: hostId('node-1'), path: '/kafka/b' })
  go(session, '! wait 40s')
  expect(moveOf(session)).toBeUndefined()
  expect(replicaOf(session)).toMatchObject({ logDir: '/kafka/a', isOffline: false })
  const again = go(session, `${REASSIGN} {file:move.json} --execute`)
  expect(again.join('\n')).toContain('org.apache.kafka.common.errors.KafkaStorageException')
})

test('R-68 a copy is not there any more when its topic is deleted', () => {
  const session = twoDirs()
  go(
    session,
    [
      `${REASSIGN} {file:move.json} --execute --replica-alter-log-dirs-throttle 10`,
      '$ kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic t',
      '! wait 3s',
    ].join('\n'),
  )
  expect(factsOf(session).filter(({ type }) => type === 'ReplicaMoveStopped')).toHaveLength(1)
  const files = [...(session.run.world().disks.get(hostId('node-1'))?.cached.keys() ?? [])]
  expect(files.filter((path) => path.includes('/t-0'))).toEqual([])
})
