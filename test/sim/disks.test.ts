import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { topicPartition } from '~/kafka/ids'
import { partitionDir } from '~/kafka/log/logFiles'
import { hostId } from '~/sim/ids'
import type { Session } from '../support/golden/runTranscript'
import { brokerOf, factsOf, go, play } from '../support/play'

const CREATE = `$ kafka-topics.sh --bootstrap-server localhost:9092 --create --topic t --replica-assignment`
const PRODUCE = `$ kafka-console-producer.sh --bootstrap-server localhost:9092 --topic t`
const NAME = topicPartition('t', 0)

function replicaOf(session: Session, node: number) {
  return brokerOf(session, node)?.replicas.get(NAME)
}

function corrupt(session: Session, node: number): void {
  const path = partitionDir(replicaOf(session, node)?.logDir ?? '', NAME)
  session.run.command({ type: 'CorruptTail', host: hostId(`node-${node}`), path })
}

function oneBroker(): Session {
  return play(['# cluster: combined 1', `${CREATE} 1`, PRODUCE, '| a', PRODUCE, '| b'].join('\n'))
    .session
}

test('R-32 a crash with a torn batch at the end: recovery cuts it off', () => {
  const session = oneBroker()
  corrupt(session, 1)
  go(session, ['! kill 1', '! start 1'].join('\n'))
  expect(replicaOf(session, 1)?.log.logEndOffset).toBe(1)
  expect(factsOf(session).filter(({ type }) => type === 'LogTruncated')).toMatchObject([
    { topic: 't', partition: 0, from: 2, to: 1 },
  ])
})

test('R-32 after a clean stop nothing is read again: the damage stays', () => {
  const session = oneBroker()
  corrupt(session, 1)
  go(session, ['! stop 1', '! start 1'].join('\n'))
  expect(replicaOf(session, 1)?.log.logEndOffset).toBe(2)
  const shown = go(
    session,
    '$ kafka-dump-log.sh --files ' +
      `${partitionDir(replicaOf(session, 1)?.logDir ?? '', NAME)}/00000000000000000000.log`,
  )
  expect(shown.filter((line) => line.includes('isvalid: false'))).toHaveLength(1)
})

test('a consumer gets what lies before a damaged batch, and an error then', () => {
  const session = oneBroker()
  corrupt(session, 1)
  const shown = go(
    session,
    [
      '& c kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic t --from-beginning',
      '! wait 5s',
      '< c',
    ].join('\n'),
  )
  expect(shown).toContain('  a')
  expect(shown).not.toContain('  b')
  expect(shown).toContain(
    '2> org.apache.kafka.common.KafkaException: Received exception when fetching the next record from t-0. If needed, please seek past the record to continue consumption.',
  )
})

test('a follower does not append a damaged batch: it rests and leaves the ISR', () => {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 2',
      '# server: replica.lag.time.max.ms=3000',
      `${CREATE} 1:2`,
      '! settle',
      '! kill 2',
      PRODUCE,
      '| a',
    ].join('\n'),
  )
  corrupt(session, 1)
  go(session, ['! start 2', '! wait 20s'].join('\n'))
  expect(replicaOf(session, 2)?.log.logEndOffset).toBe(0)
  const leader = replicaOf(session, 1)
  expect(leader?.role.type === 'leader' ? leader.role.isr : []).toEqual([1])
  const logged = factsOf(session).flatMap((fact) => (fact.type === 'Logged' ? [fact.text] : []))
  expect(logged).toContain(
    '[ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Found invalid messages during fetch for partition t-0 offset 0',
  )
})

test('R-22 retention runs at once when it is asked to', () => {
  const { session } = play(
    [
      '# cluster: combined 1',
      `${CREATE} 1 --config segment.bytes=1048576 --config retention.ms=1000 --config segment.ms=100`,
      PRODUCE,
      '| a',
      '! wait 2s',
      PRODUCE,
      '| b',
      '! wait 2s',
    ].join('\n'),
  )
  expect(replicaOf(session, 1)?.log.logStartOffset).toBe(0)
  const call = { type: 'RunTask', task: 'retention' } as const
  session.run.command({ type: 'Call', process: serverProcess(1), call })
  expect(replicaOf(session, 1)?.log.logStartOffset).toBe(2)
})

/** Two brokers with two log directories each; the controllers are apart. */
function twoDirs(...lines: readonly string[]): Session {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 2',
      '# server: log.dirs=/kafka/a,/kafka/b',
      '# server: metadata.log.dir=/kafka/m',
      `${CREATE} 1:2,1:2`,
      '! settle',
      ...lines,
    ].join('\n'),
  )
  return session
}

const OTHER = topicPartition('t', 1)

function registrationOf(session: Session, node: number, partition: number) {
  const topics = [...(brokerOf(session, node)?.image.topics.values() ?? [])]
  return topics.find(({ name }) => name === 't')?.partitions.get(partition)
}

test('KIP-858 the controller is told in which directory each replica is', () => {
  const session = twoDirs('! wait 1s')
  for (const node of [1, 2]) {
    const broker = brokerOf(session, node)
    const ids = new Map(broker?.config.directories.map(({ dir, id }) => [dir, id]))
    for (const [partition, name] of [NAME, OTHER].entries()) {
      const logDir = broker?.replicas.get(name)?.logDir ?? ''
      const { replicas = [], directories = [] } = registrationOf(session, node, partition) ?? {}
      expect(directories[replicas.findIndex((id) => id === node)]).toBe(ids.get(logDir))
    }
    expect(new Set([NAME, OTHER].map((name) => broker?.replicas.get(name)?.logDir)).size).toBe(2)
  }
})

test('R-66 a directory fails: its partitions are led elsewhere, the others stay', () => {
  const session = twoDirs()
  const { logDir = '' } = brokerOf(session, 1)?.replicas.get(NAME) ?? {}
  session.run.command({ type: 'FailDirectory', host: hostId('node-1'), path: logDir })
  const shown = go(session, [`${PRODUCE}`, '| a', '! wait 3s'].join('\n'))
  expect(shown.join('\n')).not.toContain('ERROR Error when sending')
  const broker = brokerOf(session, 1)
  expect(broker?.replicas.get(NAME)?.isOffline).toBe(true)
  expect(broker?.replicas.get(OTHER)?.isOffline).toBe(false)
  expect(registrationOf(session, 2, 0)).toMatchObject({ leader: 2, isr: [2] })
  expect(registrationOf(session, 2, 1)).toMatchObject({ leader: 1, isr: [1, 2] })
  expect(factsOf(session)).toContainEqual(
    expect.objectContaining({ type: 'LogDirectoryFailed', broker: 1, partitions: [NAME] }),
  )
  const dirs = go(session, '$ kafka-log-dirs.sh --bootstrap-server localhost:9092 --describe')
  expect(dirs.join('\n')).toContain(`"error":"org.apache.kafka.common.errors.KafkaStorageException`)
})

test('R-66 mended and started again, the replica catches up and is in the ISR', () => {
  const session = twoDirs()
  const { logDir = '' } = brokerOf(session, 1)?.replicas.get(NAME) ?? {}
  session.run.command({ type: 'FailDirectory', host: hostId('node-1'), path: logDir })
  go(session, [`${PRODUCE}`, '| a', '! wait 3s'].join('\n'))
  session.run.command({ type: 'HealDisk', host: hostId('node-1'), path: logDir })
  expect(brokerOf(session, 1)?.replicas.get(NAME)?.isOffline).toBe(true)
  go(session, ['! stop 1', '! start 1', '! wait 10s'].join('\n'))
  expect(brokerOf(session, 1)?.replicas.get(NAME)).toMatchObject({ isOffline: false, logDir })
  expect(new Set(registrationOf(session, 2, 0)?.isr)).toEqual(new Set([1, 2]))
})

test('R-66 started while the directory is still broken: its replicas are not made anew', () => {
  const session = twoDirs()
  const { logDir = '' } = brokerOf(session, 1)?.replicas.get(NAME) ?? {}
  session.run.command({ type: 'FailDirectory', host: hostId('node-1'), path: logDir })
  go(session, ['! kill 1', '! start 1', '! wait 10s'].join('\n'))
  expect(brokerOf(session, 1)?.replicas.get(NAME)?.isOffline).toBe(true)
  expect(brokerOf(session, 1)?.replicas.get(OTHER)?.isOffline).toBe(false)
  expect(registrationOf(session, 2, 0)).toMatchObject({ leader: 2, isr: [2] })
})

test('R-66 a full disk fails the directory at the next append; what is there can be read', () => {
  const session = twoDirs()
  const { logDir = '' } = brokerOf(session, 1)?.replicas.get(NAME) ?? {}
  session.run.command({ type: 'FillDisk', host: hostId('node-1'), path: logDir })
  go(session, '! wait 6s')
  expect(brokerOf(session, 1)?.failedDirs.offline).toEqual([logDir])
  const causes = factsOf(session).flatMap((fact) => (fact.type === 'Logged' ? [fact.thrown] : []))
  expect(causes).toContain('java.io.IOException: No space left on device')
})

test('R-66 the last directory, and the one of the metadata log, take the broker with them', () => {
  const last = twoDirs()
  for (const path of ['/kafka/a', '/kafka/b']) {
    last.run.command({ type: 'FailDirectory', host: hostId('node-1'), path })
  }
  go(last, '! wait 70s')
  expect(last.run.world().processes.get(serverProcess(1))).toMatchObject({
    status: 'exited',
    exitCode: 1,
  })
  const metadata = twoDirs()
  metadata.run.command({ type: 'FailDirectory', host: hostId('node-1'), path: '/kafka/m' })
  go(metadata, '! wait 70s')
  expect(metadata.run.world().processes.get(serverProcess(1))).toMatchObject({
    status: 'exited',
    exitCode: 1,
  })
})

test('R-66 a broker that cannot tell the controller of it in time shuts down', () => {
  const session = twoDirs()
  const { logDir = '' } = brokerOf(session, 1)?.replicas.get(NAME) ?? {}
  const link = { from: hostId('node-1'), to: hostId('node-3'), link: { cut: true } }
  session.run.command({ type: 'SetLink', ...link })
  session.run.command({ type: 'FailDirectory', host: hostId('node-1'), path: logDir })
  go(session, '! wait 40s')
  const texts = factsOf(session).flatMap((fact) => (fact.type === 'Logged' ? [fact.text] : []))
  expect(
    texts.filter((text) => text.includes("couldn't communicate offline log dir")),
  ).toHaveLength(1)
  expect(brokerOf(session, 1)?.lifecycle).toBe('PENDING_CONTROLLED_SHUTDOWN')
})
