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

function textSize(text: string | null): number {
  if (text === null) return varintSize(-1)
  const length = utf8Length(text)
  return varintSize(length) + length
}

function headerSize(header: RecordHeader): number {
  const key = utf8Length(header.key)
  return varintSize(key) + key + textSize(header.value)
}

/** A record as it stands in a batch, before its offsets are known. */
export type SizedRecord = Pick<KafkaRecord, 'key' | 'value' | 'headers'> & {
  readonly offsetDelta: number
  readonly timestampDelta: number
}

/** Bytes of one record, its length prefix included. Kafka: DefaultRecord.sizeInBytes. */
export function recordSize(record: SizedRecord): number {
  const body =
    1 +
    varintSize(record.timestampDelta) +
    varintSize(record.offsetDelta) +
    textSize(record.key) +
    textSize(record.value) +
    varintSize(record.headers.length) +
    record.headers.reduce((size, header) => size + headerSize(header), 0)
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
  const fieldSize = (size: number) => varintSize(size) + Math.max(0, size)
  return records.reduce((sum, { keySize, valueSize }, offsetDelta) => {
    const attributes = 1
    const [timestamp, headers] = [varintSize(0), varintSize(0)]
    const fixed = attributes + timestamp + varintSize(offsetDelta) + headers
    const body = fixed + fieldSize(keySize) + fieldSize(valueSize)
    return sum + varintSize(body) + body
  }, BATCH_OVERHEAD)
}
