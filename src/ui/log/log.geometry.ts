import type { PartitionLogView, ReplicaLogView } from '~/views/partitionLogView'
import type { CellMark } from './cells.geometry'
import { cellsOf } from './cells.geometry'
import type { ReaderMark } from './readers.geometry'
import { LANE_HEIGHT, layoutReaders } from './readers.geometry'
import type { Scale, StripRoom } from './scale.geometry'
import { isNarrow, scaleOf } from './scale.geometry'
import type { StripNote, StripWords } from './stripWords'
import type { TextMark } from '../kit/text/text.geometry'
import { fitText, textWidth } from '../kit/text/text.geometry'

/** A flag of an offset. */
export interface FlagMark {
  readonly name: 'HW' | 'LEO' | 'LSO'
  readonly offset: number
  /** The line's place. */
  readonly x: number
  /** Left and top of the flag, and its width; flags are 11 px high. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly lineTo: number
}

/** A leader epoch as a band under a row. */
export interface BandMark {
  readonly x: number
  readonly width: number
  readonly epoch: number
  readonly isOdd: boolean
  readonly label: TextMark | null
}

/** The files of a log: where one ends and the next begins, and the one that is written to. */
export interface SegmentMarks {
  readonly borders: readonly number[]
  /** Over the cells of the active one; null: it is scrolled away. */
  readonly active: { readonly from: number; readonly to: number; readonly hasWord: boolean } | null
}

/** One replica's row. */
export interface RowMark {
  readonly replica: ReplicaLogView
  readonly y: number
  readonly standing: string
  readonly cells: readonly CellMark[]
  readonly ghosts: readonly CellMark[]
  readonly bands: readonly BandMark[]
  readonly flags: readonly FlagMark[]
  readonly segments: SegmentMarks
  /** Where the log begins; null when that is scrolled away. */
  readonly startX: number | null
  /** Where it begins to differ; null when it does not, or that is scrolled away. */
  readonly differsX: number | null
  readonly notes: readonly (TextMark & { readonly tone: StripNote['tone'] })[]
}

/** Everything that is drawn of one partition. */
export interface StripLayout {
  readonly width: number
  readonly height: number
  readonly plotLeft: number
  readonly axisY: number
  readonly ticks: readonly { readonly x: number; readonly label: string | null }[]
  readonly rows: readonly RowMark[]
  /** The leader's HW runs faintly across all rows. */
  readonly leaderHighWatermarkX: number | null
  readonly readers: readonly ReaderMark[]
}

const AXIS_Y = 30
const FIRST_ROW = 50
/** Flags, cells, band: the height of a row. */
const ROW = 58
const TIER = 13
const NOTE_LINE = 14
const FLAG = { HW: 24, LEO: 28, LSO: 26 } as const

/** Lays a partition's strips out: pure, so that a paused frame is always the same picture. */
export function layoutStrip(
  view: PartitionLogView,
  room: StripRoom,
  words: StripWords,
): StripLayout {
  const range = { from: view.startOffset, to: view.endOffset }
  const scale = scaleOf(range, room)
  const hasLso = view.replicas.some((one) => one.lastStableOffset < one.highWatermark)
  let y = FIRST_ROW + (hasLso ? TIER : 0)
  const rows = view.replicas.map((replica) => {
    const row = layoutRow(replica, { scale, y, words, leaderEpoch: view.leaderEpoch })
    const below = isNarrow(room.width) ? row.notes.length * NOTE_LINE : 0
    y += ROW + (hasLso ? TIER : 0) + below
    return row
  })
  const top = y - (hasLso ? TIER : 0) - 13
  const readers = layoutReaders(view.readers, { scale, top, words })
  const leader = view.replicas.find(({ standing }) => standing === 'leader')
  return {
    width: room.width,
    height: top + Math.max(8, readers.length * LANE_HEIGHT),
    plotLeft: scale.left,
    axisY: AXIS_Y,
    ticks: ticksOf(view, scale),
    rows,
    leaderHighWatermarkX:
      leader !== undefined && scale.sees(leader.highWatermark)
        ? scale.x(leader.highWatermark)
        : null,
    readers,
  }
}

/** Ticks at whole offsets (or tens, hundreds when they stand close), named every fifth. */
function ticksOf(view: PartitionLogView, scale: Scale): StripLayout['ticks'] {
  const step = scale.cell === 28 ? 1 : scale.cell === 12 ? 5 : 20
  const first =
    Math.ceil((view.startOffset + (scale.left - scale.x(view.startOffset)) / scale.cell) / step) *
    step
  const ticks: { x: number; label: string | null }[] = []
  for (let offset = first; scale.x(offset) <= scale.right - 4; offset += step) {
    const label = offset % (step * 5) === 0 ? String(offset) : null
    const fits = label === null || scale.x(offset) + textWidth(label, 12) / 2 < scale.right
    ticks.push({ x: scale.x(offset), label: fits ? label : null })
  }
  return ticks
}

interface RowPlace {
  readonly scale: Scale
  readonly y: number
  readonly words: StripWords
  /** The metadata's. */
  readonly leaderEpoch: number
}

function firstThatFits(texts: readonly string[], width: number): string {
  const whole = texts.find((text) => textWidth(text, 12) <= width)
  return whole ?? fitText(texts.at(-1) ?? '', { size: 12, width })
}

function layoutRow(replica: ReplicaLogView, place: RowPlace): RowMark {
  const { scale, y, words, leaderEpoch } = place
  const seen = (offset: number) => (scale.sees(offset) ? scale.x(offset) : null)
  return {
    replica,
    y,
    standing: firstThatFits(words.standing(replica, leaderEpoch), scale.left - 30),
    cells: cellsOf(replica.batches, { scale, committedBelow: replica.highWatermark }),
    ghosts: cellsOf(replica.cut?.batches ?? [], { scale, committedBelow: 0 }),
    bands: bandsOf(replica, place),
    segments: segmentsOf(replica, place),
    flags: flagsOf(replica, place),
    startX: seen(replica.logStartOffset),
    differsX: replica.differs === null ? null : seen(replica.differs.from),
    notes: notesOf(replica, place),
  }
}

function bandsOf(replica: ReplicaLogView, { scale, y }: RowPlace): readonly BandMark[] {
  const { epochs, logEndOffset, logStartOffset } = replica
  return epochs.flatMap(({ epoch, startOffset }, index): readonly BandMark[] => {
    const end = epochs[index + 1]?.startOffset ?? logEndOffset
    const x = Math.max(scale.left, scale.x(Math.max(startOffset, logStartOffset)))
    const width = Math.min(scale.right, scale.x(end)) - x - 1
    if (width <= 0) return []
    const text = `e${epoch}`
    const fits = textWidth(text, 11) + 6 <= width
    const label: TextMark = { x: x + 4, y: y + 39, text, anchor: 'start' }
    return [{ x, width, epoch, isOdd: epoch % 2 === 1, label: fits ? label : null }]
  })
}

function segmentsOf(replica: ReplicaLogView, { scale, words }: RowPlace): SegmentMarks {
  const { segments, logStartOffset, logEndOffset, highWatermark } = replica
  const borders = segments.starts
    .filter((base) => base > logStartOffset && scale.sees(base))
    .map((base) => scale.x(base))
  const from = Math.max(scale.left, scale.x(Math.max(segments.activeFrom, logStartOffset)))
  const to = Math.min(scale.right, scale.x(logEndOffset))
  if (to < from) return { borders, active: null }
  // The word stands over the cells, left of the flag of the high watermark.
  const room = Math.min(to, scale.x(highWatermark) - FLAG.HW) - from
  return { borders, active: { from, to, hasWord: textWidth(words.active, 11) + 6 <= room } }
}

/** HW hangs to the left of its line and LEO to the right, so that they never meet; LSO a tier up. */
function flagsOf(replica: ReplicaLogView, { scale, y }: RowPlace): readonly FlagMark[] {
  const { highWatermark, lastStableOffset, logEndOffset } = replica
  const flag = (name: FlagMark['name'], offset: number, tier: number): readonly FlagMark[] => {
    const x = scale.x(offset)
    const width = FLAG[name]
    const left = name === 'LEO' ? x : x - width
    if (!scale.sees(offset) || left + width > scale.right) return []
    const top = y - 17 - tier * TIER
    return [{ name, offset, x, left, top, width, lineTo: y + (name === 'LEO' ? 29 : 40) }]
  }
  return [
    ...(lastStableOffset < highWatermark ? flag('LSO', lastStableOffset, 1) : []),
    ...flag('HW', highWatermark, 0),
    ...flag('LEO', logEndOffset, 0),
  ]
}

/** Beside the row's end where there is room, else under it. */
function notesOf(replica: ReplicaLogView, { scale, y, words }: RowPlace): RowMark['notes'] {
  const end = scale.x(
    Math.max(replica.logEndOffset, (replica.cut?.from ?? 0) + (replica.cut?.count ?? 0)),
  )
  const isBelow = isNarrow(scale.right)
  const left = isBelow ? scale.left : end + 46
  const room = scale.right - left - 8
  if (!isBelow && (room < 80 || end < scale.left)) return []
  const lines = words
    .notes(replica)
    .flatMap(({ text, tone }) => wrap(text, room).map((line) => ({ text: line, tone })))
  const first = isBelow ? y + 52 : y + 15 - Math.max(0, lines.length - 2) * 6
  return lines.slice(0, 3).map((line, index) => ({
    ...line,
    x: left,
    y: first + index * NOTE_LINE,
    anchor: 'start' as const,
  }))
}

/** A sentence in lines that fit. */
function wrap(text: string, room: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.split(/(?<=[\s，。：；、]|[\u4e00-\u9fff])/u)) {
    if (line !== '' && textWidth((line + piece).trim(), 12) > room) {
      lines.push(line.trim())
      line = ''
    }
    line += piece
  }
  return line.trim() === '' ? lines : [...lines, line.trim()]
}
