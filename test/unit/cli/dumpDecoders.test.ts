import { expect, test } from 'vitest'
import { parseRecord } from '~/cli/dumpDecoders'
import { dumpLogTool } from '~/cli/dumpLog'
import { parseOptions } from '~/cli/options'

const parse = (option: string, key: string | null, value: string | null) =>
  parseRecord(parseOptions(dumpLogTool.options, option.split(' ')), { key, value, offset: 7 })

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
