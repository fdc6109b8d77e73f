import { expect, test } from 'vitest'
import { stagesAt } from '~/ui/kit/phase'
import { stripBetween } from '~/ui/log/change.geometry'
import type { RowMark, StripLayout } from '~/ui/log/log.geometry'
import { layoutStrip } from '~/ui/log/log.geometry'
import type { StripWords } from '~/ui/log/stripWords'
import type { ReplicaLogView } from '~/views/partitionLogView'
import { replicaLog } from '../../../support/replicaLogs'

const words: StripWords = {
  standing: ({ standing }) => [standing],
  notes: () => [],
  position: String,
  committed: String,
  lag: String,
  active: 'active',
}

function strip(replica: ReplicaLogView): StripLayout {
  const view = {
    topic: 'orders',
    partition: 0,
    leader: 1,
    leaderEpoch: 0,
    startOffset: 0,
    endOffset: replica.logEndOffset,
    replicas: [replica],
    readers: [],
  }
  return layoutStrip(view, { width: 1040, scroll: null, cell: 28 }, words)
}

function leader(logEndOffset: number, highWatermark: number): StripLayout {
  return strip(replicaLog({ broker: 1, standing: 'leader', logEndOffset, highWatermark }))
}

function onlyRow({ rows }: StripLayout): RowMark {
  const [row] = rows
  if (row === undefined) throw new Error('there is a row')
  return row
}

const flagX = (layout: StripLayout, wished: string) =>
  onlyRow(layout).flags.find(({ name }) => name === wished)?.x

test('stages: what goes is gone before what comes begins, all of it within the change', () => {
  expect(stagesAt(0)).toEqual({ remove: 0, move: 0, add: 0 })
  expect(stagesAt(1)).toEqual({ remove: 1, move: 1, add: 1 })
  expect(stagesAt(0.5)).toMatchObject({ remove: 1, add: 0 })
  const moves = Array.from({ length: 21 }, (_, step) => stagesAt(step / 20).move)
  expect(moves).toEqual(moves.toSorted((a, b) => a - b))
})

test('at the end of a change the strip is the one after it', () => {
  const [before, after] = [leader(6, 4), leader(8, 6)]
  const { layout, change } = stripBetween(before, after, stagesAt(1))
  expect(layout).toEqual(after)
  expect(change).toMatchObject({ slide: 0, add: 1, lift: 1 })
})

test('the high watermark travels from its old place, and records commit as it passes them', () => {
  const [before, after] = [leader(6, 2), leader(6, 6)]
  const at = (move: number) => stripBetween(before, after, { remove: 1, move, add: 1 }).layout
  expect(flagX(at(0), 'HW')).toBe(flagX(before, 'HW'))
  expect(flagX(at(0.5), 'HW')).toBe(((flagX(before, 'HW') ?? 0) + (flagX(after, 'HW') ?? 0)) / 2)
  const committed = (move: number) =>
    onlyRow(at(move)).cells.filter(({ isCommitted }) => isCommitted).length
  expect([0, 0.3, 0.5, 0.8, 1].map(committed)).toEqual([2, 3, 4, 5, 6])
  expect(at(0.5).leaderHighWatermarkX).toBe(flagX(at(0.5), 'HW'))
})

test('what is appended comes last and is known by its offset; nothing else has come', () => {
  const { change } = stripBetween(leader(6, 4), leader(8, 4), stagesAt(0.4))
  expect(change.add).toBe(0)
  expect(change.rows.get(1)).toEqual({ freshFrom: 6, isCut: false })
  const still = stripBetween(leader(6, 4), leader(6, 5), stagesAt(0.4))
  expect(still.change.rows.get(1)).toEqual({ freshFrom: null, isCut: false })
})

test('a cut is lifted out of its row', () => {
  const { change } = stripBetween(leader(8, 4), leader(5, 4), stagesAt(0.25))
  expect(change.rows.get(1)?.isCut).toBe(true)
  expect(change.lift).toBeGreaterThan(0)
  expect(change.lift).toBeLessThan(1)
})

test('a plot that follows its log slides with it; flags keep their offsets on the way', () => {
  const [before, after] = [leader(60, 58), leader(61, 58)]
  const start = stripBetween(before, after, stagesAt(0))
  expect(start.change.slide).toBe(28)
  // Its place on the screen is its place in the plot and how far that has still to slide.
  expect((flagX(start.layout, 'LEO') ?? 0) + 28).toBe(flagX(before, 'LEO'))
  expect((flagX(start.layout, 'HW') ?? 0) + 28).toBe(flagX(before, 'HW'))
})
