import type { RecordBatch } from './records'
import type { Body } from './rpc'

/** What a request or an answer needs besides records: header, names, numbers. MODEL, S47. */
const FRAME_BYTES = 120

/** About how many bytes a request or an answer has: its batches, and a frame. */
export function bodySize(body: Body): number {
  if (body.api !== 'Produce' && body.api !== 'Fetch') return FRAME_BYTES
  let bytes = FRAME_BYTES
  for (const row of body.partitions) {
    if ('batch' in row) bytes += sizeOf([row.batch])
    if ('batches' in row) bytes += sizeOf(row.batches)
  }
  return bytes
}

function sizeOf(batches: readonly RecordBatch[]): number {
  return batches.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0)
}
