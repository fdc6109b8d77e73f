import { crc32c } from '~/base/crc32c'
import type { KafkaRecord, RecordBatch } from './records'
import { utf8Bytes } from './utf8'

/** A whole number in so many bytes, big-endian two's complement. */
function int(value: number, size: number): readonly number[] {
  const big = BigInt.asUintN(8 * size, BigInt(value))
  return Array.from({ length: size }, (_, index) =>
    Number((big >> BigInt(8 * (size - 1 - index))) & 0xffn),
  )
}

/** A zig-zag varint of a safe integer. */
function varint(value: number): readonly number[] {
  const bytes: number[] = []
  let rest = value >= 0 ? value * 2 : -value * 2 - 1
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...bytes, rest]
}

function text(value: string | null): readonly number[] {
  if (value === null) return varint(-1)
  const bytes = utf8Bytes(value)
  return [...varint(bytes.length), ...bytes]
}

function encodeRecord(record: KafkaRecord, batch: RecordBatch): readonly number[] {
  const body = [
    0,
    ...varint(record.timestampMs - batch.baseTimestampMs),
    ...varint(record.offset - batch.baseOffset),
    ...text(record.key),
    ...text(record.value),
    ...varint(record.headers.length),
    ...record.headers.flatMap(({ key, value }) => [...text(key), ...text(value)]),
  ]
  return [...varint(body.length), ...body]
}

/** Attribute bits of an uncompressed batch. Kafka: DefaultRecordBatch.computeAttributes. */
function attributes(batch: RecordBatch): number {
  return (
    (batch.timestampType === 'LogAppendTime' ? 0x08 : 0) |
    (batch.isTransactional ? 0x10 : 0) |
    (batch.isControl ? 0x20 : 0)
  )
}

/** A batch as it stands on disk, and the checksum in it. Kafka: DefaultRecordBatch.writeHeader. */
export function encodeBatch(batch: RecordBatch): {
  readonly bytes: readonly number[]
  readonly checksum: number
} {
  const checked = [
    ...int(attributes(batch), 2),
    ...int(batch.lastOffset - batch.baseOffset, 4),
    ...int(batch.baseTimestampMs, 8),
    ...int(batch.maxTimestampMs, 8),
    ...int(batch.producerId, 8),
    ...int(batch.producerEpoch, 2),
    ...int(batch.baseSequence, 4),
    ...int(batch.records.length, 4),
    ...batch.records.flatMap((record) => encodeRecord(record, batch)),
  ]
  const checksum = crc32c(checked)
  const rest = [...int(batch.leaderEpoch, 4), 2, ...int(checksum, 4), ...checked]
  return { bytes: [...int(batch.baseOffset, 8), ...int(rest.length, 4), ...rest], checksum }
}
