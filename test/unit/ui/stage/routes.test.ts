import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { textWidth } from '~/ui/kit/text/text.geometry'
import { textBoxes } from '~/ui/stage/place/labels.geometry'
import { routeFinder, shareAt, trafficAt } from '~/ui/stage/traffic/marks'
import { pointAt, routeOf } from '~/ui/stage/place/routes'
import type { StageLayout } from '~/ui/stage/place/layout'
import { layoutMatrix } from '~/ui/stage/place/stage.geometry'
import { linkMarks } from '~/ui/stage/place/linkMarks'
import type { BrokerView, MessageView } from '~/views/clusterView'

const nodes = [1, 2, 3].map((id) => ({ id, process: `kafka-${id}` }))
const layout: StageLayout = layoutMatrix({
  shape: {
    controllers: nodes,
    brokers: nodes,
    topics: [{ name: 'orders', internal: false, partitions: [0, 1, 2] }],
    clients: [
      { process: 'shop', kind: 'producer', group: null },
      { process: 'billing-1', kind: 'consumer', group: 'billing' },
    ],
    groups: ['billing'],
  },
  width: 1040,
  height: 388,
  toggled: new Set(),
})

function message(of: Partial<MessageView>): MessageView {
  return {
    id: 1,
    api: 'Produce',
    family: 'produce',
    isResponse: false,
    error: null,
    from: 'shop',
    to: 'kafka-2',
    sentAt: 1000,
    arrivesAt: 2000,
    partition: 'orders-1',
    offset: null,
    isQuiet: false,
    recordCount: 1,
    ...of,
  }
}

const cases: readonly (readonly [string, Partial<MessageView>])[] = [
  ['a produce request', {}],
  ['its answer', { isResponse: true, from: 'kafka-2', to: 'shop' }],
  ['a fetch of a consumer', { api: 'Fetch', family: 'consume', from: 'billing-1' }],
  ['a group message', { api: 'JoinGroup', family: 'group', from: 'billing-1', partition: null }],
  ['a fetch of a follower', { api: 'Fetch', family: 'replicate', from: 'kafka-3' }],
  [
    'its answer',
    { api: 'Fetch', family: 'replicate', isResponse: true, from: 'kafka-2', to: 'kafka-3' },
  ],
  [
    'a heartbeat',
    { api: 'BrokerHeartbeat', family: 'control', from: 'kafka-3', to: 'kafka-1', partition: null },
  ],
  ['a vote', { api: 'Vote', family: 'control', from: 'kafka-3', to: 'kafka-1', partition: null }],
]

test.each(cases)('%s travels at right angles and has a way', (_, of) => {
  const route = routeOf(layout, message(of))
  expect(route?.length).toBeGreaterThan(0)
  route?.points.forEach((point, index) => {
    const before = route.points[index - 1]
    if (before === undefined) return
    expect(point.x === before.x || point.y === before.y).toBe(true)
  })
})

test('a request runs in the upper lane of its broker, the answer in the lower', () => {
  const row = layout.rows[1]
  const request = routeOf(layout, message({}))
  const answer = routeOf(layout, message({ isResponse: true, from: 'kafka-2', to: 'shop' }))
  expect(request?.points.some(({ y }) => y === row?.requestY)).toBe(true)
  expect(answer?.points.some(({ y }) => y === row?.responseY)).toBe(true)
  expect(answer?.points.at(-1)).toEqual(request?.points[0])
})

test('replication runs beside its column, from the follower to the leader', () => {
  const column = layout.columnOf.get('orders-1')
  const route = routeOf(layout, message({ api: 'Fetch', family: 'replicate', from: 'kafka-3' }))
  expect(route?.points.map(({ x }) => x)).toContain(column?.track.request)
  expect(route?.points[0]?.y).toBe(layout.rows[2]?.chipY)
  expect(route?.points.at(-1)?.y).toBe(layout.rows[1]?.chipY)
})

test('a message to a process that is not on the stage has no way', () => {
  expect(routeOf(layout, message({ to: 'elsewhere' }))).toBeNull()
})

test('a message is where its time says: its start, its middle, its end', () => {
  expect(shareAt(message({}), 1000)).toBe(0)
  expect(shareAt(message({}), 1500)).toBe(0.5)
  expect(shareAt(message({}), 2000)).toBe(1)
  expect(shareAt(message({ arrivesAt: null }), 9999)).toBe(0.5)
  const route = routeOf(layout, message({}))
  if (route === null) throw new Error('the message has a way')
  expect(pointAt(route, 0)).toEqual(route.points[0])
  expect(pointAt(route, 1)).toEqual(route.points.at(-1))
})

const nothing = () => false
const none = { brokers: [], clients: [], links: [] }
const room = { width: layout.width, texts: textBoxes(layout, none) }

const at = (messages: readonly MessageView[], detail: 'story' | 'mechanism' | 'wire') =>
  trafficAt(messages, routeFinder(layout), {
    now: 1500,
    detail,
    isStill: false,
    isFollowed: nothing,
    room,
  }).marks

test('messages side by side on one way are one mark with their count; apart they are two', () => {
  const near = [message({}), message({ id: 2, sentAt: 1005, arrivesAt: 2005 })]
  expect(at(near, 'wire').map(({ count, records }) => [count, records])).toEqual([[2, 2]])
  const apart = [message({}), message({ id: 2, sentAt: 1400, arrivesAt: 2400 })]
  expect(at(apart, 'wire')).toHaveLength(2)
})

test('quiet messages of one way are bundled by Mechanism and shown singly by Wire', () => {
  const beat = {
    api: 'BrokerHeartbeat',
    family: 'control',
    from: 'kafka-3',
    to: 'kafka-1',
  } as const
  const quiet = { ...beat, partition: null, isQuiet: true, recordCount: 0 }
  const two = [message(quiet), message({ ...quiet, id: 2, sentAt: 1400, arrivesAt: 2400 })]
  expect(at(two, 'mechanism')).toHaveLength(1)
  expect(at(two, 'wire')).toHaveLength(2)
})

test('a label lies on no other text of the stage, wherever its message is', () => {
  const { texts } = room
  let said = 0
  for (let now = 1000; now <= 2000; now += 50) {
    const wish = { now, detail: 'wire', isStill: false, isFollowed: nothing, room } as const
    const { marks } = trafficAt([message({})], routeFinder(layout), wish)
    for (const { x, y, label, labelSide } of marks) {
      if (label === null || labelSide === null) continue
      said += 1
      const width = label.length * 6
      const left = x + labelSide.x - (labelSide.anchor === 'end' ? width : 0)
      const middle = y + labelSide.y - 4
      const under = texts.filter(
        (box) =>
          left < box.x + box.width &&
          box.x < left + width &&
          box.y < middle &&
          middle < box.y + box.height,
      )
      expect(under, `at ${now}`).toEqual([])
    }
  }
  expect(said).toBeGreaterThan(2)
})

/** A leader that may not be written to, beside a cut. */
const broker = (id: number): BrokerView => ({
  ...{ id, process: `kafka-${id}`, host: `node-${id}`, rack: null, state: 'running' },
  ...{ metadataOffset: 0, metadataGap: 0, isFenced: false, coordinates: [], waiting: [] },
  replicas: [
    {
      ...{ topic: 'orders', partition: 1, broker: id, standing: 'leader', leaderEpoch: 12 },
      ...{ logStartOffset: 0, highWatermark: 4, logEndOffset: 4, change: null },
      underMinIsr: { isr: 1, min: 2 },
    },
  ],
})
const hurt = {
  brokers: nodes.map(({ id }) => broker(id)),
  clients: [],
  links: [
    { from: 'node-3', to: 'node-1', cut: true, latencyMicros: 0, lossPerMille: 0 },
    { from: 'node-1', to: 'node-3', cut: true, latencyMicros: 0, lossPerMille: 0 },
  ].map((link) => ({ ...link, bytesPerSecond: null })),
}

test('labels keep clear of the signs of cut links, and of the whole of what a chip says below', () => {
  const added = textBoxes(layout, hurt).slice(room.texts.length)
  const has = (x: number, y: number) =>
    added.some(
      (box) => box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height,
    )
  const [sign] = linkMarks(layout, hurt)
  const at = present(sign, 'the cut is drawn').at
  expect([has(at.x - 14, at.y), has(at.x + 14, at.y)]).toEqual([true, true])
  const column = present(layout.columnOf.get('orders-1'), 'the partition has a column')
  const left = column.x - column.chipWidth / 2
  const row = present(layout.rows[1], 'the broker has a row')
  const end = left + textWidth('e12', 12, true) + 7 + textWidth('1/2 min', 11)
  expect(has(end, row.chipY + layout.chipHeight / 2 + 10)).toBe(true)
})

test('how many quiet messages fly as one stands where labels stand', () => {
  const beat = { api: 'BrokerHeartbeat', family: 'control', from: 'kafka-3' } as const
  const quiet = { ...beat, to: 'kafka-1', partition: null, isQuiet: true }
  const [mark] = at([message(quiet), message({ ...quiet, id: 2 })], 'mechanism')
  expect(mark?.label).toBe('×2')
  expect(mark?.labelSide).not.toBeNull()
})

test('labels never lie on each other; an error is said before an api', () => {
  const many = Array.from({ length: 6 }, (_, index) =>
    message({
      id: index,
      to: `kafka-${(index % 3) + 1}`,
      error: index === 4 ? 'NOT_LEADER_OR_FOLLOWER' : null,
    }),
  )
  const marks = at(many, 'wire').filter(({ label }) => label !== null)
  expect(marks.some(({ label }) => label === 'NOT_LEADER_OR_FOLLOWER')).toBe(true)
  marks.forEach((a, index) => {
    for (const b of marks.slice(index + 1)) {
      expect([a.x, a.y, a.labelSide]).not.toEqual([b.x, b.y, b.labelSide])
    }
  })
})

/** So many messages on one way that none is near another, and some on a second one. */
const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    message({
      id: index,
      to: `kafka-${(index % 3) + 1}`,
      sentAt: 1500 - index * 10,
      arrivesAt: 2500 + index * 10,
      error: index % 2 === 0 ? null : `E${index}`,
    }),
  )

const crowded = (isFollowed: (one: MessageView) => boolean) =>
  trafficAt(crowd(120), routeFinder(layout), {
    now: 1500,
    detail: 'wire',
    isStill: false,
    isFollowed,
    room,
  })

test('up to 40 glyphs fly; more are bands, one for each way and family', () => {
  expect(at(crowd(30), 'wire').length).toBeGreaterThan(3)
  const { marks, bands } = crowded(nothing)
  expect(marks).toEqual([])
  expect(bands).toHaveLength(3)
  expect(bands.reduce((sum, { count }) => sum + count, 0)).toBe(120)
})

test('among bands what is followed flies, and nothing else', () => {
  const { marks, bands } = crowded(({ id }) => id === 7)
  expect(marks.map((mark) => mark.message.id)).toEqual([7])
  expect(bands).toHaveLength(3)
})

test('a band grows with the logarithm of the rate, up to 14 px; what is held up brings none', () => {
  const flow = (many: number, arrivesAt: number | null) =>
    trafficAt(
      Array.from({ length: many }, (_, id) =>
        message({ id, to: `kafka-${(id % 3) + 1}`, arrivesAt, error: `E${id}` }),
      ),
      routeFinder(layout),
      { now: 1500, detail: 'wire', isStill: false, isFollowed: nothing, room },
    ).bands.map(({ width, perSecond }) => ({ width, perSecond }))
  // 20 on a way that takes 1 ms: 20,000 a second.
  expect(flow(60, 2000)[0]?.perSecond).toBe(20_000)
  const [slow, quick, most] = [flow(60, 1_001_000), flow(60, 2000), flow(6_000, 1001)]
  expect(slow[0]?.width).toBeLessThan(quick[0]?.width ?? 0)
  expect(most[0]?.width).toBe(14)
  expect(flow(60, null)).toEqual(Array(3).fill({ width: 2, perSecond: 0 }))
})

test('with reduced motion every message stands at mid-way', () => {
  const still = (now: number) =>
    trafficAt([message({})], routeFinder(layout), {
      now,
      detail: 'wire',
      isStill: true,
      isFollowed: nothing,
      room,
    }).marks[0]
  const [early, late] = [still(1000), still(2000)]
  expect([early?.x, early?.y]).toEqual([late?.x, late?.y])
})
