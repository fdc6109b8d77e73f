import { javaHashCode } from '~/base/integers'
import { javaReal } from '~/base/javaReal'
import { utf8Bytes } from '~/kafka/protocol/utf8'

/** What a deserializer makes of bytes, as Java prints it; or the exception with what caused it. */
export type Deserialized =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly trace: readonly string[] }

type Deserializer = (text: string) => Deserialized

const PACKAGE = 'org.apache.kafka.common.serialization.'
const SERIALIZATION = 'org.apache.kafka.common.errors.SerializationException'

function done(text: string): Deserialized {
  return { ok: true, text }
}

function failed(...trace: readonly string[]): Deserialized {
  return { ok: false, trace }
}

/** A number of a fixed size. `said`: the class in Kafka's message. */
function fixed(size: number, said: string, read: (view: DataView) => string): Deserializer {
  return (text) => {
    const bytes = Uint8Array.from(utf8Bytes(text))
    if (bytes.length === size) return done(read(new DataView(bytes.buffer)))
    return failed(`${SERIALIZATION}: Size of data received by ${said} is not ${size}`)
  }
}

/** The fewest digits that are this number among those of 32 bits. */
function shortestFloat(value: number): string {
  const view = new DataView(new ArrayBuffer(4))
  const asFloat = (text: string) => {
    view.setFloat32(0, Number(text))
    return view.getFloat32(0)
  }
  for (let digits = 1; digits < 10; digits += 1) {
    const text = String(Number(value.toPrecision(digits)))
    if (asFloat(text) === value) return text
  }
  return String(value)
}

function boolean(text: string): Deserialized {
  const bytes = utf8Bytes(text)
  const [byte] = bytes
  if (bytes.length !== 1) {
    return failed(`${SERIALIZATION}: Size of data received by BooleanDeserializer is not 1`)
  }
  if (byte === 0 || byte === 1) return done(String(byte === 1))
  return failed(`${SERIALIZATION}: Unexpected byte received: ${byte ?? 0}`)
}

/** Java: UUID.fromString, which fills up groups that are too short. */
function uuid(text: string): Deserialized {
  const groups = text.split('-')
  if (
    groups.length !== 5 ||
    text.length > 36 ||
    groups.some((group) => !/^[\da-f]+$/i.test(group))
  ) {
    const cause = `Caused by: java.lang.IllegalArgumentException: Invalid UUID string: ${text}`
    return failed(`${SERIALIZATION}: Error parsing data into UUID`, cause)
  }
  const sizes = [8, 4, 4, 4, 12]
  const filled = groups.map((group, index) => {
    const size = sizes[index] ?? 0
    return group.toLowerCase().padStart(size, '0').slice(-size)
  })
  return done(filled.join('-'))
}

/** Kafka: Bytes.toString. */
function printable(text: string): Deserialized {
  const shown = utf8Bytes(text).map((byte) => {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x5c
    const hex = byte.toString(16).toUpperCase().padStart(2, '0')
    return isPlain ? String.fromCharCode(byte) : `\\x${hex}`
  })
  return done(shown.join(''))
}

const DESERIALIZERS: Readonly<Record<string, Deserializer>> = {
  String: done,
  Integer: fixed(4, 'IntegerDeserializer', (view) => String(view.getInt32(0))),
  Long: fixed(8, 'LongDeserializer', (view) => String(view.getBigInt64(0))),
  Short: fixed(2, 'ShortDeserializer', (view) => String(view.getInt16(0))),
  Float: fixed(4, 'Deserializer', (view) => {
    const value = view.getFloat32(0)
    return javaReal(value, shortestFloat(value))
  }),
  Double: fixed(8, 'Deserializer', (view) => javaReal(view.getFloat64(0))),
  Boolean: boolean,
  UUID: uuid,
  Bytes: printable,
  ByteBuffer: (text) => {
    const size = utf8Bytes(text).length
    return done(`java.nio.HeapByteBuffer[pos=0 lim=${size} cap=${size}]`)
  },
  // Java prints an array by its identity; here one that is always the same.
  ByteArray: (text) => done(`[B@${(javaHashCode(text) >>> 0).toString(16)}`),
  Void: () =>
    failed('java.lang.IllegalArgumentException: Data should be null for a VoidDeserializer.'),
}

/** A deserializer by the name of its class; null: there is no such class. Kafka: clients' serialization. */
export function deserializerOf(javaClass: string): Deserializer | null {
  const name = javaClass.startsWith(PACKAGE) ? javaClass.slice(PACKAGE.length) : ''
  const key = name.endsWith('Deserializer') ? name.slice(0, -'Deserializer'.length) : ''
  return Object.hasOwn(DESERIALIZERS, key) ? (DESERIALIZERS[key] ?? null) : null
}
