import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { OUTER_HOST, serverProcess } from '~/engine/build'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { isServer } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { hostId, processId } from '~/sim/ids'

const SECOND = 1_000_000

function threeNodes(): Run {
  const scenario = loopbackScenario({
    shape: { type: 'combined', nodes: 3 },
    properties: { 'default.replication.factor': '3' },
    perNode: {},
  })
  const shop = {
    id: 'shop',
    kind: 'producer',
    topic: 'orders',
    bootstrap: 'localhost:9092',
    ratePerSecond: 1,
    groupId: null,
    properties: {},
  } as const
  const topic = { name: 'orders', partitions: 1, replicationFactor: 3, configs: {} }
  const run = startRun(
    { ...scenario, topics: [topic], bootstrap: 'localhost:9092', workload: [shop] },
    1,
    kafkaProgram,
  )
  run.advance(10 * SECOND, Number.MAX_SAFE_INTEGER)
  return run
}

function logOf(run: Run, node?: number): readonly string[] {
  return run
    .branch()
    .journal.logged.filter(({ process }) => node === undefined || process === serverProcess(node))
    .map(({ level, text, logger }) => `${level} ${text} (${logger})`)
}

test('a start: registered, recovered, running, each line once', () => {
  const log = logOf(threeNodes(), 2)
  const wanted = [
    /^INFO \[BrokerLifecycleManager id=2\] Incarnation [\w-]+ of broker 2 in cluster \S+ is now STARTING\. \(kafka\.server\.BrokerLifecycleManager\)$/,
    /^INFO \[BrokerLifecycleManager id=2\] Successfully registered broker 2 with broker epoch \d+ /,
    /The broker has caught up\. Transitioning from STARTING to RECOVERY\./,
    /The broker has been unfenced\. Transitioning from RECOVERY to RUNNING\./,
    /^INFO \[KafkaRaftServer nodeId=2\] Kafka Server started \(kafka\.server\.KafkaRaftServer\)$/,
  ]
  const at = wanted.map((pattern) => log.findIndex((line) => pattern.test(line)))
  expect(at.every((index) => index >= 0)).toBe(true)
  expect([...at].sort((a, b) => a - b)).toEqual(at)
  for (const pattern of wanted) expect(log.filter((line) => pattern.test(line))).toHaveLength(1)
})

test('one controller becomes active, the others hear of it', () => {
  const log = logOf(threeNodes())
  const active = log.filter((line) => line.includes('Becoming the active controller at epoch'))
  expect(active).toHaveLength(1)
  expect(
    log.filter((line) => /In the new epoch \d+, the leader is [123]\./.test(line)),
  ).toHaveLength(2)
  expect(log.filter((line) => line.startsWith('WARN'))).toEqual([
    expect.stringMatching(
      /Performing controller activation\. The metadata log appears to be empty\./,
    ),
  ])
})

test('the next controller is activated, which is a warning; configs are told as they are replayed', () => {
  const run = threeNodes()
  const before = logOf(run).length
  const active = /id=(\d)\] Becoming the active controller/.exec(logOf(run).join('\n'))?.[1]
  run.command({ type: 'Kill', process: serverProcess(Number(active)) })
  run.advance(run.now() + 10 * SECOND, Number.MAX_SAFE_INTEGER)
  const others = [1, 2, 3].filter((id) => id !== Number(active))
  run.command({
    type: 'Spawn',
    process: processId('configs'),
    host: OUTER_HOST,
    spec: {
      kind: 'client',
      program: 'kafka-configs',
      args: `--bootstrap-server localhost:${9091 + (others[0] ?? 1)} --alter --entity-type topics --entity-name orders --add-config retention.ms=1000`.split(
        ' ',
      ),
      files: {},
      properties: {},
    },
  })
  run.advance(run.now() + 5 * SECOND, Number.MAX_SAFE_INTEGER)
  const log = logOf(run).slice(before).join('\n')
  expect(log).toMatch(/WARN \[QuorumController id=\d\] Performing controller activation\. \(/)
  expect(log).toContain(
    "Replayed ConfigRecord for ConfigResource(type=TOPIC, name='orders') which set configuration retention.ms to 1000 (org.apache.kafka.controller.ConfigurationControlManager)",
  )
})

test('a new partition: its leader and its followers say where they start', () => {
  const run = threeNodes()
  const id = run.branch().journal.logged.flatMap(({ text }) => {
    const match = /Replayed TopicRecord for topic orders with topic ID (\S+)\./.exec(text)
    return match?.[1] === undefined ? [] : [match[1]]
  })[0]
  const log = logOf(run)
  expect(log).toContainEqual(
    expect.stringMatching(
      new RegExp(
        `^INFO \\[Broker id=\\d\\] Leader orders-0 with topic id Some\\(${id ?? ''}\\) starts at leader epoch 0 from offset 0 with partition epoch 0, high watermark 0, ISR \\[\\d,\\d,\\d\\], adding replicas \\[\\] and removing replicas \\[\\] \\. Previous leader None and previous leader epoch was -1\\. \\(state\\.change\\.logger\\)$`,
      ),
    ),
  )
  const followers = log.filter((line) =>
    /Follower orders-0 starts at leader epoch 0 from offset 0 with partition epoch 0 and high watermark 0\. Current leader is (\d)\. Previous leader Some\(\1\) and previous leader epoch was 0\./.test(
      line,
    ),
  )
  expect(followers).toHaveLength(2)
  expect(
    log.filter((line) =>
      /Added fetcher to broker \d for partitions Map\(orders-0 -> InitialFetchState\(/.test(line),
    ),
  ).toHaveLength(2)
})

test('a killed leader: fenced by the controller, another leads with a higher epoch', () => {
  const run = threeNodes()
  const before = logOf(run).length
  const leader = /\[Broker id=(\d)\] Leader orders-0/.exec(logOf(run).join('\n'))?.[1]
  run.command({ type: 'Kill', process: serverProcess(Number(leader)) })
  run.advance(run.now() + 20 * SECOND, Number.MAX_SAFE_INTEGER)
  const log = logOf(run).slice(before).join('\n')
  expect(log).toMatch(
    new RegExp(
      `\\[QuorumController id=\\d\\] Fencing broker ${leader ?? ''} at epoch \\d+ because its session has timed out\\.`,
    ),
  )
  expect(log).toMatch(/handleBrokerFenced: changing \d+ partition\(s\)/)
  expect(log).toMatch(
    new RegExp(
      `Leader orders-0 with topic id Some\\(\\S+\\) starts at leader epoch 1 from offset \\d+ .* Previous leader Some\\(${leader ?? ''}\\) and previous leader epoch was 0\\.`,
    ),
  )
})

test('a follower that cannot reach its leader is shrunk out of the ISR and comes back', () => {
  const run = threeNodes()
  const leader = Number(/\[Broker id=(\d)\] Leader orders-0/.exec(logOf(run).join('\n'))?.[1])
  const [from, to] = [hostId(`node-${leader === 1 ? 2 : 1}`), hostId(`node-${leader}`)]
  run.command({ type: 'SetLink', from, to, link: { cut: true } })
  run.advance(run.now() + 60 * SECOND, Number.MAX_SAFE_INTEGER)
  run.command({ type: 'HealLinks' })
  run.advance(run.now() + 20 * SECOND, Number.MAX_SAFE_INTEGER)
  const log = logOf(run, leader).join('\n')
  expect(log).toMatch(
    /\[Partition orders-0 broker=\d\] Shrinking ISR from \d,\d,\d to \d,\d\. Leader: \(highWatermark: \d+, endOffset: \d+\)\. Out of sync replicas: \(brokerId: \d, endOffset: \d+, lastCaughtUpTimeMs: \d+\)\./,
  )
  // The answer to its request may come after the metadata that says the same; then it is no news.
  const state = run.world().processes.get(serverProcess(leader))?.state ?? null
  const image = isServer(state) ? state.controller?.committed : undefined
  const orders = [...(image?.topics.values() ?? [])].find(({ name }) => name === 'orders')
  expect(orders?.partitions.get(0)?.isr.toSorted()).toEqual([1, 2, 3])
})

/** The lines of the raft client and its roles, from a line on, shortened where they are long. */
function raftLog(run: Run, node: number): readonly string[] {
  return logOf(run, node)
    .filter((line) => line.includes('[RaftManager id='))
    .map((line) => line.replace(/ \(org\.apache\.kafka\.raft[\w.]*\)$/, ''))
}

function leaderAt(run: Run): number {
  const state = (id: number) => run.world().processes.get(serverProcess(id))?.state ?? null
  const leads = (id: number) => {
    const server = state(id)
    return isServer(server) && server.quorum?.role.name === 'Leader'
  }
  return [1, 2, 3].find(leads) ?? 0
}

test('§11 a start of the quorum, and the election that ends it', () => {
  const run = threeNodes()
  const leader = leaderAt(run)
  const log = raftLog(run, leader)
  const wanted = [
    /Reading KRaft snapshot and log as part of the initialization$/,
    /Starting voters are VoterSet\(voters=\{1=VoterNode\(voterKey=ReplicaKey\(id=1, directoryId=<undefined>\), listeners=Endpoints\(endpoints=\{ListenerName\(CONTROLLER\)=localhost\/127\.0\.0\.1:29093\}\), supportedKRaftVersion=SupportedVersionRange\[min_version:0, max_version:0\]\)/,
    /Starting request manager with static voters: \[localhost:29093 \(id: 1 rack: null isFenced: false\), localhost:29094 \(id: 2 /,
    /Attempting durable transition to UnattachedState\(epoch=0, leaderId=OptionalInt\.empty, votedKey=Optional\.empty, voters=\[1, 2, 3\], electionTimeoutMs=1\d{3}, highWatermark=Optional\.empty\) from null$/,
    /Completed transition to UnattachedState\(.*\) from null$/,
    /Completed transition to ProspectiveState\(epoch=0, .*electionTimeoutMs=1\d{3}, /,
    /Attempting durable transition to CandidateState\(/,
    /Completed transition to Leader\(/,
    /High watermark set to LogOffsetMetadata\(offset=1, metadata=Optional\[\(segmentBaseOffset=0,relativePositionInSegment=\d+\)\]\) for the first time for epoch \d+ based on indexOfHw 1 and voters \[ReplicaState\(replicaKey=ReplicaKey\(id=\d, directoryId=<undefined>\), endOffset=Optional\[LogOffsetMetadata\(offset=1, /,
  ]
  let from = 0
  for (const pattern of wanted) {
    const at = log.findIndex((line, index) => index >= from && pattern.test(line))
    expect(at, String(pattern)).toBeGreaterThanOrEqual(from)
    from = at + 1
  }
})

test('§11 a leader that is killed: why a follower stands, and each vote that it is asked for', () => {
  const run = threeNodes()
  const leader = leaderAt(run)
  const others = [1, 2, 3].filter((id) => id !== leader)
  run.command({ type: 'Kill', process: serverProcess(leader) })
  run.advance(run.now() + 8 * SECOND, Number.MAX_SAFE_INTEGER)
  const won = leaderAt(run)
  const [voter = 0] = others.filter((id) => id !== won)
  expect(raftLog(run, won)).toContain(
    `INFO [RaftManager id=${won}] Transitioning to Prospective state due to fetch timeout`,
  )
  const asked = raftLog(run, voter).filter((line) => line.includes('Vote request'))
  const vote = new RegExp(
    `^INFO \\[RaftManager id=${voter}\\] Vote request VoteRequestData\\(clusterId='\\S+', voterId=${voter}, topics=\\[TopicData\\(topicName='__cluster_metadata', partitions=\\[PartitionData\\(partitionIndex=0, replicaEpoch=(\\d+), replicaId=${won}, replicaDirectoryId=\\S+, voterDirectoryId=A{22}, lastOffsetEpoch=\\d+, lastOffset=\\d+, preVote=false\\)\\]\\)\\]\\) with epoch \\1 is granted$`,
  )
  expect(asked.filter((line) => vote.test(line)).length).toBeGreaterThanOrEqual(1)
  // A vote that is given is written down before it is told.
  const log = raftLog(run, voter)
  const told = log.findLastIndex((line) => vote.test(line))
  expect(log[told - 3]).toMatch(
    /Completed transition to UnattachedState\(epoch=\d+, leaderId=OptionalInt\.empty, votedKey=Optional\.empty, /,
  )
  expect(log[told - 1]).toMatch(
    /Completed transition to UnattachedState\(.*votedKey=Optional\[ReplicaKey\(id=\d.* from UnattachedState\(.*votedKey=Optional\.empty/,
  )
})

test('§11 a leader that nobody fetches from says so before it resigns', () => {
  const run = threeNodes()
  const leader = leaderAt(run)
  for (const id of [1, 2, 3].filter((other) => other !== leader)) {
    run.command({ type: 'Pause', process: serverProcess(id) })
  }
  run.advance(run.now() + 4 * SECOND, Number.MAX_SAFE_INTEGER)
  const log = raftLog(run, leader)
  const at = log.findIndex((line) =>
    /Did not receive fetch request from the majority of the voters within 3000ms\. Current fetched voters are \[\], and voters are \[ReplicaKey\(id=1, directoryId=<undefined>\), ReplicaKey\(id=2, /.test(
      line,
    ),
  )
  expect(at).toBeGreaterThan(0)
  expect(log[at + 1]).toMatch(/Completed transition to ResignedState\(.* from Leader\(/)
})

test('§11 a graceful stop begins and ends in the log', () => {
  const run = threeNodes()
  const leader = leaderAt(run)
  run.command({ type: 'Signal', process: serverProcess(leader), signal: 'SIGTERM' })
  run.advance(run.now() + 10 * SECOND, Number.MAX_SAFE_INTEGER)
  const log = raftLog(run, leader)
  const begun = log.findIndex((line) => line.endsWith('Beginning graceful shutdown'))
  const ended = log.findIndex((line) => line.endsWith('Graceful shutdown completed'))
  expect(begun).toBeGreaterThan(0)
  expect(log[begun + 1]).toMatch(/Completed transition to ResignedState\(/)
  expect(ended).toBeGreaterThan(begun)
})
