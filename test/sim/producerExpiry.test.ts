import { expect, test } from 'vitest'
import { topicPartition } from '~/kafka/ids'
import { brokerOf, factsOf, play } from '../support/play'

const CREATE = `$ kafka-topics.sh --bootstrap-server localhost:9092 --create --topic`
const PRODUCE = `$ kafka-console-producer.sh --bootstrap-server localhost:9092 --topic`

/** Who is known a while after one record; producers are kept for 5 s and looked at so often. */
function producersAfter(waits: readonly string[], checkMs = 1000) {
  const keeps = [
    '# server: producer.id.expiration.ms=5000',
    `# server: producer.id.expiration.check.interval.ms=${checkMs}`,
  ]
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 1',
      ...keeps,
      `${CREATE} t`,
      `${PRODUCE} t`,
      '| a',
      ...waits,
    ].join('\n'),
  )
  const { producers } = brokerOf(session, 1)?.replicas.get(topicPartition('t', 0))?.log
    .producerState ?? { producers: null }
  const expired = factsOf(session).filter(({ type }) => type === 'ProducersExpired')
  return { known: [...(producers?.keys() ?? [])], expired }
}

test('R-19 a log knows its producer, and forgets it when it has been silent for its time', () => {
  const before = producersAfter(['! wait 3s'])
  expect(before).toEqual({ known: [expect.any(Number)], expired: [] })
  const after = producersAfter(['! wait 8s'])
  expect(after.known).toEqual([])
  expect(after.expired).toEqual([
    {
      type: 'ProducersExpired',
      rule: 'R-19',
      topic: 't',
      partition: 0,
      producerIds: before.known,
      configs: [{ name: 'producer.id.expiration.ms', value: '5000', source: 'static' }],
    },
  ])
})

test('R-19 a start leaves out of the snapshot who was silent too long', () => {
  const soon = producersAfter(['! stop 1', '! start 1'], 600_000)
  expect(soon.known).toHaveLength(1)
  const late = producersAfter(['! stop 1', '! wait 6s', '! start 1'], 600_000)
  expect(late).toEqual({ known: [], expired: [] })
})

test('a batch carries its codec: the producer’s, or that of its topic', () => {
  const { session, shown } = play(
    [
      '# cluster: combined 1',
      `${CREATE} kept`,
      `${CREATE} own --config compression.type=zstd`,
      `${CREATE} plain --config compression.type=uncompressed`,
      ...['kept', 'own', 'plain'].flatMap((topic) => [
        `${PRODUCE} ${topic} --compression-codec lz4`,
        '| a',
      ]),
      '$ kafka-dump-log.sh --files {dir}/data-1/kept-0/00000000000000000000.log',
    ].join('\n'),
  )
  const codecs = ['kept', 'own', 'plain'].map((topic) => {
    const replica = brokerOf(session, 1)?.replicas.get(topicPartition(topic, 0))
    return replica?.log.batches.map(({ compression }) => compression).toArray()
  })
  expect(codecs).toEqual([['lz4'], ['zstd'], ['none']])
  expect(shown.join('\n')).toContain('compresscodec: lz4')
})
