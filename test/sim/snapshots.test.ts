import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { KafkaFact } from '~/kafka/facts'
import { checkSafety } from '~/kafka/invariants/safety'
import type { MetadataImage } from '~/kafka/metadata/image'
import { EMPTY_IMAGE } from '~/kafka/metadata/image'
import { imageRecords } from '~/kafka/metadata/imageRecords'
import { replayRecord } from '~/kafka/metadata/replay'
import type { ServerState } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { hostId } from '~/sim/ids'

type FactOf<T extends KafkaFact['type']> = Extract<KafkaFact, { type: T }>

const SECOND = 1_000_000

/** Snapshots every 4,000 bytes, about 25 seconds of an idle log. */
const OFTEN = {
  'metadata.log.max.record.bytes.between.snapshots': '4000',
  'metadata.max.retention.bytes': '9000',
}

function cluster(nodes: number, properties: Readonly<Record<string, string>> = OFTEN): Run {
  const scenario = loopbackScenario({
    shape: { type: 'combined', nodes },
    properties,
    perNode: {},
  })
  const topic = {
    name: 'orders',
    partitions: 3,
    replicationFactor: Math.min(3, nodes),
    configs: {},
  }
  return startRun({ ...scenario, topics: [topic] }, 1, kafkaProgram)
}

function quorumOf(run: Run, id: number) {
  const state = run.world().processes.get(serverProcess(id))?.state as ServerState
  if (state.quorum === null) throw new Error('it runs')
  return state.quorum
}

function imageOf(run: Run, id: number) {
  return (run.world().processes.get(serverProcess(id))?.state as ServerState).broker?.image
}

function factsOf<T extends KafkaFact['type']>(run: Run, type: T): readonly FactOf<T>[] {
  const found: FactOf<T>[] = []
  for (let index = 0; index < run.endIndex(); index += 1) {
    for (const { fact } of run.stepAt(index).facts) {
      if (fact.type === type) found.push(fact as FactOf<T>)
    }
  }
  return found
}

/** What an image holds, without the sharing and the order of its maps. */
function plain(image: MetadataImage = EMPTY_IMAGE) {
  const sorted = <K, V>(map: Iterable<[K, V]>) =>
    [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return {
    brokers: sorted(image.brokers),
    topics: sorted(image.topics).map(([id, { name, partitions }]) => [
      id,
      name,
      sorted(partitions),
    ]),
    configs: sorted(image.configs).map(([name, values]) => [name, sorted(values)]),
    features: sorted(image.features),
    nextProducerId: image.nextProducerId,
  }
}

const passes = (run: Run, seconds: number) => run.advance(run.now() + seconds * SECOND, 10_000_000)

test('Q-56 every node writes its own snapshots of what is committed, at the end of a batch', () => {
  const run = cluster(3)
  passes(run, 70)
  for (const id of [1, 2, 3]) {
    const { snapshots, highWatermark, log } = quorumOf(run, id)
    expect(snapshots.length).toBeGreaterThan(0)
    for (const { endOffset, epoch } of snapshots) {
      expect(endOffset).toBeLessThanOrEqual(highWatermark ?? 0)
      const next = log.batches.find(({ baseOffset }) => baseOffset === endOffset)
      expect(next?.epoch ?? epoch).toBeGreaterThanOrEqual(epoch)
    }
  }
})

test('MC-03 the records of a snapshot replay to what it holds', () => {
  const run = cluster(3)
  passes(run, 70)
  const snapshot = quorumOf(run, 1).snapshots.at(-1)
  const image = snapshot?.image ?? EMPTY_IMAGE
  const again = imageRecords(image).reduce(replayRecord, EMPTY_IMAGE)
  expect(plain(again)).toEqual(plain(image))
  expect(plain(image).topics).not.toEqual([])
})

test('Q-58 beyond the retention the oldest go, and the log begins where the next one ends', () => {
  const run = cluster(1)
  passes(run, 200)
  const { snapshots, log } = quorumOf(run, 1)
  expect(log.startOffset).toBeGreaterThan(0)
  expect(snapshots[0]?.endOffset).toBe(log.startOffset)
  expect(log.batches.first()?.baseOffset).toBeGreaterThanOrEqual(log.startOffset)
  expect(checkSafety(run.world())).toEqual([])
})

test('Q-57 a node that was away longer than the log reaches begins from a snapshot', () => {
  const run = cluster(3)
  passes(run, 15)
  run.command({ type: 'Kill', process: serverProcess(3) })
  run.command({ type: 'WipeDisk', host: hostId('node-3') })
  passes(run, 200)
  run.command({ type: 'Start', process: serverProcess(3) })
  passes(run, 20)
  const { log, snapshots } = quorumOf(run, 3)
  expect(log.startOffset).toBeGreaterThan(0)
  expect(snapshots.some(({ endOffset }) => endOffset === log.startOffset)).toBe(true)
  expect(plain(imageOf(run, 3)).topics).toEqual(plain(imageOf(run, 1)).topics)
  const facts = factsOf(run, 'SnapshotFetched')
  expect(facts.length).toBeGreaterThan(0)
})

test('a restarted node loads its newest snapshot, then the log from there', () => {
  const run = cluster(1)
  passes(run, 200)
  run.command({ type: 'Kill', process: serverProcess(1) })
  run.command({ type: 'Start', process: serverProcess(1) })
  passes(run, 40)
  const { snapshots } = quorumOf(run, 1)
  const loaded = factsOf(run, 'SnapshotLoaded')
  expect(loaded).toHaveLength(1)
  expect(snapshots.some(({ endOffset }) => endOffset === loaded[0]?.endOffset)).toBe(true)
  expect(imageOf(run, 1)?.topicIds.has('orders')).toBe(true)
})

test('C-90 a snapshot is written when the interval is over, though few bytes came', () => {
  const run = cluster(1, { 'metadata.log.max.snapshot.interval.ms': '20000' })
  passes(run, 50)
  expect(quorumOf(run, 1).snapshots.length).toBeGreaterThan(0)
})
