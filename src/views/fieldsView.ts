import type { LogBatchView, LogRecordView } from './partitionLogView'

/** One field of a request, a response or a record, as Kafka names it. */
export interface FieldRow {
  readonly name: string
  readonly value: string
  /** How deep it is nested, from 0. */
  readonly depth: number
  /** Its name behind those of its owners. */
  readonly path: string
}

/** A field beside that of the one before of its kind. */
export interface ComparedField extends FieldRow {
  /** Its value there where it is another one; null: it was not there; undefined: the same. */
  readonly was?: string | null
}

/** Base offset and length stand before what the length counts. Kafka: Records.LOG_OVERHEAD. */
const BATCH_OVERHEAD = 12

/** A message of so many fields is cut off there. */
const ROWS = 200

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}

function add(
  rows: FieldRow[],
  name: string,
  { value, depth, owner }: { value: unknown; depth: number; owner: string },
): void {
  if (rows.length >= ROWS) return
  const text = textOf(value)
  const path = `${owner}/${name}`
  if (text !== null) {
    rows.push({ name, value: text, depth, path })
    return
  }
  if (typeof value !== 'object' || value === null) return
  const children = Array.isArray(value)
    ? value.map((item, at): readonly [string, unknown] => [`${name}[${at}]`, item])
    : Object.entries(value)
  rows.push({ name, value: Array.isArray(value) ? `${value.length}` : '', depth, path })
  for (const [child, item] of children) {
    add(rows, child, { value: item, depth: depth + 1, owner: path })
  }
}

/** The fields of a value, nested ones below their owner. */
export function fieldsOf(value: object): readonly FieldRow[] {
  const rows: FieldRow[] = []
  for (const [name, item] of Object.entries(value))
    add(rows, name, { value: item, depth: 0, owner: '' })
  return rows
}

/** Fields with what they were in the one before of its kind; null: there is none to compare with. */
export function comparedFields(
  rows: readonly FieldRow[],
  before: readonly FieldRow[] | null,
): readonly ComparedField[] {
  if (before === null) return rows
  const old = new Map(before.map(({ path, value }) => [path, value]))
  return rows.map((row) => {
    const was = old.get(row.path) ?? null
    return was === row.value ? row : { ...row, was }
  })
}

/** A batch and one of its records by the names of their fields. Kafka: DefaultRecordBatch, DefaultRecord. */
export function batchFields(batch: LogBatchView, record: LogRecordView): object {
  const { baseOffset, lastOffset, leaderEpoch, records } = batch
  return {
    baseOffset,
    batchLength: batch.sizeInBytes - BATCH_OVERHEAD,
    partitionLeaderEpoch: leaderEpoch,
    magic: 2,
    isControlBatch: batch.isControl,
    lastOffsetDelta: lastOffset - baseOffset,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    recordsCount: records.length,
    record: {
      timestamp: record.timestampMs,
      offsetDelta: record.offset - baseOffset,
      key: record.key,
      value: record.value,
      headers: record.headers,
    },
  }
}
