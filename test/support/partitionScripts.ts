import { OUTER_HOST, serverProcess } from '~/engine/build'
import { nodeId } from '~/kafka/ids'
import { processId } from '~/sim/ids'
import { hostOf } from './hurting'
import type { EdgeScript } from './edgeScript'
import { STARTED } from './edgeScript'
import type { QuorumLab } from './quorumLab'
import { part, serverAt } from './quorumLab'

/** A tool of an operator; it talks to the last broker. */
function tool(lab: QuorumLab, program: string, args: readonly string[], file = ''): void {
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
  tool(
    lab,
    'kafka-reassign-partitions',
    ['--reassignment-json-file', 'moves.json', '--execute'],
    file,
  )
  lab.until(() => isSo() || registered(lab)?.replicas[0] === replicas[0], 5)
  tool(lab, 'kafka-leader-election', ['--election-type', 'preferred', '--all-topic-partitions'])
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

/** Scripts of the machines of a partition. */
export const PARTITION_SCRIPTS: readonly EdgeScript[] = [
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
  {
    edge: 'replica New directoryFailed Offline',
    setup: { topic: { partitions: 2 }, properties: { 'log.dirs': '/dir/a,/dir/b' } },
    play: openNothing,
  },
]
