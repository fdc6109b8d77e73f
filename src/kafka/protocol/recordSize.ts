import type { KafkaRecord, RecordHeader } from './records'

/** Bytes of a batch before its records, magic 2. Kafka: DefaultRecordBatch.RECORD_BATCH_OVERHEAD. */
export const BATCH_OVERHEAD = 61

/** Bytes of a text in UTF-8; a lone surrogate is written as three, as Java writes '?'. */
function utf8Length(text: string): number {
  let size = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    if (point >= 0xd800 && point <= 0xdfff) size += 1
    else size += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return size
}

/** Bytes of a zig-zag varint of a safe integer. Kafka: ByteUtils.sizeOfVarlong. */
function varintSize(value: number): number {
  return unsignedVarintSize(value >= 0 ? value * 2 : -value * 2 - 1)
}

/** Bytes of a varint of a number that is not negative. Kafka: ByteUtils.sizeOfUnsignedVarint. */
export function unsignedVarintSize(value: number): number {
  let rest = value
  let size = 1
  while (rest >= 0x80) {
    rest = Math.floor(rest / 0x80)
    size += 1
  }
  return size
}

/** So many bytes behind their number; -1: null, which is that number alone. */
const fieldSize = (bytes: number) => varintSize(bytes) + Math.max(0, bytes)

function textSize(text: string | null): number {
  return fieldSize(text === null ? -1 : utf8Length(text))
}

function headerSize(header: RecordHeader): number {
  return textSize(header.key) + textSize(header.value)
}

/** A record as it stands in a batch, before its offsets are known. */
export type SizedRecord = Pick<KafkaRecord, 'key' | 'value' | 'headers'> & {
  readonly offsetDelta: number
  readonly timestampDelta: number
}

/** Bytes of one record, its length prefix included. Kafka: DefaultRecord.sizeInBytes. */
export function recordSize(record: SizedRecord): number {
  const fields =
    textSize(record.key) +
    textSize(record.value) +
    varintSize(record.headers.length) +
    record.headers.reduce((size, header) => size + headerSize(header), 0)
  return framedSize(record.timestampDelta, record.offsetDelta, fields)
}

/** The fields of a record behind its attributes and deltas, and its length before all of them. */
function framedSize(timestampDelta: number, offsetDelta: number, fields: number): number {
  const body = 1 + varintSize(timestampDelta) + varintSize(offsetDelta) + fields
  return varintSize(body) + body
}

/** Length, attributes and deltas of a record at their largest. DefaultRecord.MAX_RECORD_OVERHEAD. */
const MAX_RECORD_OVERHEAD = 21

/**
 * Bytes that a record may need at most, before its place in a batch is known.
 * Kafka: DefaultRecord.recordSizeUpperBound.
 */
export function sizeUpperBound(record: Pick<KafkaRecord, 'key' | 'value' | 'headers'>): number {
  const { key, value, headers } = record
  const fields = textSize(key) + textSize(value) + varintSize(headers.length)
  return headers.reduce((size, header) => size + headerSize(header), MAX_RECORD_OVERHEAD + fields)
}

/** Bytes of a whole batch. */
export function batchSize(
  records: readonly Pick<KafkaRecord, 'key' | 'value' | 'headers' | 'timestampMs'>[],
): number {
  const base = records[0]?.timestampMs ?? 0
  return records.reduce(
    (size, record, offsetDelta) =>
      size + recordSize({ ...record, offsetDelta, timestampDelta: record.timestampMs - base }),
    BATCH_OVERHEAD,
  )
}

/**
 * Bytes of a batch of records that are all of one instant and whose keys and values are given by
 * their bytes, -1 for null.
 */
export function plainBatchSize(
  records: readonly { readonly keySize: number; readonly valueSize: number }[],
): number {
  const noHeaders = varintSize(0)
  return records.reduce((sum, { keySize, valueSize }, offsetDelta) => {
    const fields = fieldSize(keySize) + fieldSize(valueSize) + noHeaders
    return sum + framedSize(0, offsetDelta, fields)
  }, BATCH_OVERHEAD)
}
