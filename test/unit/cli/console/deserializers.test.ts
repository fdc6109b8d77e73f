import { expect, test } from 'vitest'
import { deserializerOf } from '~/cli/console/deserializers'

const read = (name: string, text: string) =>
  deserializerOf(`org.apache.kafka.common.serialization.${name}Deserializer`)?.(text)

test.each([
  ['String', 'abc', 'abc'],
  ['Integer', 'abcd', '1633837924'],
  ['Short', 'ab', '24930'],
  ['Long', 'abcdefgh', '7017280452245743464'],
  ['Float', 'ABCD', '12.141422'],
  ['Double', 'ABCDEFGH', '2393736.541207228'],
  ['Boolean', '\u0001', 'true'],
  ['UUID', '1-2-3-4-5', '00000001-0002-0003-0004-000000000005'],
  ['Bytes', 'a\\é', 'a\\x5C\\xC3\\xA9'],
  ['ByteBuffer', 'abc', 'java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]'],
])('X-32 %s reads %j as Java does', (name, text, shown) => {
  expect(read(name, text)).toEqual({ ok: true, text: shown })
})

test.each([
  ['Long', 'abc', 'Size of data received by LongDeserializer is not 8'],
  ['Float', 'abc', 'Size of data received by Deserializer is not 4'],
  ['Boolean', 'x', 'Unexpected byte received: 120'],
  ['UUID', 'abc', 'Error parsing data into UUID'],
])('X-32 %s refuses %j', (name, text, why) => {
  const { trace } = read(name, text) as { readonly trace: readonly string[] }
  expect(trace[0]).toBe(`org.apache.kafka.common.errors.SerializationException: ${why}`)
})

test('X-32 a class that is not there is none', () => {
  expect(deserializerOf('no.such.Deserializer')).toBeNull()
  expect(deserializerOf('org.apache.kafka.common.serialization.toStringDeserializer')).toBeNull()
})
