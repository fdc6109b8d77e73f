import { describe, expect, test } from 'vitest'
import type { CellWidth } from '~/ui/metadata/strip.geometry'
import { LANE, layoutMetadata, plotLeftOf, STRIP } from '~/ui/metadata/strip.geometry'
import { scrollLimit, visibleOffsets } from '~/ui/metadata/strip.geometry'
import { seenRows } from '~/ui/metadata/treeRows'
import type { ImageRow, MetadataLogView, MetadataRecordView } from '~/views/metadataLogView'

const END = 120

function record(offset: number): MetadataRecordView {
  // Batches of three.
  const firstOfBatch = offset - (offset % 3)
  const place = { offset, epoch: 1, firstOfBatch, lastOfBatch: firstOfBatch + 2 }
  const words = { type: 'PartitionChangeRecord', short: 'PartChg', subject: 'a-long-topic-name-0' }
  return { ...place, ...words, family: 'partition', fields: [], touches: [] }
}

function logWith(window: { readonly from: number; readonly to: number }): MetadataLogView {
  return {
    owner: 1,
    isActive: true,
    startOffset: 0,
    endOffset: END,
    snapshots: [],
    highWatermark: END - 1,
    epochs: [
      { epoch: 1, startOffset: 0 },
      { epoch: 4, startOffset: 110 },
      { epoch: 5, startOffset: 119 },
    ],
    records: Array.from({ length: window.to - window.from }, (_, index) =>
      record(window.from + index),
    ),
    lanes: [
      { node: 1, kind: 'active', epoch: 5, fetchedEnd: END, replayedEnd: END - 1 },
      { node: 2, kind: 'voter', epoch: 5, fetchedEnd: 20, replayedEnd: 10 },
    ],
  }
}

const rooms: readonly { width: number; scroll: number | null; cell: CellWidth }[] = [
  { width: 900, scroll: null, cell: 86 },
  { width: 900, scroll: 1234, cell: 86 },
  { width: 390, scroll: null, cell: 86 },
  { width: 390, scroll: 300, cell: 14 },
]

describe.each(rooms)('at $width px, scrolled $scroll, cells of $cell', (room) => {
  const layout = layoutMetadata(logWith(visibleOffsets(END, room)), room)

  test('cells never overlap; those of a batch touch and batches stand apart', () => {
    layout.cells.forEach(({ x, width, record }, index) => {
      const next = layout.cells[index + 1]
      if (next === undefined) return
      expect(next.x - (x + width)).toBe(record.offset === record.lastOfBatch ? 2 : 0)
    })
  })

  test('cells fill the plot from its left', () => {
    expect(layout.cells[0]?.x).toBeLessThanOrEqual(layout.plotLeft)
    expect((layout.cells[0]?.x ?? 0) + room.cell).toBeGreaterThan(layout.plotLeft)
  })

  test('numbers of the axis stand apart from each other and from the commit flag', () => {
    layout.ticks.forEach(({ x }, index) => {
      const next = layout.ticks[index + 1]
      if (next !== undefined) expect(next.x - x).toBeGreaterThanOrEqual(40)
      if (layout.commit !== null) {
        const { labelX } = layout.commit
        expect(x + 36 < labelX || x > labelX + 64).toBe(true)
      }
    })
  })

  test('bands of epochs and bars of nodes stay in the plot', () => {
    for (const { x, width } of layout.epochs) {
      expect(x).toBeGreaterThanOrEqual(plotLeftOf(room.width))
      expect(x + width).toBeLessThanOrEqual(room.width)
    }
    for (const { fetchedTo, replayedTo } of layout.lanes) {
      expect(replayedTo).toBeLessThanOrEqual(fetchedTo)
      expect(replayedTo).toBeGreaterThanOrEqual(layout.plotLeft)
      expect(fetchedTo).toBeLessThanOrEqual(room.width)
    }
  })

  test('strip, bands and lanes stand one under the other', () => {
    expect(STRIP.bandY).toBeGreaterThanOrEqual(STRIP.top + STRIP.height)
    expect(layout.lanes[0]?.y).toBeGreaterThanOrEqual(STRIP.bandY + STRIP.bandHeight)
    expect((layout.lanes[1]?.y ?? 0) - (layout.lanes[0]?.y ?? 0)).toBe(LANE)
  })
})

test('the newest record ends in sight, with its commit flag', () => {
  const room = { width: 900, scroll: null, cell: 86 } as const
  const layout = layoutMetadata(logWith(visibleOffsets(END, room)), room)
  const last = layout.cells.at(-1)
  expect(last?.record.offset).toBe(END - 1)
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(900)
  expect(last?.isCommitted).toBe(false)
  expect(layout.commit?.offset).toBe(END - 1)
  expect(scrollLimit(END, room) % 86).toBe(0)
})

describe('rows of the image', () => {
  const row = (key: string, parent: string | null, level: number): ImageRow => {
    return { key, parent, level, name: key, value: '', hasChildren: true }
  }
  const rows = [row('topics', null, 1), row('a', 'topics', 2), row('a0', 'a', 3), row('a1', 'a', 3)]
  const keysOf = (seen: readonly ImageRow[]) => seen.map(({ key }) => key)

  test('what is shut hides what is below it, however deep', () => {
    expect(keysOf(seenRows(rows, new Set(['a']), new Set()))).toEqual(['topics'])
    expect(keysOf(seenRows(rows, new Set(['topics']), new Set()))).toEqual(['topics', 'a'])
  })

  test('a touched row is seen with its ancestors, without its siblings', () => {
    const seen = seenRows(rows, new Set(), new Set(['a1']))
    expect(keysOf(seen)).toEqual(['topics', 'a', 'a1'])
  })
})

test('snapshots are blocks up to their ends; what only a snapshot holds has no cells', () => {
  const snapshots = [
    { endOffset: 4, epoch: 1, sizeInBytes: 900 },
    { endOffset: 9, epoch: 2, sizeInBytes: 950 },
  ]
  const room = { width: 900, scroll: 0, cell: 86 } as const
  const log = logWith(visibleOffsets(END, room))
  const layout = layoutMetadata({ ...log, snapshots, startOffset: 4 }, room)
  const left = layout.plotLeft
  expect(layout.snapshots.map(({ x, width }) => [x - left, width])).toEqual([
    [0, 4 * 86],
    [4 * 86, 900 - left - 4 * 86],
  ])
  expect(layout.snapshots[0]?.label).toBe('4-1')
  expect(layout.onlyInSnapshotTo).toBe(left + 4 * 86)
  expect(layoutMetadata(log, room).onlyInSnapshotTo).toBeNull()
})
