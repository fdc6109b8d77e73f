import { expect, test } from 'vitest'
import { subjectOf } from '~/ui/metadata/subject'
import type { ClusterView } from '~/views/clusterView'

const broker = (id: number): ClusterView['brokers'][number] => ({
  ...{ id, process: `kafka-${id}`, host: `node-${id}`, rack: null, state: 'running' },
  ...{ metadataOffset: 0, metadataGap: 0, isFenced: false, coordinates: [], waiting: [] },
  replicas: [],
})
const cluster = { brokers: [broker(1), broker(2)], controllers: [] }

test('a record is about its partition, also where the topic has a dash in its name', () => {
  const subject = subjectOf(['partition/eu-orders-12'], cluster)
  expect(subject).toEqual({ kind: 'partition', topic: 'eu-orders', partition: 12 })
})

test('a record is about its broker while there is one', () => {
  expect(subjectOf(['broker/2'], cluster)).toEqual({ kind: 'broker', id: 2, process: 'kafka-2' })
  expect(subjectOf(['broker/7'], cluster)).toBeNull()
})

test('a record of a topic, a config or nothing chooses nothing', () => {
  for (const touches of [['topic/orders'], ['config/TOPIC:orders/retention.ms'], []]) {
    expect(subjectOf(touches, cluster)).toBeNull()
  }
})
