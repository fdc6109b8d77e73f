import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RowMark, StripLayout } from '~/ui/log/log.geometry'
import { layoutStrip } from '~/ui/log/log.geometry'
import { scrollLimit, visibleOffsets } from '~/ui/log/scale.geometry'
import type { StripRoom } from '~/ui/log/scale.geometry'
import type { StripWords } from '~/ui/log/stripWords'
import { textWidth } from '~/ui/kit/text/text.geometry'
import type { TextMark } from '~/ui/kit/text/text.geometry'
import type { PartitionLogView } from '~/views/partitionLogView'
import { logBatches, reader, replicaLog } from '../../../support/replicaLogs'

const words: StripWords = {
  standing: ({ standing }) => [standing],
  notes: ({ differs, cut }) => [
    ...(differs === null ? [] : [{ tone: 'danger' as const, text: 'differs from 130: 2 records' }]),
    ...(cut === null ? [] : [{ tone: 'danger' as const, text: '−2 records, 1 was acknowledged' }]),
  ],
  position: (label, offset) => `${label} reads ${offset}`,
  committed: (label, offset) => `${label ?? ''} committed ${offset}`.trim(),
  lag: (count) => `lag ${count}`,
  active: 'active',
}

const wide: StripRoom = { width: 1040, scroll: null, cell: 28 }

function view(part: Partial<PartitionLogView>): PartitionLogView {
  const replicas = part.replicas ?? []
  const endOffset = Math.max(0, ...replicas.map(({ logEndOffset }) => logEndOffset))
  return {
    topic: 'orders',
    partition: 0,
    leader: 2,
    leaderEpoch: 1,
    startOffset: 0,
    endOffset,
    replicas,
    readers: [],
    ...part,
  }
}

function rowOf(layout: StripLayout, broker: number): RowMark {
  const row = layout.rows.find(({ replica }) => replica.broker === broker)
  if (row === undefined) throw new Error(`broker ${broker} has a row`)
  return row
}

test('rows keep the order of broker ids and align by offset', () => {
  const layout = layoutStrip(
    view({
      replicas: [
        replicaLog({ broker: 1, logEndOffset: 9 }),
        replicaLog({ broker: 2, logEndOffset: 12, standing: 'leader', highWatermark: 9 }),
      ],
    }),
    wide,
    words,
  )
  expect(layout.rows.map(({ replica }) => replica.broker)).toEqual([1, 2])
  const [one, two] = [rowOf(layout, 1), rowOf(layout, 2)]
  expect(two.y).toBeGreaterThan(one.y)
  for (const cell of one.cells) {
    const other = two.cells.find(({ offset }) => offset === cell.offset)
    expect(Math.abs((other?.x ?? 0) - cell.x)).toBeLessThanOrEqual(1)
  }
})

test('cells of a batch touch, batches stand 2 px apart, every offset has 28 px', () => {
  const batches = logBatches([
    { from: 0, to: 3, epoch: 0 },
    { from: 3, to: 5, epoch: 0 },
  ])
  const layout = layoutStrip(
    view({ replicas: [replicaLog({ broker: 2, logEndOffset: 5, batches })] }),
    wide,
    words,
  )
  const { cells } = rowOf(layout, 2)
  const gaps = cells.slice(1).map(({ x }, index) => {
    const before = cells[index]
    return x - ((before?.x ?? 0) + (before?.width ?? 0))
  })
  expect(gaps).toEqual([0, 0, 2, 0])
  expect((cells[4]?.x ?? 0) - (cells[1]?.x ?? 0)).toBe(3 * 28)
})

test('a record is committed below the replica’s own high watermark', () => {
  const layout = layoutStrip(
    view({ replicas: [replicaLog({ broker: 2, logEndOffset: 6, highWatermark: 4 })] }),
    wide,
    words,
  )
  const { cells, flags } = rowOf(layout, 2)
  expect(cells.filter((cell) => cell.isCommitted).map(({ offset }) => offset)).toEqual([0, 1, 2, 3])
  const [hw, leo] = flags
  expect(hw?.name).toBe('HW')
  expect(hw?.x).toBe(layout.plotLeft + 4 * 28)
  expect(leo?.x).toBe(layout.plotLeft + 6 * 28)
})

test('the newest offset is in sight while it follows, the oldest when it is scrolled back', () => {
  const long = view({ replicas: [replicaLog({ broker: 2, logEndOffset: 400 })] })
  const range = { from: 0, to: 400 }
  const newest = visibleOffsets(range, wide)
  expect(newest.to).toBe(400)
  expect(newest.from).toBeGreaterThan(360)
  expect(visibleOffsets(range, { ...wide, scroll: 0 }).from).toBe(0)
  const layout = layoutStrip(long, wide, words)
  const last = rowOf(layout, 2).cells.at(-1)
  expect(last?.offset).toBe(399)
  expect((last?.x ?? 0) + 28).toBeLessThan(wide.width)
  expect(scrollLimit(range, wide) % 28).toBe(0)
})

test('records that were cut off stay as ghosts beyond the end, with a remark', () => {
  const cut = {
    from: 4,
    count: 2,
    acknowledged: 1,
    committed: 0,
    batches: logBatches([{ from: 4, to: 6, epoch: 0 }]),
  }
  const layout = layoutStrip(
    view({ endOffset: 6, replicas: [replicaLog({ broker: 1, logEndOffset: 4, cut })] }),
    wide,
    words,
  )
  const row = rowOf(layout, 1)
  expect(row.ghosts.map(({ offset }) => offset)).toEqual([4, 5])
  const [note] = row.notes
  expect(note?.text).toContain('1 was acknowledged')
  expect(note?.x).toBeGreaterThan((row.ghosts.at(-1)?.x ?? 0) + 28)
})

interface Box {
  readonly name: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxOf({ x, y, text, anchor }: TextMark): Box {
  const width = textWidth(text, 12)
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width
  return { name: text, left, right: left + width, top: y - 9, bottom: y + 2 }
}

/** Every text of a drawing with the room it takes. */
function boxesOf(layout: StripLayout): readonly Box[] {
  const ticks = layout.ticks.flatMap(({ x, label }) =>
    label === null ? [] : [boxOf({ x, y: layout.axisY - 12, text: label, anchor: 'middle' })],
  )
  const rows = layout.rows.flatMap((row) => [
    ...row.flags.map(({ name, left, top, width }) => ({
      name,
      left,
      right: left + width,
      top,
      bottom: top + 11,
    })),
    ...row.bands.flatMap(({ label }) => (label === null ? [] : [boxOf(label)])),
    ...row.notes.map(boxOf),
  ])
  const readers = layout.readers.flatMap(({ labels, brace }) => [
    ...labels.map(boxOf),
    ...(brace === null ? [] : [boxOf(brace.label)]),
  ])
  return [...ticks, ...rows, ...readers]
}

test('no text ever meets another one, whatever the offsets, the width and the scroll', () => {
  const replica = (broker: number) =>
    fc
      .record({
        end: fc.integer({ min: 0, max: 90 }),
        under: fc.integer({ min: 0, max: 6 }),
        stable: fc.integer({ min: 0, max: 3 }),
        epochs: fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 5 }),
        cut: fc.integer({ min: 0, max: 4 }),
        differs: fc.boolean(),
      })
      .map(({ end, under, stable, epochs, cut, differs }) => {
        const highWatermark = Math.max(0, end - under)
        const starts = [0, ...epochs.filter((at) => at > 0 && at < end)].sort((a, b) => a - b)
        return replicaLog({
          broker,
          logEndOffset: end,
          standing: broker === 2 ? 'leader' : 'inSync',
          highWatermark,
          lastStableOffset: Math.max(0, highWatermark - stable),
          epochs: starts.map((startOffset, epoch) => ({ epoch, startOffset })),
          differs: differs && end > 0 ? { from: end - 1, count: 1, acknowledged: 0 } : null,
          cut:
            cut === 0
              ? null
              : {
                  from: end,
                  count: cut,
                  acknowledged: 0,
                  committed: 0,
                  batches: logBatches([{ from: end, to: end + cut, epoch: 0 }]),
                },
        })
      })
  const member = fc
    .record({ position: fc.integer({ min: 0, max: 90 }), behind: fc.integer({ min: 0, max: 60 }) })
    .map(({ position, behind }) =>
      reader({ position, committed: Math.max(0, position - behind), visibleEnd: position }),
    )
  fc.assert(
    fc.property(
      fc.tuple(replica(1), replica(2), replica(3)),
      fc.array(member, { maxLength: 3 }),
      fc.record({
        width: fc.constantFrom(320, 390, 700, 1040, 1440),
        scroll: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 2_000 })),
        cell: fc.constantFrom(28 as const, 12 as const, 3 as const),
      }),
      (replicas, readers, room) => {
        const cuts = replicas.map(({ cut, logEndOffset }) => logEndOffset + (cut?.count ?? 0))
        const layout = layoutStrip(
          view({ replicas, readers, endOffset: Math.max(...cuts) }),
          room,
          words,
        )
        const boxes = boxesOf(layout)
        boxes.forEach((a, index) => {
          for (const b of boxes.slice(index + 1)) {
            const meets =
              a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
            expect(meets ? `${a.name} meets ${b.name}` : '').toBe('')
          }
        })
        expect(boxes.filter(({ bottom }) => bottom > layout.height)).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})

test('segments: a border where the next file begins, a bar over the active one up to the end', () => {
  const segments = { count: 3, starts: [0, 4, 8], activeFrom: 8 }
  const replica = replicaLog({ broker: 2, logEndOffset: 12, segments })
  const layout = layoutStrip(view({ replicas: [replica] }), wide, words)
  const at = (offset: number) => layout.plotLeft + offset * 28
  const marks = rowOf(layout, 2).segments
  // The log's own start is no border.
  expect(marks.borders).toEqual([at(4), at(8)])
  expect(marks.active).toEqual({ from: at(8), to: at(12), hasWord: true })
  const short = replicaLog({ broker: 2, logEndOffset: 9, segments })
  const tight = rowOf(layoutStrip(view({ replicas: [short] }), wide, words), 2)
  // The flag of the high watermark stands where the word would.
  expect(tight.segments.active?.hasWord).toBe(false)
})
