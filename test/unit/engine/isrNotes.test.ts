import { beforeAll, describe, expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { processId } from '~/sim/ids'
import type { IsrHistory } from '~/views/isrHistory'
import { isrHistory } from '~/views/isrHistory'
import { newClusterProjection } from '~/views/projectCluster'

const SECOND = 1_000_000
const place = { topic: 'orders', partition: 0 }

function historyOf(run: Run): IsrHistory {
  return isrHistory(run.notes().replication, place)
}

/** How the history says that replicas stood after the event before `index`. */
function standingsAt(run: Run, index: number): readonly string[] {
  return historyOf(run).lanes.flatMap(({ broker, spans }) => {
    const span = spans.findLast(({ event }) => event < index)
    const standing = span?.standing ?? null
    return standing === null ? [] : [`${broker} ${standing}`]
  })
}

function threeNodes(): Run {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes: 3 },
    properties: { 'auto.create.topics.enable': 'false' },
    perNode: {},
  })
  const topics = [
    {
      name: 'orders',
      partitions: 1,
      replicationFactor: 3,
      configs: { 'min.insync.replicas': '2' },
    },
  ]
  return startRun({ ...base, topics }, 1, kafkaProgram)
}

describe('a follower dies, a second one follows, the first comes back', () => {
  let run: Run
  let dead: readonly number[]

  beforeAll(() => {
    run = threeNodes()
    run.advance(15 * SECOND, 1_000_000)
    const leader = present(historyOf(run).changes.at(-1)?.registration?.leader, 'there is a leader')
    dead = [1, 2, 3].filter((id) => id !== leader)
    for (const id of dead) {
      run.command({ type: 'Kill', process: processId(`kafka-${id}`) })
      run.advance(run.now() + 30 * SECOND, 1_000_000)
    }
    run.command({ type: 'Start', process: processId(`kafka-${dead[0] ?? 0}`) })
    run.advance(run.now() + 30 * SECOND, 1_000_000)
  })

  test('begins with the partition as it was created, all in sync, with its own minimum', () => {
    const first = present(historyOf(run).changes[0], 'the partition was created')
    expect(first.cause).toBeNull()
    expect(first.minIsr).toBe(2)
    expect(first.registration?.isr).toHaveLength(3)
  })

  test('each change carries the decision that made it, which was before it was committed', () => {
    const later = historyOf(run).changes.slice(1)
    expect(later.length).toBeGreaterThan(0)
    for (const { cause, event, registration } of later) {
      const decision = present(cause, 'somebody decided it')
      expect(decision.event).toBeLessThanOrEqual(event)
      const { facts } = run.stepAt(decision.event)
      expect(facts.map(({ fact }) => fact)).toContainEqual(
        expect.objectContaining({
          type: 'PartitionChanged',
          partitionEpoch: registration?.partitionEpoch,
          isrTo: registration?.isr,
          because: decision.because,
        }),
      )
    }
  })

  test('the killed follower is offline from the very event of the kill', () => {
    const killed = run
      .branch()
      .history.commands()
      .find(({ command }) => command.type === 'Kill')
    const lane = historyOf(run).lanes.find(({ broker }) => broker === dead[0])
    const offline = lane?.spans.find(({ standing }) => standing === 'offline')
    expect(offline?.event).toBe(killed?.index)
  })

  test('says of every instant what the stage shows, once everybody has replayed', () => {
    const project = newClusterProjection()
    let compared = 0
    for (let index = 0; index <= run.endIndex(); index += 200) {
      const world = run.worldAt(index)
      const stage = project(world).brokers.flatMap(({ replicas }) =>
        replicas
          .filter(({ topic }) => topic === 'orders')
          .map(({ broker, standing }) => `${broker} ${standing}`),
      )
      if (stage.length === 0) continue
      compared += 1
      expect(standingsAt(run, index)).toEqual(stage)
    }
    expect(compared).toBeGreaterThan(10)
  })

  test('a fork keeps what was noted before it and goes on by itself', () => {
    const all = historyOf(run).changes
    const second = present(all[1], 'there was a first change')
    const main = run.branch().id
    run.seek(second.event + 1)
    run.fork()
    expect(historyOf(run).changes).toEqual(all.slice(0, 2))
    run.advance(run.now() + 20 * SECOND, 1_000_000)
    expect(historyOf(run).changes.slice(0, 2)).toEqual(all.slice(0, 2))
    run.switchTo(main)
    expect(historyOf(run).changes).toEqual(all)
  })
})
