import type { MetadataLaneView, MetadataLogView, MetadataRecordView } from '~/views/metadataLogView'
import { fitText, textWidth } from '../kit/text/text.geometry'

/** How much room there is and what of it is looked at. */
export interface StripRoom {
  readonly width: number
  /** Pixels scrolled away at the left; null follows the newest offset. */
  readonly scroll: number | null
  readonly cell: CellWidth
}

/** Width of a record, px: with words, or a bead. */
export type CellWidth = 86 | 14

/** A record as a cell. */
export interface RecordMark {
  readonly record: MetadataRecordView
  readonly x: number
  readonly width: number
  readonly isCommitted: boolean
  readonly short: string | null
  readonly subject: string | null
}

/** A leader epoch under the strip. */
export interface EpochMark {
  readonly epoch: number
  readonly x: number
  readonly width: number
  readonly isOdd: boolean
  readonly label: string | null
}

/** A snapshot under the epochs: from the end of the one before it to its own. */
export interface SnapshotMark {
  readonly endOffset: number
  readonly x: number
  readonly width: number
  readonly isOdd: boolean
  /** Its end is in sight. */
  readonly isEndSeen: boolean
  /** `57-3`, where there is room. */
  readonly label: string | null
}

/** A node's row. */
export interface LaneMark {
  readonly lane: MetadataLaneView
  readonly y: number
  readonly fetchedTo: number
  readonly replayedTo: number
}

/** Everything that is drawn of the log. */
export interface MetadataLayout {
  readonly width: number
  readonly height: number
  readonly plotLeft: number
  readonly ticks: readonly { readonly x: number; readonly offset: number }[]
  readonly cells: readonly RecordMark[]
  readonly epochs: readonly EpochMark[]
  readonly snapshots: readonly SnapshotMark[]
  /** Where the cells end that only a snapshot still holds, px; null: none is in sight. */
  readonly onlyInSnapshotTo: number | null
  /** The commit line; null when it is not known or not in sight. */
  readonly commit: {
    readonly x: number
    readonly offset: number
    readonly labelX: number
    /** Through the strip and each lane's bar, past the words under the bars. */
    readonly path: string
  } | null
  readonly lanes: readonly LaneMark[]
}

/** Top and height of the parts, px. */
export const STRIP = {
  axisY: 22,
  top: 30,
  height: 42,
  bandY: 76,
  bandHeight: 12,
  snapshotY: 91,
  snapshotHeight: 14,
  lanesY: 114,
} as const
/** Height of a lane, px. */
export const LANE = 34
const RIGHT = 56
const TICK_ROOM = 60
const TEXT_SIZE = 12
const COMMIT_LABEL = 64

/** Where the cells begin. */
export function plotLeftOf(width: number): number {
  return width < 560 ? 116 : 150
}

/** How far the strip can be scrolled, px: whole cells. */
export function scrollLimit(endOffset: number, { width, cell }: StripRoom): number {
  const over = endOffset * cell + RIGHT - (width - plotLeftOf(width))
  return Math.max(0, Math.ceil(over / cell) * cell)
}

function scrolled(endOffset: number, room: StripRoom): number {
  const limit = scrollLimit(endOffset, room)
  return room.scroll === null ? limit : Math.max(0, Math.min(room.scroll, limit))
}

/** The offsets that are seen. */
export function visibleOffsets(
  endOffset: number,
  room: StripRoom,
): { readonly from: number; readonly to: number } {
  const from = Math.floor(scrolled(endOffset, room) / room.cell)
  const count = Math.ceil((room.width - plotLeftOf(room.width)) / room.cell) + 1
  return { from, to: Math.min(endOffset, from + count) }
}

/** Lays out the log, its epochs, its commit line and everybody's place. */
export function layoutMetadata(log: MetadataLogView, room: StripRoom): MetadataLayout {
  const { width, cell } = room
  const plotLeft = plotLeftOf(width)
  const shift = plotLeft - scrolled(log.endOffset, room)
  const x = (offset: number) => shift + offset * cell
  const inPlot = (place: number) => Math.max(plotLeft, Math.min(width, place))
  const every = Math.max(1, Math.ceil(TICK_ROOM / cell / 5) * (cell < TICK_ROOM ? 5 : 1))
  const seen = visibleOffsets(log.endOffset, room)
  const commit = commitOf(log, { x, plotLeft, width })
  // The flag of the commit line stands where numbers of the axis would.
  const isFree = (place: number) =>
    commit === null || place + 36 < commit.labelX || place > commit.labelX + COMMIT_LABEL
  return {
    width,
    height: STRIP.lanesY + log.lanes.length * LANE + 4,
    plotLeft,
    ticks: Array.from({ length: seen.to - seen.from + 1 }, (_, index) => seen.from + index)
      .filter((offset) => offset % every === 0 && x(offset) >= plotLeft && isFree(x(offset)))
      .map((offset) => ({ offset, x: x(offset) })),
    cells: log.records.map((record) => cellOf(record, x(record.offset), { log, cell })),
    epochs: epochMarks(log, (offset) => inPlot(x(offset))),
    snapshots: snapshotMarks(log, (offset) => inPlot(x(offset)), x),
    onlyInSnapshotTo:
      log.startOffset > 0 && x(log.startOffset) > plotLeft ? inPlot(x(log.startOffset)) : null,
    commit,
    lanes: log.lanes.map((lane, index) => ({
      lane,
      y: STRIP.lanesY + index * LANE,
      fetchedTo: inPlot(x(lane.fetchedEnd)),
      replayedTo: inPlot(x(lane.replayedEnd)),
    })),
  }
}

function cellOf(
  record: MetadataRecordView,
  x: number,
  { log, cell }: { readonly log: MetadataLogView; readonly cell: CellWidth },
): RecordMark {
  const { highWatermark } = log
  const isLast = record.offset === record.lastOfBatch
  // Cells of a batch touch; batches stand 2 px apart.
  const width = cell - (isLast ? 2 : 0)
  const isWide = cell > 40
  return {
    record,
    x,
    width,
    isCommitted: highWatermark !== null && record.offset < highWatermark,
    short: isWide ? fitText(record.short, { size: TEXT_SIZE, width: width - 22 }) : null,
    subject:
      isWide && record.subject !== ''
        ? fitText(record.subject, { size: TEXT_SIZE, width: width - 12 })
        : null,
  }
}

function epochMarks(
  { epochs, endOffset }: MetadataLogView,
  x: (offset: number) => number,
): readonly EpochMark[] {
  return epochs.flatMap(({ epoch, startOffset }, index): readonly EpochMark[] => {
    const left = x(startOffset)
    const width = x(epochs[index + 1]?.startOffset ?? endOffset) - left
    if (width <= 0) return []
    const label = `e${epoch}`
    const fits = width >= textWidth(label, 11) + 8
    return [{ epoch, x: left, width, isOdd: index % 2 === 1, label: fits ? label : null }]
  })
}

function snapshotMarks(
  { snapshots }: MetadataLogView,
  x: (offset: number) => number,
  unclipped: (offset: number) => number,
): readonly SnapshotMark[] {
  return snapshots.flatMap(({ endOffset, epoch }, index): readonly SnapshotMark[] => {
    const left = x(snapshots[index - 1]?.endOffset ?? 0)
    const width = x(endOffset) - left
    if (width <= 0) return []
    const label = `${endOffset}-${epoch}`
    const fits = width >= textWidth(label, 11) + 12
    const isEndSeen = unclipped(endOffset) === left + width
    const place = { endOffset, x: left, width, isEndSeen, isOdd: index % 2 === 1 }
    return [{ ...place, label: fits ? label : null }]
  })
}

function commitOf(
  { highWatermark, lanes }: MetadataLogView,
  at: { readonly x: (offset: number) => number; readonly plotLeft: number; readonly width: number },
): MetadataLayout['commit'] {
  if (highWatermark === null) return null
  const x = at.x(highWatermark) - 1
  if (x < at.plotLeft - 1 || x > at.width) return null
  const bars = lanes.map((_, index) => `M${x} ${STRIP.lanesY + index * LANE}v16`)
  return {
    x,
    offset: highWatermark,
    labelX: Math.min(x, at.width - COMMIT_LABEL),
    path: `M${x} ${STRIP.axisY - 4}V${STRIP.bandY + STRIP.bandHeight + 4}${bars.join('')}`,
  }
}
