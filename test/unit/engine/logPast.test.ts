import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { logPast } from '~/engine/logPast'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { hostId } from '~/sim/ids'
import { newClusterProjection } from '~/views/projectCluster'
import type { PartitionLogView, ReplicaLogView } from '~/views/partitionLogView'
import { projectLog } from '~/views/projectLog'

const SECOND = 1_000_000
const place = { topic: 'orders', partition: 0 }

function viewOf(run: Run): PartitionLogView {
  const world = run.world()
  return projectLog(
    world,
    { cluster: newClusterProjection()(world), past: logPast(run, place) },
    place,
  )
}

/** A leader that is cut off goes on answering with acks=1; then the others elect another one. */
function cutOffLeader(): { readonly run: Run; readonly leader: number } {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes: 3 },
    properties: { 'auto.create.topics.enable': 'false' },
    perNode: {},
  })
  const client = { topic: 'orders', bootstrap: base.bootstrap, ratePerSecond: 4, groupId: null }
  const run = startRun(
    {
      ...base,
      topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, configs: {} }],
      workload: [{ ...client, id: 'shop', kind: 'producer', properties: { acks: '1' } }],
    },
    1,
    kafkaProgram,
  )
  run.advance(15 * SECOND, 1_000_000)
  const leader = viewOf(run).leader ?? 0
  for (const other of [1, 2, 3].filter((id) => id !== leader)) {
    const ends = [hostId(`node-${leader}`), hostId(`node-${other}`)] as const
    const link = { cut: true }
    run.command({ type: 'SetLink', from: ends[0], to: ends[1], link })
    run.command({ type: 'SetLink', from: ends[1], to: ends[0], link })
  }
  run.advance(30 * SECOND, 1_000_000)
  return { run, leader }
}

function replicaOf(run: Run, broker: number): ReplicaLogView {
  const found = viewOf(run).replicas.find((replica) => replica.broker === broker)
  return present(found, `broker ${broker} has a replica`)
}

test('a leader that is cut off holds records that the new one has not: some were acknowledged', () => {
  const { run, leader } = cutOffLeader()
  const view = viewOf(run)
  expect(view.leader).not.toBe(leader)
  const { isFormerLeader, differs } = replicaOf(run, leader)
  expect(isFormerLeader).toBe(true)
  const { count, acknowledged } = present(differs, 'its log differs')
  expect(count).toBeGreaterThan(0)
  expect(acknowledged).toBe(count)
  const followers = view.replicas.filter(({ broker }) => broker !== leader)
  expect(followers.map(({ differs }) => differs)).toEqual([null, null])
})

test('what a cut took stays in the picture until something is appended, and only after the cut', () => {
  const { run, leader } = cutOffLeader()
  const before = replicaOf(run, leader)
  run.command({ type: 'HealLinks' })
  while (run.notes().truncations.length === 0 && run.advance(60 * SECOND, 1) > 0);
  const truncation = present(run.notes().truncations[0], 'the old leader is cut')
  expect(truncation.process).toBe(`kafka-${leader}`)
  const cut = present(replicaOf(run, leader).cut, 'the picture shows it')
  expect(cut.from).toBe(before.differs?.from)
  expect(cut.acknowledged).toBeGreaterThan(0)
  expect(cut.batches.flatMap(({ records }) => records)).toHaveLength(cut.count)

  run.seek(truncation.event)
  expect(replicaOf(run, leader).cut).toBeNull()
  run.seek(run.endIndex())
  run.advance(90 * SECOND, 1_000_000)
  expect(replicaOf(run, leader).cut).toBeNull()
})

test('edges are noted by thing, and a fork keeps those before it', () => {
  const { run, leader } = cutOffLeader()
  const key = `replica/orders-0 on broker ${leader}`
  const first = present(run.notes().transitions.get(key)?.[0], 'the replica took an edge')
  expect(first.fact).toMatchObject({ machine: 'replica', from: 'New' })
  run.seek(first.event + 1)
  run.command({ type: 'HealLinks' })
  expect(run.notes().transitions.get(key)).toEqual([first])
})

test('until a broker has replayed that it was elected, it is shown with the epoch that it knows', () => {
  const { run, leader } = cutOffLeader()
  expect(replicaOf(run, leader).known).toEqual({ isLeader: true, leaderEpoch: 0 })
  const election = present(
    run
      .notes()
      .replication.partitions.find(
        ({ topic, registration }) => topic === 'orders' && registration?.leaderEpoch === 1,
      ),
    'another leader was elected',
  )
  run.seek(election.event + 1)
  // The picture is that of whoever was told first: another one than the elected.
  while (viewOf(run).leaderEpoch === 0) run.seek(run.cursor() + 1)
  const elected = viewOf(run)
  const told = present(
    elected.replicas.find(({ broker }) => broker === elected.leader),
    'the elected one has a replica',
  )
  expect(elected.leaderEpoch).toBe(1)
  expect(told.known).toEqual({ isLeader: false, leaderEpoch: 0 })
  run.seek(run.endIndex())
  expect(replicaOf(run, told.broker).known).toEqual({ isLeader: true, leaderEpoch: 1 })
})
