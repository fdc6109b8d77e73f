import { nodeOfProcess } from '~/views/processName'
import type { FactRow } from '../why/lookBack'
import { factOfMoment } from '../why/explain'
import type { Moment, MomentKind } from '../momentKinds'
import type { Run } from '../run'
import type { Draft } from './draft'
import { need } from './draft'
import { brokerNotFenced, brokerNotIn } from './ofBroker'
import { clientDoesNothing, groupNotStable, memberNoPartitions, memberNotKept } from './ofClient'
import { controllerNotElected, nobodyElected } from './ofController'
import {
  appendedOnce,
  heldBack,
  notTaken,
  positionNotKept,
  segmentNotContinued,
  segmentsNotKept,
  triedAgain,
} from './ofLog'
import { partitionNoLeader, partitionNotClean, partitionRefuses, writeNeeds } from './ofPartition'
import { recordNotAcknowledged, recordNotCommitted, recordNotConsumed } from './ofRecord'
import { replicaNotChosen, replicaNotInSync, replicaTruncated } from './ofReplica'
import type { Place, Scene } from './scene'
import { nameOf, registrationOf, sceneAt } from './scene'

/** A moment with its fact, and the run just before and just after it. */
interface Told {
  readonly row: FactRow
  readonly before: Scene
  readonly after: Scene
}

type Drafts = readonly (Draft | null)[]
type Fact = FactRow['fact']
type Of<T extends Fact['type']> = Extract<Fact, { type: T }>

/** What a person could have expected at a moment instead, and why it was not so; never empty. */
export function ofMoment(run: Run, moment: Moment): readonly Draft[] {
  const row = factOfMoment(run, moment)
  if (row === undefined) return []
  const told = { row, before: sceneAt(run, moment.from), after: sceneAt(run, moment.index + 1) }
  return OF_KIND[moment.kind](told).filter((draft) => draft !== null)
}

/** What of the fact a kind's answers need; a moment of that kind has no other fact. */
function on<T extends Fact['type']>(
  type: T,
  answer: (fact: Of<T>, told: Told) => Drafts,
): (told: Told) => Drafts {
  return (told) => {
    const { fact } = told.row
    return fact.type === type ? answer(fact as Of<T>, told) : []
  }
}

const otherVoters = on('ControllerActivated', ({ controller }, { after }) =>
  after.servers
    .filter(({ state }) => state.spec.roles.includes('controller'))
    .filter(({ state }) => state.spec.nodeId !== controller)
    .map(({ state }) => controllerNotElected(after, state.spec.nodeId)),
)

const others = on('PartitionChanged', (fact, { after }) =>
  (registrationOf(after, fact)?.replicas ?? [])
    .filter((id) => id !== fact.leaderTo)
    .map((broker) => replicaNotChosen(after, { fact, broker })),
)

/** Which brokers do not know of a topic's change yet. */
function topicAt(asked: 'topicUnknown' | 'topicStillThere', { row, after }: Told): Drafts {
  const { fact } = row
  if (fact.type !== 'TopicCreated' && fact.type !== 'TopicDeleted') return []
  const required = after.image.offset
  return after.servers.flatMap(({ state, process }): Drafts => {
    const actual = state.broker?.image.offset ?? -1
    const broker = state.spec.nodeId
    if (!state.spec.roles.includes('broker') || actual >= required) return []
    const values = { broker, topic: fact.topic }
    return [
      {
        asked,
        values,
        needs: [need('replayedTopic', false, { ...values, actual, required })],
        blames: (one) => one.fact === fact,
        reads: fact.type,
        settings: [['controller.quorum.fetch.timeout.ms', { process }]],
      },
    ]
  })
}

const ofRefusal = on('RequestRefused', (fact, { after }) => {
  if (fact.topic === null || fact.partition === null) return []
  return [partitionRefuses(after, { topic: fact.topic, partition: fact.partition }, fact)]
})

/** What a producer needed and did not get. Kafka: Sender.failBatch. */
const notDelivered = on('RecordFailed', (fact, { before, row }) => {
  const values = { partition: nameOf(fact), count: fact.count, error: fact.error }
  const process = row.process ?? ''
  return [
    {
      asked: 'recordsNotDelivered' as const,
      values,
      needs: [...writeNeeds(before, fact), need('answeredOk', false, values)],
      blames: (one: FactRow) => one.fact === fact,
      reads: 'RecordFailed' as const,
      settings: [['delivery.timeout.ms', { process }] as const],
    },
  ]
})

const ofCommitted = on('HighWatermarkAdvanced', (fact, { before, after }) => {
  const at = { topic: fact.topic, partition: fact.partition, offset: fact.to - 1 }
  return [
    recordNotAcknowledged(after, at),
    ...recordNotConsumed(after, at),
    recordNotCommitted(before, at),
  ]
})

/** What a process that came, went or stands still does not do. */
function ofProcess({ row, before, after }: Told): Drafts {
  const process = row.process ?? ''
  const server = after.servers.find((one) => one.process === process)
  if (server === undefined) {
    const state = [clientDoesNothing(after, process), memberNoPartitions(after, process)]
    return [...state, clientDoesNothing(before, process)]
  }
  return ofServer(after, server)
}

function ofServer(after: Scene, { state }: Scene['servers'][number]): Drafts {
  const id = state.spec.nodeId
  const broker = [brokerNotFenced(after, id), brokerNotIn(after, id)]
  const isOut = after.image.brokers.get(id)?.fenced !== false
  const asked = isOut ? broker.slice(1) : broker.slice(0, 1)
  return [
    ...(state.spec.roles.includes('broker') ? asked : []),
    ...(state.spec.roles.includes('controller')
      ? [controllerNotElected(after, id), nobodyElected(after)]
      : []),
  ]
}

const changed = (place: (fact: Of<'PartitionChanged'>, told: Told) => Drafts) =>
  on('PartitionChanged', place)

const missingFrom = (a: Of<'PartitionChanged'>['isrFrom'], b: Of<'PartitionChanged'>['isrTo']) =>
  a.filter((id) => !b.includes(id))

const replicaAt = ({ topic, partition }: Place, broker: number) => ({ topic, partition, broker })

/** For every kind of moment: what could have been expected. EXPERIENCE (l) 16. */
const OF_KIND: Readonly<Record<MomentKind, (told: Told) => Drafts>> = {
  controllerElected: (told) => {
    const { controller } = told.row.fact as Of<'ControllerActivated'>
    return [...otherVoters(told), controllerNotElected(told.before, controller), early(told)]
  },
  quorumLost: ({ row, after }) => [
    controllerNotElected(after, Number(brokerOf(row))),
    nobodyElected(after),
  ],
  brokerRegistered: on('BrokerRegistered', ({ broker }, { after }) => [brokerNotIn(after, broker)]),
  brokerUnfenced: on('BrokerUnfenced', ({ broker }, { before }) => [brokerNotIn(before, broker)]),
  brokerFenced: on('BrokerFenced', ({ broker }, { after }) => [brokerNotIn(after, broker)]),
  topicCreated: (told) => topicAt('topicUnknown', told),
  topicDeleted: (told) => topicAt('topicStillThere', told),
  leaderChanged: others,
  uncleanElection: changed((fact, { after }) => [partitionNotClean(after, fact)]),
  partitionOffline: changed((fact, { after }) => [partitionNoLeader(after, fact)]),
  isrShrunk: changed((fact, { after }) =>
    missingFrom(fact.isrFrom, fact.isrTo).map((id) => replicaNotInSync(after, replicaAt(fact, id))),
  ),
  isrExpanded: changed((fact, { before }) =>
    missingFrom(fact.isrTo, fact.isrFrom).map((id) =>
      replicaNotInSync(before, replicaAt(fact, id)),
    ),
  ),
  batchSent: on('RecordSent', (fact, { row }) => [heldBack(fact, row)]),
  firstRecord: on('RecordsAppended', (fact, { after }) => {
    const at = { topic: fact.topic, partition: fact.partition, offset: fact.lastOffset }
    return [
      recordNotCommitted(after, at),
      recordNotAcknowledged(after, at),
      ...recordNotConsumed(after, at),
    ]
  }),
  recordCommitted: ofCommitted,
  recordAcknowledged: on('RecordAcknowledged', (fact, { before, after }) => {
    const at = { topic: fact.topic, partition: fact.partition, offset: fact.baseOffset }
    return [...recordNotConsumed(after, at), recordNotAcknowledged(before, at, fact.acks)]
  }),
  recordFailed: notDelivered,
  produceRefused: ofRefusal,
  batchRetried: on('RecordSent', (fact, { after, row }) => [triedAgain(after.run, fact, row)]),
  duplicateSuppressed: on('DuplicateAnswered', (fact) => [appendedOnce(fact)]),
  producerFenced: on('RequestRefused', (fact) => [notTaken(fact)]),
  truncated: ({ row }) =>
    row.fact.type === 'LogTruncated'
      ? [replicaTruncated({ ...row, fact: row.fact }, brokerOf(row))]
      : [],
  segmentRolled: on('SegmentRolled', (fact) =>
    fact.because === 'asked' ? [] : [segmentNotContinued(fact)],
  ),
  segmentsDeleted: on('SegmentsDeleted', (fact) => [segmentsNotKept(fact)]),
  groupRebalanced: on('GroupStable', ({ group }, { before, after }) => [
    ...[...after.world.processes.keys()].map((process) => memberNoPartitions(after, process)),
    groupNotStable(before, group),
  ]),
  memberLeft: on('GroupMemberRemoved', (fact) => [memberNotKept(fact)]),
  memberExpired: on('GroupMemberRemoved', (fact) => [memberNotKept(fact)]),
  positionOutOfRange: on('PositionOutOfRange', (fact, { before, row }) => [
    positionNotKept(before, fact, row),
  ]),
  processKilled: ofProcess,
  processStopped: ofProcess,
  processStarted: ofProcess,
  processPaused: ofProcess,
  processResumed: ofProcess,
  powerLost: on('PowerLost', ({ host }, { after }) =>
    after.servers.filter((server) => server.host === host).flatMap((one) => ofServer(after, one)),
  ),
}

/** Why nobody decided for the cluster a moment earlier. */
function early({ before }: Told): Draft | null {
  return nobodyElected(before)
}

/** The id of the broker that a fact comes from. */
function brokerOf({ process }: FactRow): string {
  return nodeOfProcess(process) ?? process ?? '–'
}
