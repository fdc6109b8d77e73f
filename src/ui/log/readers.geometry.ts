import type { ReaderView } from '~/views/partitionLogView'
import type { Scale } from './scale.geometry'
import type { StripWords } from './stripWords'
import type { TextMark } from '../kit/text/text.geometry'
import { textWidth } from '../kit/text/text.geometry'

/** A reader's place under the axis: what it will read next, what it has committed, its lag. */
export interface ReaderMark {
  readonly reader: ReaderView
  readonly y: number
  /** ▲ */
  readonly positionX: number | null
  /** △ */
  readonly committedX: number | null
  readonly labels: readonly TextMark[]
  /** From committed to what it may see. */
  readonly brace: { readonly from: number; readonly to: number; readonly label: TextMark } | null
}

/** Height of one reader's lane, px. */
export const LANE_HEIGHT = 29

interface ReaderPlace {
  readonly scale: Scale
  readonly top: number
  readonly words: StripWords
}

/** One lane a reader, so that their texts never meet. */
export function layoutReaders(
  readers: readonly ReaderView[],
  place: ReaderPlace,
): readonly ReaderMark[] {
  return readers.map((reader, lane) => layoutReader(reader, place, place.top + lane * LANE_HEIGHT))
}

function layoutReader(reader: ReaderView, place: ReaderPlace, y: number): ReaderMark {
  const { scale } = place
  const { position, committed } = reader
  const seen = (offset: number | null) =>
    offset !== null && scale.sees(offset) ? scale.x(offset) : null
  return {
    reader,
    y,
    positionX: seen(position),
    committedX: seen(committed),
    labels: labelsOf(reader, place, y),
    brace: braceOf(reader, place, y),
  }
}

interface Named {
  readonly offset: number
  readonly text: string
}

function namesOf({ position, committed, label }: ReaderView, words: StripWords): readonly Named[] {
  const reads =
    position === null ? [] : [{ offset: position, text: words.position(label, position) }]
  const has =
    committed === null
      ? []
      : [{ offset: committed, text: words.committed(position === null ? label : null, committed) }]
  return [...has, ...reads].toSorted((a, b) => a.offset - b.offset)
}

/** A name stands so far from its offset, px: clear of both triangles. */
const BESIDE = 14

/** The lower of the two is named to its left, the higher to its right. */
function labelsOf(reader: ReaderView, place: ReaderPlace, y: number): readonly TextMark[] {
  const { scale, words } = place
  const names = namesOf(reader, words)
  const boxes: { readonly from: number; readonly to: number; readonly mark: TextMark }[] = []
  names.forEach(({ offset, text }, index) => {
    const isLeft = names.length === 2 && index === 0
    const width = textWidth(text, 12)
    const x = scale.x(offset)
    const wanted = isLeft ? x - BESIDE - width : x + BESIDE
    const isAway = !scale.sees(offset)
    const arrow = x < scale.left ? `‹ ${text}` : isAway ? `${text} ›` : text
    const room = textWidth(arrow, 12)
    const from = isAway
      ? x < scale.left
        ? scale.left + 2
        : scale.right - room - 4
      : Math.max(4, Math.min(wanted, scale.right - width - 4))
    const hides = boxes.some((box) => from < box.to + 8 && box.from < from + room + 8)
    const covers =
      reader.position !== null &&
      marksOf(reader, scale).some((at) => at > from - 7 && at < from + room + 7)
    if (hides || covers) return
    // It ends beside its triangle, however wide a browser draws it.
    const ends = isLeft && from === wanted
    const at = ends
      ? ({ x: x - BESIDE, anchor: 'end' } as const)
      : ({ x: from, anchor: 'start' } as const)
    boxes.push({ from, to: from + room, mark: { ...at, y: y + 11, text: arrow } })
  })
  return boxes.map(({ mark }) => mark)
}

/** Where triangles stand. */
function marksOf({ position, committed }: ReaderView, scale: Scale): readonly number[] {
  return [position, committed].flatMap((offset) =>
    offset !== null && scale.sees(offset) ? [scale.x(offset)] : [],
  )
}

function braceOf(
  reader: ReaderView,
  { scale, words }: ReaderPlace,
  y: number,
): ReaderMark['brace'] {
  const { committed, visibleEnd } = reader
  if (committed === null || visibleEnd <= committed) return null
  const from = Math.max(scale.left, scale.x(committed))
  const to = Math.min(scale.right, scale.x(visibleEnd))
  if (to <= from) return null
  const text = words.lag(visibleEnd - committed)
  const width = textWidth(text, 12)
  const fits = width + 16 <= to - from
  const x = fits ? (from + to) / 2 : Math.min(to + 6, scale.right - width - 4)
  return { from, to, label: { x, y: y + 25, text, anchor: fits ? 'middle' : 'start' } }
}
