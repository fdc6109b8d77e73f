import { expect, test } from 'vitest'
import type { Consumer } from '~/kafka/client/consumerState'
import { topicPartition } from '~/kafka/ids'
import { waitsForNow } from '~/kafka/broker/waitsFor'
import { hostId } from '~/sim/ids'
import { brokerOf, factsOf, go, play } from '../support/play'

const CREATE = `$ kafka-topics.sh --bootstrap-server localhost:9092 --create --topic t --replica-assignment`
const PRODUCE = `$ kafka-console-producer.sh --bootstrap-server localhost:9092 --topic t`

test('R-32, R-65 a kill keeps the log, its high watermark goes on from the last checkpoint', () => {
  const { session } = play(
    [
      '# cluster: combined 1',
      `${CREATE} 1`,
      PRODUCE,
      '| a',
      '! wait 6s',
      PRODUCE,
      '| b',
      '! kill 1',
      '! start 1',
    ].join('\n'),
  )
  const loaded = factsOf(session).findLast(({ type }) => type === 'LogLoaded')
  expect(loaded).toMatchObject({ isClean: false, logEndOffset: 2, highWatermark: 1 })
  expect(factsOf(session).filter(({ type }) => type === 'LogTruncated')).toEqual([])
})

test('R-20 of snapshots where no segment begins a start keeps the newest, and recovery makes its own', () => {
  const lines = ['# cluster: combined 1', `${CREATE} 1`, PRODUCE, '| a', '! stop 1', '! start 1']
  const { session } = play(lines.join('\n'))
  const offsets = () => {
    const log = brokerOf(session, 1)?.replicas.get(topicPartition('t', 0))?.log
    return log?.snapshots.map(({ offset }) => offset)
  }
  expect(offsets()).toEqual([1])
  go(session, [PRODUCE, '| b', '! kill 1', '! start 1'].join('\n'))
  expect(offsets()).toEqual([2])
  go(session, [PRODUCE, '| c', '! stop 1', '! start 1'].join('\n'))
  expect(offsets()).toEqual([3])
})

test('R-64 a clean stop puts everything on the platter: a power loss then takes nothing', () => {
  const { session } = play(
    ['# cluster: combined 1', `${CREATE} 1`, PRODUCE, '| a', '! stop 1'].join('\n'),
  )
  session.run.command({ type: 'PowerOff', host: hostId('node-1') })
  go(session, '! start 1')
  const loaded = factsOf(session).findLast(({ type }) => type === 'LogLoaded')
  expect(loaded).toMatchObject({ isClean: true, logEndOffset: 1, highWatermark: 1 })
})

test('R-64 a clean stop cuts indexes to what is in them, a kill leaves them as long as they may be', () => {
  const dump = (suffix: string) =>
    `$ kafka-dump-log.sh --files {dir}/data-1/t-0/00000000000000000000.${suffix}`
  const shown = (how: 'stop' | 'kill') => {
    const begin = ['# cluster: combined 1', `${CREATE} 1`, PRODUCE, '| a', `! ${how} 1`]
    const { session } = play(begin.join('\n'))
    const lines = [...go(session, dump('index')), ...go(session, dump('timeindex'))]
    return lines.filter((line) => !line.includes('Dumping')).map((line) => line.trim())
  }
  expect(shown('kill').slice(0, 2)).toEqual(['offset: 0 position: 0', 'timestamp: 0 offset: 0'])
  expect(shown('stop')).toEqual([
    expect.stringMatching(/0\.index is empty\.$/),
    expect.stringMatching(/^timestamp: \d{13} offset: 0$/),
  ])
})

test('R-30, R-65 a power loss takes records that were acknowledged and never flushed', () => {
  const { session } = play(['# cluster: combined 1', `${CREATE} 1`, PRODUCE, '| a'].join('\n'))
  const name = topicPartition('t', 0)
  expect(brokerOf(session, 1)?.replicas.get(name)?.log.logEndOffset).toBe(1)
  session.run.command({ type: 'PowerOff', host: hostId('node-1') })
  go(session, '! start 1')
  expect(brokerOf(session, 1)?.replicas.get(name)?.log.logEndOffset).toBe(0)
})

test('R-30 with flush.messages an append is on the platter before it is answered', () => {
  const create = `${CREATE} 1 --config flush.messages=2`
  const lines = ['# cluster: combined 1', create, PRODUCE, '| a', PRODUCE, '| b', PRODUCE, '| c']
  const { session } = play(lines.join('\n'))
  const flushed = factsOf(session).filter(({ type }) => type === 'LogFlushed')
  expect(flushed).toMatchObject([
    { from: 0, to: 2, configs: [{ name: 'flush.messages', value: '2', source: 'topic' }] },
  ])
  session.run.command({ type: 'PowerOff', host: hostId('node-1') })
  go(session, '! start 1')
  const { log } = brokerOf(session, 1)?.replicas.get(topicPartition('t', 0)) ?? {}
  expect(log?.logEndOffset).toBe(2)
})

test('R-30 flush.ms counts where a scheduler looks at it', () => {
  const flushes = (property: string) => {
    const header = ['# cluster: combined 1', `# server: ${property}`]
    const create = `${CREATE} 1 --config flush.ms=1000`
    const { session } = play(
      [...header, create, '! wait 40s', PRODUCE, '| a', '! wait 6s'].join('\n'),
    )
    return factsOf(session).filter(({ type }) => type === 'LogFlushed')
  }
  expect(flushes('log.flush.scheduler.interval.ms=5000')).toMatchObject([{ from: 0, to: 1 }])
  expect(flushes('log.flush.interval.ms=1000')).toEqual([])
})

test('R-55 a consumer reads from the replica in its rack', () => {
  const { session, shown } = play(
    [
      '# cluster: controllers 1 brokers 2',
      '# server: replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector',
      '# server 1: broker.rack=a',
      '# server 2: broker.rack=b',
      `${CREATE} 1:2`,
      '! settle',
      '& c kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic t --partition 0 --offset earliest --consumer-property client.rack=b',
      PRODUCE,
      '| near',
      '! wait 2s',
      '< c',
    ].join('\n'),
  )
  expect(shown).toContain('  near')
  const consumers = [...session.run.world().processes.values()].flatMap(({ state }) =>
    state !== null && 'consumer' in state ? [state.consumer as Consumer] : [],
  )
  expect(consumers.map(({ near }) => near.get(topicPartition('t', 0))?.id)).toEqual([2])
})

test('R-51 an acks=all produce below min ISR says that it waits for the high watermark', () => {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 2',
      `${CREATE} 1:2`,
      '! settle',
      '! pause 2',
      '& p kafka-console-producer.sh --bootstrap-server localhost:9092 --topic t --request-timeout-ms 20000',
      '> p held',
      '! wait 2s',
    ].join('\n'),
  )
  const broker = brokerOf(session, 1)
  expect(broker === null ? [] : waitsForNow(broker)).toContainEqual({
    api: 'Produce',
    topic: 't',
    partition: 0,
    condition: 'highWatermark',
    current: 0,
    required: 1,
  })
})

test('R-31 log starts may have a period of their own', () => {
  const startAfterKill = (property: string) => {
    const { session } = play(
      [
        '# cluster: combined 1',
        `# server: ${property}`,
        `${CREATE} 1`,
        '! wait 33s',
        PRODUCE,
        '| a',
        '| b',
        '= one.json',
        '| {"partitions": [{"topic": "t", "partition": 0, "offset": 1}], "version": 1}',
        '$ kafka-delete-records.sh --bootstrap-server localhost:9092 --offset-json-file {file:one.json}',
        '! wait 4s',
        '! kill 1',
        '! start 1',
      ].join('\n'),
    )
    return brokerOf(session, 1)?.replicas.get(topicPartition('t', 0))?.log.logStartOffset
  }
  expect(startAfterKill('log.flush.start.offset.checkpoint.interval.ms=2000')).toBe(1)
  expect(startAfterKill('log.flush.offset.checkpoint.interval.ms=2000')).toBe(0)
})

test('R-22 server.log says how large a log is after its retention, and where it is', () => {
  const { session } = play(
    [
      '# cluster: combined 1',
      '# server: log.initial.task.delay.ms=500',
      '# server: log.retention.check.interval.ms=1000',
      `${CREATE} 1 --config retention.bytes=0`,
      PRODUCE,
      '| a',
      '! wait 3s',
    ].join('\n'),
  )
  const { logged } = session.run.branch().journal
  const deleted = logged.filter(({ text }) => text.includes('Deleting segment'))
  expect(deleted.map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^\[UnifiedLog partition=t-0, dir=\S+\] Deleting segment LogSegment\(baseOffset=0, size=69, lastModifiedTime=1767225\d{6}, largestRecordTimestamp=1767225\d{6}\) due to log retention size 0 breach\. Log size after deletion will be 0\.$/,
    ),
  ])
})

test('R-47 server.log says since when a replica lags by the clock; one replica is never too few', () => {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 2',
      `${CREATE} 1:2 --config min.insync.replicas=2`,
      '$ kafka-topics.sh --bootstrap-server localhost:9092 --create --topic one --replica-assignment 1 --config min.insync.replicas=2',
    ].join('\n'),
  )
  const [from, to] = [hostId('node-2'), hostId('node-1')]
  session.run.command({ type: 'SetLink', from, to, link: { cut: true } })
  go(session, [PRODUCE, '| a', '! wait 60s'].join('\n'))
  const lines = session.run.branch().journal.logged.map(({ text }) => text)
  const shrunk = lines.filter((text) => text.includes('Shrinking ISR from 1,2 to 1.'))
  expect(shrunk).toHaveLength(1)
  expect(shrunk[0]).toMatch(/lastCaughtUpTimeMs: 1767225\d{6}\)/)
  const leads = lines.filter((text) => text.includes('Leader one-0 '))
  expect(leads).toHaveLength(1)
  expect(leads[0]).not.toContain('under-min-isr')
})
