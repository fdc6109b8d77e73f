import { expect, test } from 'vitest'
import { rangeOf } from '~/views/apiVersions'
import { batchFields, comparedFields, fieldsOf } from '~/views/fieldsView'
import { logBatches } from '../../support/replicaLogs'

test('fields are compared by their place with those of the one before of their kind', () => {
  const before = fieldsOf({ maxWaitMs: 500, partitions: [{ topic: 'orders', fetchOffset: 4 }] })
  const now = fieldsOf({
    maxWaitMs: 500,
    partitions: [
      { topic: 'orders', fetchOffset: 6 },
      { topic: 'orders', fetchOffset: 1 },
    ],
  })
  const changed = comparedFields(now, before).filter(({ was }) => was !== undefined)
  expect(changed.map(({ path, value, was }) => [path, value, was])).toEqual([
    ['/partitions', '2', '1'],
    ['/partitions/partitions[0]/fetchOffset', '6', '4'],
    ['/partitions/partitions[1]', '', null],
    ['/partitions/partitions[1]/topic', 'orders', null],
    ['/partitions/partitions[1]/fetchOffset', '1', null],
  ])
  expect(comparedFields(now, null).every(({ was }) => was === undefined)).toBe(true)
})

test('a record has the fields of its batch and its own, as deltas where Kafka stores deltas', () => {
  const [batch] = logBatches([{ from: 10, to: 12, epoch: 3 }])
  const record = batch?.records[1]
  if (batch === undefined || record === undefined) throw new Error('the batch has two records')
  const rows = fieldsOf(batchFields(batch, record))
  const valueOf = (path: string) => rows.find((row) => row.path === path)?.value
  expect(valueOf('/baseOffset')).toBe('10')
  expect(valueOf('/lastOffsetDelta')).toBe('1')
  expect(valueOf('/partitionLeaderEpoch')).toBe('3')
  expect(valueOf('/batchLength')).toBe(String(batch.sizeInBytes - 12))
  expect(valueOf('/record/offsetDelta')).toBe('1')
  expect(valueOf('/record/value')).toBe('value 11')
})

test('a message is of an API with its key and versions; a metadata fetch is a Fetch', () => {
  expect(rangeOf('Produce')).toMatchObject({ key: 0, max: 13 })
  expect(rangeOf('FetchMetadata')).toEqual(rangeOf('Fetch'))
  expect(rangeOf('Vote')?.key).toBe(52)
  expect(rangeOf('NoSuchApi')).toBeNull()
})
