import { expect, test } from 'vitest'
import { brokerEpoch, leaderEpoch, nodeId, topicId } from '~/kafka/ids'
import { latestBootstrap } from '~/kafka/metadata/bootstrap'
import { encodeWireBatch, wireSizes } from '~/kafka/protocol/metadataEncode'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import { wireBatchSize } from '~/kafka/protocol/metadataSize'
import { SNAPSHOT_FOOTER, snapshotHeader, wireOf } from '~/kafka/protocol/metadataWire'

const TOPIC = topicId('tEMrmV20UcTY4DExWbzRWw')
const ids = (...numbers: readonly number[]) => numbers.map(nodeId)

const RECORDS: readonly MetadataRecord[] = [
  { type: 'NoOpRecord' },
  { type: 'BeginTransactionRecord', name: 'Bootstrap records' },
  { type: 'TopicRecord', name: '订单', topicId: TOPIC },
  {
    type: 'PartitionChangeRecord',
    topicId: TOPIC,
    partition: 0,
    isr: ids(1, 2),
    leader: null,
    elr: ids(),
    lastKnownElr: ids(3),
  },
  {
    type: 'ClientQuotaRecord',
    entity: [{ type: 'user', name: null }],
    key: 'request_percentage',
    value: 12.5,
  },
  {
    type: 'UserScramCredentialRecord',
    name: 'bob',
    mechanism: 'SCRAM-SHA-256',
    salt: 'AAECAwQ=',
    storedKey: 'AAEC',
    serverKey: 'AAECAw==',
    iterations: 4096,
  },
  { type: 'UnregisterBrokerRecord', brokerId: nodeId(2), brokerEpoch: brokerEpoch(300) },
]

test('a batch has as many bytes as its size says, whatever is in it', () => {
  for (const record of RECORDS) {
    const records = [wireOf(record), wireOf({ type: 'NoOpRecord' })]
    const { bytes } = encodeWireBatch({ baseOffset: 3, epoch: 1, timestampMs: 5, records })
    expect([record.type, bytes.length]).toEqual([record.type, wireBatchSize(records)])
  }
})

test('the first records have the sizes that kafka-dump-log.sh shows of a real bootstrap.checkpoint', () => {
  const header = snapshotHeader(0)
  const records = latestBootstrap().map(wireOf)
  const at = { baseOffset: 0, epoch: 0, timestampMs: 0 }
  expect(wireSizes(header)).toEqual({ key: 4, value: 11 })
  expect(records.map((record) => wireSizes(record).value)).toEqual([23, 39, 20, 26])
  expect(encodeWireBatch({ ...at, records: [header] }).bytes.length).toBe(83)
  expect(encodeWireBatch({ ...at, records }).bytes.length).toBe(197)
  expect(encodeWireBatch({ ...at, records: [SNAPSHOT_FOOTER] }).bytes.length).toBe(75)
})

test('another byte makes another checksum', () => {
  const checksum = (epoch: number) => {
    const leader = leaderEpoch(epoch)
    const record: MetadataRecord = {
      type: 'FeatureLevelRecord',
      name: 'metadata.version',
      level: leader,
    }
    const batch = { baseOffset: 0, epoch: 0, timestampMs: 0, records: [wireOf(record)] }
    return encodeWireBatch(batch).checksum
  }
  expect(checksum(26)).toBe(checksum(26))
  expect(checksum(26)).not.toBe(checksum(27))
})
