import { expect, test } from 'vitest'
import { Map } from '~/base/persistentMap'
import { coreCopy } from '~/kafka/client/clientCore'
import type { CoreWork } from '~/kafka/client/coreState'
import { learnLeader } from '~/kafka/client/knownLeaders'
import { newProducer } from '~/kafka/client/producerState'
import type { KafkaContext } from '~/kafka/effects'
import { leaderEpoch, nodeId, topicId } from '~/kafka/ids'

const AT = { topic: 't', partition: 0 } as const

/** A client that knows node 1, which led a partition in epoch 3. */
function client(): CoreWork {
  const { core } = newProducer({ 'bootstrap.servers': 'localhost:9092' })
  const partition = {
    error: 'NONE' as const,
    partition: 0,
    leader: nodeId(1),
    leaderEpoch: leaderEpoch(3),
    replicas: [nodeId(1), nodeId(2)],
    isr: [nodeId(1), nodeId(2)],
    offlineReplicas: [],
  }
  const topic = { error: 'NONE', name: 't', topicId: topicId('x'), isInternal: false } as const
  const work = { ctx: {} as KafkaContext, core: coreCopy(core), effects: [], facts: [] }
  work.core.nodes = Map([[1, { key: '1', host: 'a', port: 9092 }]])
  work.core.topics = Map([['t', { ...topic, partitions: [partition] }]])
  return work
}

const leaderOf = ({ core }: CoreWork) => core.topics.get('t')?.partitions[0]?.leader
const TWO = { id: nodeId(2), host: 'b', port: 9093, rack: null }

test('A-14 a newer leader is taken with its node', () => {
  const work = client()
  const leader = { leaderId: nodeId(2), leaderEpoch: leaderEpoch(4) }
  learnLeader(work, AT, { leader, endpoints: [TWO] })
  expect(leaderOf(work)).toBe(2)
  expect(work.core.nodes.get(2)).toEqual({ key: '2', host: 'b', port: 9093 })
})

test('A-14 a leader whose node nobody has described is left, as is one that is not newer', () => {
  const work = client()
  const newer = { leaderId: nodeId(2), leaderEpoch: leaderEpoch(4) }
  learnLeader(work, AT, { leader: newer, endpoints: [] })
  expect(leaderOf(work)).toBe(1)
  const same = { leaderId: nodeId(2), leaderEpoch: leaderEpoch(3) }
  learnLeader(work, AT, { leader: same, endpoints: [TWO] })
  expect(leaderOf(work)).toBe(1)
})
