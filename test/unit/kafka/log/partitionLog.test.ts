import { expect, test } from 'vitest'
import { leaderEpoch, offset } from '~/kafka/ids'
import { advanceLogStart, readLog, truncateLogTo } from '~/kafka/log/partitionLog'
import { deleteOldSegments } from '~/kafka/log/retention'
import { appendAt, logOf, testLogConfig } from '../../../support/logs'

const bases = (log: ReturnType<typeof logOf>) =>
  log.segments.map(({ baseOffset }) => baseOffset).toArray()

const FOUR = [{}, {}, {}, {}] as const

test('R-10 a segment is rolled when the next batch does not fit into segment.bytes', () => {
  expect(bases(logOf(FOUR, { segmentBytes: 200 }))).toEqual([0, 2])
  expect(bases(logOf(FOUR, { segmentBytes: 199 }))).toEqual([0, 1, 2, 3])
})

test('R-10 segment.ms is measured in the time of records', () => {
  const times = [0, 1000, 1001, 5000].map((maxTimestampMs) => ({ maxTimestampMs }))
  expect(bases(logOf(times, { segmentMs: 1000 }))).toEqual([0, 2, 3])
})

test('R-10 an index has an entry for more than every index.interval.bytes', () => {
  const log = logOf(
    Array.from({ length: 5 }, () => ({ sizeInBytes: 1070 })),
    { indexIntervalBytes: 2000 },
  )
  expect(log.segments.first()?.offsetIndex.toArray()).toEqual([
    { offset: 2, position: 2140 },
    { offset: 4, position: 4280 },
  ])
})

test('R-10 a full index rolls the segment', () => {
  // Room for two times, of which the last is kept free.
  const log = logOf(FOUR, { indexIntervalBytes: 0, segmentIndexBytes: 24 })
  expect(bases(log)).toEqual([0, 2])
})

test('R-11 one answer comes out of one segment', () => {
  const log = logOf(FOUR, { segmentBytes: 200 })
  const read = readLog(log, { from: 0, to: 4, maxBytes: 10_000 })
  expect(read.map(({ baseOffset }) => baseOffset)).toEqual([0, 1])
})

test('R-11 the first batch is read whatever its size, unless one must fit', () => {
  const log = logOf(FOUR)
  expect(readLog(log, { from: 0, to: 4, maxBytes: 1 })).toHaveLength(1)
  expect(readLog(log, { from: 0, to: 4, maxBytes: 1, minOneMessage: false })).toHaveLength(0)
})

test('R-22 size goes down to retention.bytes, never below', () => {
  const log = logOf(FOUR, { segmentBytes: 100 })
  const { log: left, deletions } = deleteOldSegments(log, appendAt(1000, { retentionBytes: 250 }))
  expect(bases(left)).toEqual([1, 2, 3])
  expect(deletions).toMatchObject([{ because: 'size', actual: 400, limit: 250 }])
  expect(left.logStartOffset).toBe(1)
})

test('R-22 the active segment goes too when it is too old, behind a new empty one', () => {
  const log = logOf(FOUR, { segmentBytes: 200 })
  const { log: left } = deleteOldSegments(log, appendAt(5000, { retentionMs: 3000 }))
  expect(bases(left)).toEqual([4])
  expect([left.logStartOffset, left.logEndOffset, left.batches.size]).toEqual([4, 4, 0])
  expect(left.epochs).toEqual([{ epoch: 0, startOffset: 4 }])
})

test('R-22 nothing at or above the high watermark is deleted', () => {
  const log = { ...logOf(FOUR, { segmentBytes: 100 }), highWatermark: offset(1) }
  const { log: left } = deleteOldSegments(log, appendAt(5000, { retentionMs: 0 }))
  expect(bases(left)).toEqual([1, 2, 3])
})

test('R-21 the log start goes up only, epochs below it are forgotten', () => {
  const log = logOf([{}, {}, { leaderEpoch: leaderEpoch(1) }])
  const later = advanceLogStart(log, offset(2))
  expect(later.epochs).toEqual([{ epoch: 1, startOffset: 2 }])
  expect(advanceLogStart(later, offset(1))).toBe(later)
})

test('R-59 truncation removes higher segments and makes the one it hits active again', () => {
  const log = logOf(FOUR, { segmentBytes: 100 })
  const cut = truncateLogTo(log, 1, { nowMs: 1000, config: testLogConfig() })
  expect(bases(cut)).toEqual([0, 1])
  expect([cut.logEndOffset, cut.highWatermark]).toEqual([1, 1])
  expect(cut.segments.last()?.sizeInBytes).toBe(0)
})

test('R-59 a cut keeps the index entries below it and counts bytes to the next one anew', () => {
  const batches = [3, 5, 4, 9, 7].map((second) => ({ maxTimestampMs: second * 1000 }))
  const log = logOf(batches, { indexIntervalBytes: 150 })
  const [segment] = [...log.segments]
  expect(segment?.offsetIndex.toArray()).toEqual([
    { offset: 2, position: 200 },
    { offset: 4, position: 400 },
  ])
  const config = testLogConfig({ indexIntervalBytes: 150 })
  const cut = truncateLogTo(log, 3, { nowMs: 50_000, config }).segments.first()
  expect(cut?.offsetIndex.toArray()).toEqual([{ offset: 2, position: 200 }])
  expect(cut?.timeIndex.toArray()).toEqual([{ timestampMs: 5000, offset: 1 }])
  expect([cut?.bytesSinceIndexEntry, cut?.sizeInBytes, cut?.createdMs]).toEqual([0, 300, 0])
  expect([cut?.maxTimestampMs, cut?.maxTimestampOffset]).toEqual([5000, 1])
  const empty = truncateLogTo(log, 0, { nowMs: 50_000, config }).segments.first()
  expect([empty?.createdMs, empty?.firstTimestampMs, empty?.maxTimestampMs]).toEqual([
    50_000,
    null,
    -1,
  ])
})

test('R-20 after a truncation producers are known as the batches that are left tell', () => {
  const batches = [0, 1, 2].map((baseSequence) => ({
    producerId: 7,
    producerEpoch: 0,
    baseSequence,
  }))
  const cut = truncateLogTo(logOf(batches), 2, { nowMs: 1000, config: testLogConfig() })
  expect(cut.producerState.producers.get(7)?.batches.at(-1)?.lastSequence).toBe(1)
})
