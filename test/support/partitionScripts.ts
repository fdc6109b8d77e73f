import { OUTER_HOST, serverProcess } from '~/engine/build'
import { nodeId, topicPartition } from '~/kafka/ids'
import { processId } from '~/sim/ids'
import { hostOf, link } from './hurting'
import type { EdgeScript } from './edgeScript'
import { STARTED } from './edgeScript'
import type { QuorumLab } from './quorumLab'
import { part, serverAt } from './quorumLab'

const NAME = topicPartition('orders', 0)

/** What a tool is called with, and the content of its file. */
interface Asked {
  readonly args: readonly string[]
  readonly file?: string
}

/** A tool of an operator; it talks to the last broker. */
function tool(lab: QuorumLab, program: string, { args, file = '' }: Asked): void {
  lab.command({
    type: 'Spawn',
    process: processId(`${program}-${lab.world().eventCount}`),
    host: OUTER_HOST,
    spec: {
      kind: 'client',
      program,
      args: ['--bootstrap-server', 'localhost:9094', ...args],
      files: { 'moves.json': file },
      properties: {},
    },
  })
}

/** The partition as the active controller has it. */
function registered(lab: QuorumLab) {
  const [controller = 0] = lab.voters
  const topics = serverAt(lab, controller)?.controller?.image.topics
  return [...(topics?.values() ?? [])].find(({ name }) => name === 'orders')?.partitions.get(0)
}

/** Its metadata does not reach a broker, whose heartbeats do reach the controller. */
function loseMetadata(lab: QuorumLab, id: number): void {
  const [controller = 0] = lab.voters
  for (const { id: message, from, to, body } of lab.world().network.inFlight.values()) {
    const [asks, answers] = [serverProcess(id), serverProcess(controller)]
    const isIts = (from === asks && to === answers) || (from === answers && to === asks)
    if (isIts && body?.api === 'FetchMetadata') lab.command({ type: 'DropMessage', message })
  }
}

/** The replicas in another order, and the first of them leads. */
function lead(lab: QuorumLab, replicas: readonly number[], isSo: () => boolean): void {
  const partition = { topic: 'orders', partition: 0, replicas }
  const file = JSON.stringify({ version: 1, partitions: [partition] })
  tool(lab, 'kafka-reassign-partitions', {
    args: ['--reassignment-json-file', 'moves.json', '--execute'],
    file,
  })
  lab.until(() => isSo() || registered(lab)?.replicas[0] === replicas[0], 5)
  tool(lab, 'kafka-leader-election', {
    args: ['--election-type', 'preferred', '--all-topic-partitions'],
  })
  lab.until(() => isSo() || registered(lab)?.leader === replicas[0], 5)
}

/**
 * A leader hears nothing of two others that lead meanwhile, and leads again: it still takes one
 * follower for its former self, which it has never seen lag. The ISR without the other follower, and
 * with this one, is refused.
 */
function leadWithOldNews(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  part(lab, [[3], [1]])
  lab.passes(2)
  lab.command({ type: 'Kill', process: processId('producer-1') })
  lab.passes(1)
  const untold = (isSo: () => boolean) => () => {
    loseMetadata(lab, 1)
    return isSo()
  }
  lead(
    lab,
    [3, 2, 1],
    untold(() => false),
  )
  lab.command({ type: 'Kill', process: serverProcess(2) })
  lab.until(
    untold(() => registered(lab)?.isr.includes(nodeId(2)) === false),
    12,
  )
  lab.command({ type: 'Start', process: serverProcess(2) })
  lab.until(
    untold(() => registered(lab)?.isr.includes(nodeId(2)) === true),
    12,
  )
  lead(
    lab,
    [1, 3, 2],
    untold(() => false),
  )
  part(lab, [[2], [1]])
  lab.until(isTaken, 60)
}

/** A broker whose directory does not work when it is to open a log in it. */
function openNothing(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  lab.command({ type: 'Kill', process: serverProcess(1) })
  lab.command({ type: 'FailDirectory', host: hostOf(1), path: '/dir/b' })
  lab.command({ type: 'Start', process: serverProcess(1) })
  lab.until(isTaken, STARTED)
}

function pendingIsr(lab: QuorumLab): readonly number[] | null {
  const role = serverAt(lab, 1)?.broker?.replicas.get(NAME)?.role
  return role?.type === 'leader' ? role.pendingIsr : null
}

/** A follower has caught up, and goes before the controller hears that it has. */
function expandTooLate(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  part(lab, [[2], [1]])
  lab.until(() => registered(lab)?.isr.includes(nodeId(2)) === false, 12)
  lab.passes(1)
  part(lab, [[2], [1]], false)
  lab.command(link(hostOf(1), hostOf(3), { latencyMicros: 2_000_000 }))
  lab.until(() => pendingIsr(lab) !== null, 12)
  lab.command({ type: 'Signal', process: serverProcess(2), signal: 'SIGTERM' })
  lab.until(isTaken, 10)
}

/** A leader that wants another ISR hears the answer before it reads the metadata. */
function hearAtOnce(lab: QuorumLab, isTaken: () => boolean): void {
  lab.until(() => pendingIsr(lab) !== null, 12)
  lab.until(() => {
    loseMetadata(lab, 1)
    return isTaken()
  }, 5)
}

/** A follower lags. */
function shrinkAtOnce(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  part(lab, [[2], [1]])
  hearAtOnce(lab, isTaken)
}

/** A follower has lagged, and has caught up. */
function expandAtOnce(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  part(lab, [[2], [1]])
  lab.until(() => registered(lab)?.isr.includes(nodeId(2)) === false, 12)
  lab.passes(1)
  part(lab, [[2], [1]], false)
  hearAtOnce(lab, isTaken)
}

/** A leader is asked to stop: it is let go when the others know who leads. */
function stopLeading(lab: QuorumLab, isTaken: () => boolean): void {
  lab.passes(STARTED)
  lab.command({ type: 'Signal', process: serverProcess(1), signal: 'SIGTERM' })
  lab.until(isTaken, 10)
}

const PAIR = {
  controllers: 1,
  brokers: 2,
  topic: { assignments: [[1, 2]] },
  workload: [{ id: 'producer-1', kind: 'producer', properties: { acks: '1' } }],
  properties: { 'replica.lag.time.max.ms': '3000' },
} as const

/** Scripts of the machines of a partition. */
export const PARTITION_SCRIPTS: readonly EdgeScript[] = [
  {
    edge: 'partitionIsr PendingExpand changeRefused Committed',
    setup: PAIR,
    play: expandTooLate,
  },
  {
    edge: 'partitionIsr PendingExpand changeAccepted Committed',
    setup: PAIR,
    play: expandAtOnce,
  },
  {
    edge: 'partitionIsr PendingShrink changeAccepted Committed',
    setup: PAIR,
    play: shrinkAtOnce,
  },
  {
    edge: 'brokerControl CONTROLLED_SHUTDOWN shutdownGranted FENCED',
    setup: PAIR,
    play: stopLeading,
  },
  {
    edge: 'partitionIsr PendingShrink changeRefused Committed',
    setup: {
      controllers: 1,
      brokers: 3,
      topic: { assignments: [[1, 2, 3]] },
      workload: [{ id: 'producer-1', kind: 'producer', properties: { acks: '1' } }],
    },
    play: leadWithOldNews,
  },
  ...[1, 2].map((broker): EdgeScript => ({
    edge: `replica ${broker === 1 ? 'Leader' : 'Follower'} directoryFailed Offline`,
    setup: {
      ...PAIR,
      topic: {
        partitions: 2,
        assignments: [
          [1, 2],
          [1, 2],
        ],
      },
      properties: { 'log.dirs': '/dir/a,/dir/b' },
    },
    play: (lab, isTaken) => {
      lab.passes(STARTED)
      lab.command({ type: 'FailDirectory', host: hostOf(broker), path: '/dir/b' })
      lab.until(isTaken, 10)
    },
  })),
  {
    edge: 'replica New directoryFailed Offline',
    setup: { topic: { partitions: 2 }, properties: { 'log.dirs': '/dir/a,/dir/b' } },
    play: openNothing,
  },
]
