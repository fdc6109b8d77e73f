import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import type { Consumer } from '~/kafka/client/consumerState'
import { topicPartition } from '~/kafka/ids'
import { isServer } from '~/kafka/server/server'
import { waitsForNow } from '~/kafka/broker/waitsFor'
import { hostId } from '~/sim/ids'
import { openSession, runStep } from '../support/golden/runTranscript'
import type { Session } from '../support/golden/runTranscript'
import { parseTranscript } from '../support/golden/transcript'

/** A cluster with what a transcript's lines have done to it; their answers, line by line. */
function play(text: string): { readonly session: Session; readonly shown: readonly string[] } {
  const transcript = parseTranscript('test', text)
  const session = openSession(transcript, 1)
  return { session, shown: transcript.steps.flatMap((step) => runStep(session, step)) }
}

function brokerOf(session: Session, id: number) {
  const state = session.run.world().processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state.broker : null
}

const CREATE = `$ kafka-topics.sh --bootstrap-server localhost:9092 --create --topic t --replica-assignment`
const PRODUCE = `$ kafka-console-producer.sh --bootstrap-server localhost:9092 --topic t`

test('R-32 a kill keeps the log, its high watermark goes on from the last checkpoint', () => {
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
  const { run } = session
  const facts = Array.from({ length: run.endIndex() }, (_, index) => run.stepAt(index).facts).flat()
  const loaded = facts.map(({ fact }) => fact).findLast(({ type }) => type === 'LogLoaded')
  expect(loaded).toMatchObject({ isClean: false, logEndOffset: 2, highWatermark: 1 })
})

test('R-30 a power loss takes records that were acknowledged and never flushed', () => {
  const { session } = play(['# cluster: combined 1', `${CREATE} 1`, PRODUCE, '| a'].join('\n'))
  const name = topicPartition('t', 0)
  expect(brokerOf(session, 1)?.replicas.get(name)?.log.logEndOffset).toBe(1)
  session.run.command({ type: 'PowerOff', host: hostId('node-1') })
  runStep(session, {
    kind: '!',
    text: 'start 1',
    line: 1,
    input: [],
    expected: [],
    isUnordered: false,
  })
  expect(brokerOf(session, 1)?.replicas.get(name)?.log.logEndOffset).toBe(0)
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
