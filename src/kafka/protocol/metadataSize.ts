import type { MetadataRecord } from './metadataRecords'
import type { WireField, WireRecord } from './metadataWire'
import { wireOf } from './metadataWire'
import { BATCH_OVERHEAD } from './recordSize'
import { utf8Bytes } from './utf8'

/** Bytes of an unsigned varint. Kafka: ByteUtils.sizeOfUnsignedVarint. */
function unsignedVarint(value: number): number {
  let size = 1
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1
  return size
}

/** Bytes of a zig-zag varint of a number that is not negative. */
const varint = (value: number) => unsignedVarint(value * 2)

const FIXED: Readonly<Partial<Record<WireField['type'], number>>> = {
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint16: 2,
  float64: 8,
  boolean: 1,
  uuid: 16,
}

/** Bytes of one value; lists and texts begin with their length and one more (compact). */
function valueSize({ type, value }: WireField): number {
  const fixed = FIXED[type]
  if (fixed !== undefined) return fixed
  if (value === null) return 1
  if (type === 'bytes' && typeof value === 'string') {
    const length = Math.floor((value.replaceAll('=', '').length * 3) / 4)
    return unsignedVarint(length + 1) + length
  }
  if (typeof value === 'string') {
    const { length } = utf8Bytes(value)
    return unsignedVarint(length + 1) + length
  }
  if (!Array.isArray(value)) return 0
  const head = unsignedVarint(value.length + 1)
  if (type === 'int32s') return head + 4 * value.length
  if (type === 'uuids') return head + 16 * value.length
  const rows = value as readonly (readonly WireField[])[]
  if (type === 'struct') return structSize(rows[0] ?? [])
  return rows.reduce((sum, row) => sum + structSize(row), head)
}

/** Bytes of a struct with its tagged fields. Kafka: the generated addSize of a flexible message. */
function structSize(fields: readonly WireField[]): number {
  let size = 0
  let count = 0
  for (const field of fields) {
    const bytes = valueSize(field)
    if (field.tag === undefined) size += bytes
    else {
      size += unsignedVarint(field.tag) + unsignedVarint(bytes) + bytes
      count += 1
    }
  }
  return size + unsignedVarint(count)
}

/** Bytes of a record's value: its frame (1, api key, version) and its fields. MetadataRecordSerde. */
function wireValueSize({ key, version, isControl, fields }: WireRecord): number {
  const body = structSize(fields)
  return isControl ? body : 1 + unsignedVarint(key) + unsignedVarint(version) + body
}

/** Bytes of a control record's key: version and type. Kafka: ControlRecordType. */
const CONTROL_KEY_SIZE = 4

/** Bytes of a record of a batch, `index` from its first. Kafka: DefaultRecord.sizeInBytes. */
function recordSize(record: WireRecord, index: number): number {
  const value = wireValueSize(record)
  const key = record.isControl ? varint(CONTROL_KEY_SIZE) + CONTROL_KEY_SIZE : 1
  // Attributes, the difference of the timestamps (none), of the offsets; no headers.
  const body = 1 + 1 + varint(index) + key + varint(value) + value + 1
  return varint(body) + body
}

/** Bytes of a batch of such records, uncompressed. Kafka: DefaultRecordBatch.sizeInBytes. */
export function wireBatchSize(records: readonly WireRecord[]): number {
  return records.reduce((sum, record, index) => sum + recordSize(record, index), BATCH_OVERHEAD)
}

/** A batch of one NoOpRecord, which most of an idle log is. */
const NO_OP_BATCH = wireBatchSize([wireOf({ type: 'NoOpRecord' })])

/** Bytes of a batch of the metadata log. */
export function metadataBatchSize(records: readonly MetadataRecord[]): number {
  if (records.length === 1 && records[0]?.type === 'NoOpRecord') return NO_OP_BATCH
  return wireBatchSize(records.map(wireOf))
}
