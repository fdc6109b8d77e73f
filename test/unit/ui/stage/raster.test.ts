import { expect, test } from 'vitest'
import type { Pen, RasterColours } from '~/ui/stage/marks/drawCells'
import { drawCells } from '~/ui/stage/marks/drawCells'
import type { StageShape } from '~/ui/stage/place/layout'
import { cellAt, cellsOfRow, isRaster, MARKS_UP_TO } from '~/ui/stage/place/raster.geometry'
import { layoutMatrix } from '~/ui/stage/place/stage.geometry'
import type { BrokerView, ReplicaStanding, ReplicaView } from '~/views/clusterView'

const BROKERS = 9
const PARTITIONS = 400

function replica(broker: number, partition: number, standing: ReplicaStanding): ReplicaView {
  return {
    topic: 'orders',
    partition,
    broker,
    standing,
    leaderEpoch: 0,
    logStartOffset: 0,
    highWatermark: 0,
    logEndOffset: 0,
    underMinIsr: null,
    change: null,
  }
}

function brokers(replicationFactor: number): readonly BrokerView[] {
  return Array.from({ length: BROKERS }, (_, index) => ({
    id: index + 1,
    process: `kafka-${index + 1}`,
    host: `node-${index + 1}`,
    state: 'running',
    metadataOffset: 0,
    metadataGap: 0,
    rack: null,
    isFenced: false,
    coordinates: [],
    waiting: [],
    replicas: Array.from({ length: PARTITIONS }, (_, partition) => partition)
      .filter((partition) => (partition + index) % BROKERS < replicationFactor)
      .map((partition) => replica(index + 1, partition, 'inSync')),
  }))
}

const shape: StageShape = {
  controllers: [],
  brokers: brokers(0).map(({ id, process }) => ({ id, process })),
  topics: [
    {
      name: 'orders',
      internal: false,
      partitions: Array.from({ length: PARTITIONS }, (_, partition) => partition),
    },
  ],
  clients: [],
  groups: [],
}
const layout = layoutMatrix({ shape, toggled: new Set(), width: 1044, height: 420 })

test('a canvas takes over above 2,000 marks, not before', () => {
  expect(MARKS_UP_TO).toBe(2_000)
  expect(isRaster(layout, brokers(3))).toBe(false)
  expect(isRaster(layout, brokers(5))).toBe(false)
  expect(isRaster(layout, brokers(6))).toBe(true)
})

test('every cell of a row is found at its place, and no other', () => {
  const [row] = layout.rows
  const [first] = brokers(6)
  if (row === undefined || first === undefined) throw new Error('there is a broker')
  const cells = cellsOfRow(layout, row, first.replicas)
  expect(cells).toHaveLength(first.replicas.length)
  for (const cell of cells) {
    for (const share of [0.1, 0.5, 0.9]) {
      const found = cellAt(cells, cell.box.x + cell.box.width * share)
      expect(found?.replica.partition).toBe(cell.replica.partition)
    }
  }
  // Three columns without a replica: a pointer in the middle of them is at none.
  const gap = layout.columnOf.get('orders-7')
  expect(cellAt(cells, gap?.x ?? 0)).toBeNull()
})

const colours: RasterColours = {
  leader: 'leader',
  replica: 'replica',
  tint: 'tint',
  lag: 'lag',
  elr: 'elr',
  offline: 'offline',
  danger: 'danger',
}

/** What is drawn of one cell, without its colours. */
function strokes(standing: ReplicaStanding, isFaint = false): string {
  const told: string[] = []
  const note =
    (name: string) =>
    (...values: readonly unknown[]) => {
      told.push(`${name} ${values.flat().join(' ')}`)
    }
  const pen: Pen = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    globalAlpha: 1,
    beginPath: note('begin'),
    moveTo: note('move'),
    lineTo: note('line'),
    rect: note('rect'),
    fill: note('fill'),
    stroke: note('stroke'),
    closePath: note('close'),
    setLineDash: note('dash'),
  }
  const box = { x: 0, y: 0, width: 5, height: 16 }
  const cells = [{ replica: replica(1, 0, standing), box }]
  drawCells(pen, cells, { colours, isFaint: () => isFaint })
  return `${told.join(', ')}, alpha ${pen.globalAlpha}`
}

test('no two standings are drawn alike, whatever their colours; what is not meant is faint', () => {
  const all = ['leader', 'inSync', 'eligible', 'lagging', 'offline'] as const
  expect(new Set(all.map((standing) => strokes(standing))).size).toBe(all.length)
  expect(strokes('leader', true)).toContain('alpha 0.25')
})
