import { BASE64 } from '~/base/base64'
import { bigEndian } from '~/base/bigEndian'
import { crc32c } from '~/base/crc32c'
import type { WireField, WireRecord } from './metadataWire'
import { utf8Bytes } from './utf8'

type Bytes = readonly number[]

function float(value: number): Bytes {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return Array.from({ length: 8 }, (_, index) => view.getUint8(index))
}

function unsignedVarint(value: number): Bytes {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...bytes, rest]
}

/** A zig-zag varint. */
const varint = (value: number) => unsignedVarint(value >= 0 ? value * 2 : -value * 2 - 1)

/** Base64, also with the digits that ids have. */
function fromBase64(text: string): Bytes {
  const digits = [...text.replaceAll('=', '')].map((digit) =>
    BASE64.indexOf(digit === '-' ? '+' : digit === '_' ? '/' : digit),
  )
  const bytes: number[] = []
  let [bits, count] = [0, 0]
  for (const digit of digits) {
    bits = ((bits << 6) | digit) & 0xfff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes.push((bits >> count) & 0xff)
  }
  return bytes
}

const WIDTHS: Readonly<Partial<Record<WireField['type'], number>>> = {
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint16: 2,
}

/** Texts and lists begin with their length and one more (compact); null is 0. */
function valueBytes({ type, value }: WireField): Bytes {
  const width = WIDTHS[type]
  if (typeof value === 'boolean') return [value ? 1 : 0]
  if (typeof value === 'number')
    return type === 'float64' ? float(value) : bigEndian(value, width ?? 4)
  if (value === null) return [0]
  if (typeof value === 'string') {
    if (type === 'uuid') return uuid(value)
    const bytes = type === 'bytes' ? fromBase64(value) : utf8Bytes(value)
    return [...unsignedVarint(bytes.length + 1), ...bytes]
  }
  const head = type === 'struct' ? [] : unsignedVarint(value.length + 1)
  return [...head, ...value.flatMap(itemBytes)]
}

function itemBytes(item: number | string | readonly WireField[]): Bytes {
  if (typeof item === 'number') return bigEndian(item, 4)
  return typeof item === 'string' ? uuid(item) : structBytes(item)
}

function uuid(text: string): Bytes {
  const bytes = fromBase64(text).slice(0, 16)
  return [...bytes, ...Array.from({ length: 16 - bytes.length }, () => 0)]
}

/** A struct with its tagged fields at the end. Kafka: the generated write of a flexible message. */
function structBytes(fields: readonly WireField[]): Bytes {
  const tagged = fields.flatMap((field) => (field.tag === undefined ? [] : [[field.tag, field]]))
  const plain = fields.filter(({ tag }) => tag === undefined)
  return [
    ...plain.flatMap(valueBytes),
    ...unsignedVarint(tagged.length),
    ...fields.flatMap((field) => {
      if (field.tag === undefined) return []
      const bytes = valueBytes(field)
      return [...unsignedVarint(field.tag), ...unsignedVarint(bytes.length), ...bytes]
    }),
  ]
}

/** A record's key: none, or of a control record its version and type. Kafka: ControlRecordType.recordKey. */
function keyBytes({ isControl, key }: WireRecord): Bytes | null {
  return isControl ? [...bigEndian(0, 2), ...bigEndian(key, 2)] : null
}

/** A record's value: its frame (1, api key, version) and its fields. Kafka: MetadataRecordSerde. */
function bodyBytes({ isControl, key, version, fields }: WireRecord): Bytes {
  const body = structBytes(fields)
  if (isControl) return body
  return [1, ...unsignedVarint(key), ...unsignedVarint(version), ...body]
}

/** Bytes of a record's key and value; a key of -1: there is none. */
export function wireSizes(record: WireRecord): { readonly key: number; readonly value: number } {
  return { key: keyBytes(record)?.length ?? -1, value: bodyBytes(record).length }
}

function recordBytes(record: WireRecord, index: number): Bytes {
  const [key, value] = [keyBytes(record), bodyBytes(record)]
  const body = [
    0,
    ...varint(0),
    ...varint(index),
    ...varint(key === null ? -1 : key.length),
    ...(key ?? []),
    ...varint(value.length),
    ...value,
    ...varint(0),
  ]
  return [...varint(body.length), ...body]
}

/** A batch of the metadata log or of a snapshot. */
export interface WireBatch {
  readonly baseOffset: number
  readonly epoch: number
  /** ms since 1970. */
  readonly timestampMs: number
  readonly records: readonly WireRecord[]
}

/** A batch as it stands on disk, and the checksum in it. Kafka: DefaultRecordBatch.writeHeader. */
export function encodeWireBatch({ baseOffset, epoch, timestampMs, records }: WireBatch): {
  readonly bytes: Bytes
  readonly checksum: number
} {
  const isControl = records.some((record) => record.isControl)
  const checked = [
    ...bigEndian(isControl ? 0x20 : 0, 2),
    ...bigEndian(records.length - 1, 4),
    ...bigEndian(timestampMs, 8),
    ...bigEndian(timestampMs, 8),
    // No producer: its id, epoch and first sequence.
    ...bigEndian(-1, 8),
    ...bigEndian(-1, 2),
    ...bigEndian(-1, 4),
    ...bigEndian(records.length, 4),
    ...records.flatMap(recordBytes),
  ]
  const checksum = crc32c(checked)
  const rest = [...bigEndian(epoch, 4), 2, ...bigEndian(checksum, 4), ...checked]
  return { bytes: [...bigEndian(baseOffset, 8), ...bigEndian(rest.length, 4), ...rest], checksum }
}
