import type { LogBatchView, LogRecordView } from '~/views/partitionLogView'
import type { Scale } from './scale.geometry'

/** One record, or at ribbon width one batch, as a box. */
export interface CellMark {
  readonly offset: number
  readonly x: number
  readonly width: number
  /** What stands in it: key initial or value, `∅` for a tombstone, `C` for a control record. */
  readonly text: string
  /** Letter of the key's colour, or null without a key. */
  readonly keyColour: string | null
  readonly isCommitted: boolean
  readonly kind: 'record' | 'tombstone' | 'control' | 'gap'
  readonly isUndecided: boolean
  readonly batch: LogBatchView
  readonly record: LogRecordView | null
}

interface CellPlace {
  readonly scale: Scale
  /** Offsets below are committed, as this replica knows. */
  readonly committedBelow: number
}

const KEY_COLOURS = 'abcdefgh'
const TEXT_LENGTH = 3

/** The colour of a key: the letters A to H their own, other keys by their characters. */
function keyColour(key: string): string {
  const own = /^[A-H]$/i.exec(key)
  if (own !== null) return key.toLowerCase()
  let sum = 0
  for (const character of key) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 8_191
  return KEY_COLOURS.charAt(sum % KEY_COLOURS.length)
}

/** What stands in a cell: short texts whole, of a long one its first character. */
function cellText(record: Pick<LogRecordView, 'key' | 'value'>): string {
  const text = record.key ?? record.value ?? ''
  const characters = [...text]
  return characters.length <= TEXT_LENGTH ? text : (characters[0] ?? '')
}

/** The boxes of the batches that are seen; cells of a batch touch, batches stand 2 px apart. */
export function cellsOf(batches: readonly LogBatchView[], place: CellPlace): readonly CellMark[] {
  const { scale } = place
  const isSeen = (from: number, to: number) =>
    scale.x(to) > scale.left && scale.x(from) < scale.right
  return batches
    .filter(({ baseOffset, lastOffset }) => isSeen(baseOffset, lastOffset + 1))
    .flatMap((batch) => (scale.cell === 3 ? [ribbon(batch, place)] : cells(batch, place)))
    .filter((cell) => cell.x + cell.width > scale.left && cell.x < scale.right)
}

function ribbon(batch: LogBatchView, { scale, committedBelow }: CellPlace): CellMark {
  const count = batch.lastOffset + 1 - batch.baseOffset
  return {
    offset: batch.baseOffset,
    x: scale.x(batch.baseOffset),
    width: Math.max(2, count * scale.cell - 1),
    text: '',
    keyColour: null,
    isCommitted: batch.baseOffset < committedBelow,
    kind: batch.isControl ? 'control' : 'record',
    isUndecided: batch.isUndecided,
    batch,
    record: batch.records[0] ?? null,
  }
}

function cells(batch: LogBatchView, { scale, committedBelow }: CellPlace): readonly CellMark[] {
  const byOffset = new Map(batch.records.map((record) => [record.offset, record]))
  const found: CellMark[] = []
  for (let offset = batch.baseOffset; offset <= batch.lastOffset; offset += 1) {
    const record = byOffset.get(offset) ?? null
    const isFirst = offset === batch.baseOffset
    const isLast = offset === batch.lastOffset
    const kind = kindOf(batch, record)
    found.push({
      offset,
      x: scale.x(offset) + (isFirst ? 1 : 0),
      width: scale.cell - (isFirst ? 1 : 0) - (isLast ? 1 : 0),
      text:
        kind === 'tombstone'
          ? '∅'
          : kind === 'control'
            ? 'C'
            : record === null
              ? ''
              : cellText(record),
      keyColour:
        record === null || record.key === null || batch.isControl ? null : keyColour(record.key),
      isCommitted: offset < committedBelow,
      kind,
      isUndecided: batch.isUndecided,
      batch,
      record,
    })
  }
  return found
}

/** An offset of a batch without its record was compacted away. */
function kindOf(batch: LogBatchView, record: LogRecordView | null): CellMark['kind'] {
  if (batch.isControl) return 'control'
  if (record === null) return 'gap'
  return record.value === null && record.key !== null ? 'tombstone' : 'record'
}
