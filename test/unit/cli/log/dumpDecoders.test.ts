import { expect, test } from 'vitest'
import { parseRecord } from '~/cli/log/dumpDecoders'
import { dumpLogTool } from '~/cli/log/dumpLog'
import { parseOptions } from '~/cli/parse/options'
import { groupRecordWire } from '~/kafka/group/recordWire'

const parse = (option: string, key: string | null, value: string | null) =>
  parseRecord(parseOptions(dumpLogTool.options, option.split(' ')), {
    key,
    value,
    offset: 7,
    group: null,
  })

test('X-116 the decoder of metadata says what is wrong with a frame', () => {
  const payload = (value: string | null) => parse('--cluster-metadata-decoder', 'k', value).payload
  expect(payload('one')).toBe(
    'Error at 7, skipping. Could not deserialize metadata record due to unknown frame version 111(only frame version 1 is supported)',
  )
  expect(payload(null)).toBe('Error at 7, skipping. Error while reading frame version')
})

test('X-116 the decoder of offsets reads a type from the key', () => {
  expect(parse('--offsets-decoder', 'k1', 'v')).toEqual({
    key: 'Unknown record type 27441 at offset 7, skipping.',
    payload: null,
  })
  expect(() => parse('--offsets-decoder', null, 'v')).toThrow(
    'Failed to decode message at offset 7 using the specified decoder (message had a missing key)',
  )
})

test('X-116 classes decode keys and values; without a name it is text', () => {
  const decoders = 'org.apache.kafka.tools.api'
  expect(parse(`--value-decoder-class ${decoders}.IntegerDecoder`, 'k', 'abcd').payload).toBe(
    '1633837924',
  )
  expect(parse('--key-decoder-class --value-decoder-class', 'k', 'v')).toEqual({
    key: 'k',
    payload: 'v',
  })
  expect(() => parse('--value-decoder-class no.such', 'k', 'v')).toThrow('no.such')
})

test('X-116 of decoders the first in order is taken, and each names a bad frame in its way', () => {
  const remote = '--remote-log-metadata-decoder'
  expect(parse(remote, 'k', 'one').payload).toBe(
    'Error at offset 7, skipping. Could not deserialize metadata record due to unknown frame version 111(only frame version 1 is supported)',
  )
  expect(parse(remote, 'k', null).payload).toContain(
    'Cannot invoke "java.nio.ByteBuffer.remaining()"',
  )
  expect(parse(`--share-group-state-decoder ${remote}`, 'k', 'one').key).toBeNull()
  expect(parse(`${remote} --transaction-log-decoder`, 'k1', 'one').payload).toBeNull()
})

const wire = (key: string, value: string | null) => groupRecordWire({ key, value }, 'read')

test('X-116 a record of the group coordinator is known by its type to one decoder alone', () => {
  const options = (given: string) => parseOptions(dumpLogTool.options, [given])
  const key = JSON.stringify({ type: 'OffsetCommit', group: 'g', topic: 't', partition: 0 })
  const value = JSON.stringify({ offset: 3, leaderEpoch: 0, metadata: '', commitTimestampMs: 0 })
  const raw = { key, value, offset: 2, group: wire(key, value) }
  const keyBy = (given: string) => parseRecord(options(given), raw).key
  expect(keyBy('--transaction-log-decoder')).toBe('Unknown record type 1 at offset 2, skipping.')
  expect(keyBy('--share-group-state-decoder')).toBe(
    "Error at offset 2, skipping. Could not read record with version 1 from key's buffer due to: null.",
  )
  expect(keyBy('--offsets-decoder')).toBe(
    '{"type":"1","data":{"group":"g","topic":"t","partition":0}}',
  )
  expect(parseRecord(options('--cluster-metadata-decoder'), raw).payload).toContain(
    'with frame version 0.',
  )
})
