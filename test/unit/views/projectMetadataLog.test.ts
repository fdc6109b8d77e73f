import { describe, expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { isServer } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { processId } from '~/sim/ids'
import { imageTree } from '~/views/imageTree'
import { imageUpTo, projectMetadataLog, shownMetadataLog } from '~/views/projectMetadataLog'

const SECOND = 1_000_000

const base = loopbackScenario({
  shape: { type: 'combined', nodes: 3 },
  properties: { 'auto.create.topics.enable': 'false' },
  perNode: {},
})
const topics = [
  { name: 'orders', partitions: 2, replicationFactor: 3, configs: { 'retention.ms': '60000' } },
]
const run = startRun({ ...base, topics }, 1, kafkaProgram)
run.advance(15 * SECOND, 1_000_000)
const world = run.world()
const whole = (endOffset: number) => ({ from: 0, to: endOffset })
const view = projectMetadataLog(world, whole)

test('the log is the active one, and each offset up to its end is there once', () => {
  expect(view.isActive).toBe(true)
  expect(view.records.map(({ offset }) => offset)).toEqual(
    Array.from({ length: view.endOffset }, (_, offset) => offset),
  )
})

test('a window gives the records that are in it and no others', () => {
  const part = projectMetadataLog(world, () => ({ from: 5, to: 9 }))
  expect(part.records).toEqual(view.records.slice(5, 9))
})

test('everybody has a lane: one is active, nobody has replayed what it has not fetched', () => {
  expect(view.lanes.map(({ node }) => node)).toEqual([1, 2, 3])
  expect(view.lanes.filter(({ kind }) => kind === 'active')).toHaveLength(1)
  for (const { fetchedEnd, replayedEnd } of view.lanes) {
    expect(replayedEnd).toBeLessThanOrEqual(fetchedEnd)
    expect(replayedEnd).toBeGreaterThan(0)
  }
})

test('a node that is killed has a lane that says so and stays where it was', () => {
  const other = present(
    view.lanes.find(({ kind }) => kind !== 'active'),
    'there is a follower',
  )
  run.command({ type: 'Kill', process: processId(`kafka-${other.node}`) })
  const after = projectMetadataLog(run.world(), whole)
  expect(after.lanes.find(({ node }) => node === other.node)?.kind).toBe('down')
})

describe('the image', () => {
  const log = present(shownMetadataLog(world), 'there is a log')

  test('is what a broker has that replayed as far', () => {
    const state = world.processes.get(processId(`kafka-${view.owner ?? 0}`))?.state ?? null
    const image = isServer(state) ? (state.broker?.image ?? null) : null
    const replayed = present(image, 'the broker has an image')
    expect(imageTree(imageUpTo(log, replayed.offset))).toEqual(imageTree(replayed))
  })

  test('up to before a topic has no such topic; with its record it has', () => {
    const topic = present(
      view.records.find(({ type, subject }) => type === 'TopicRecord' && subject === 'orders'),
      'the topic has a record',
    )
    const keysUpTo = (last: number) => imageTree(imageUpTo(log, last)).map(({ key }) => key)
    expect(keysUpTo(topic.offset - 1)).not.toContain('topic/orders')
    expect(keysUpTo(topic.offset)).toContain('topic/orders')
  })

  test('has a row for each thing that a record touched, unless it was taken away', () => {
    const keys = new Set(imageTree(imageUpTo(log, view.endOffset - 1)).map(({ key }) => key))
    const touched = view.records.flatMap(({ touches }) => touches)
    expect(touched).toContain('partition/orders-1')
    expect(touched).toContain('config/TOPIC:orders/retention.ms')
    expect(touched.filter((key) => !keys.has(key))).toEqual([])
  })

  test('has each row once, below its parent', () => {
    const rows = imageTree(imageUpTo(log, view.endOffset - 1))
    const seen = new Map<string, number>()
    for (const { key, parent, level } of rows) {
      expect(seen.has(key)).toBe(false)
      expect(level).toBe(parent === null ? 1 : (seen.get(parent) ?? 0) + 1)
      seen.set(key, level)
    }
  })
})
