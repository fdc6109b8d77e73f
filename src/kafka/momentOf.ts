import type { KernelFact } from '~/sim/facts'
import type { Reported } from '~/sim/model'
import type { KafkaModel } from './model'
import type { MomentKind } from './momentKinds'

type Fact = KafkaModel['Fact'] | KernelFact
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>
type KindOf<T extends Fact['type']> = (fact: FactOf<T>) => MomentKind | null

function ofChange(fact: FactOf<'PartitionChanged'>): MomentKind | null {
  if (fact.leaderTo === null && fact.leaderFrom !== null) return 'partitionOffline'
  if (fact.leaderTo !== fact.leaderFrom) {
    return fact.election === 'unclean' ? 'uncleanElection' : 'leaderChanged'
  }
  if (fact.isrTo.length < fact.isrFrom.length) return 'isrShrunk'
  return fact.isrTo.length > fact.isrFrom.length ? 'isrExpanded' : null
}

/** A batch that a leader refused for good reason; what only asks for newer metadata is no moment. */
function ofRefusal({ api, error }: FactOf<'RequestRefused'>): MomentKind | null {
  if (api !== 'Produce') return null
  switch (error) {
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND':
      return 'produceRefused'
    case 'INVALID_PRODUCER_EPOCH':
      return 'producerFenced'
    default:
      return null
  }
}

/** Once for each batch: a leader that is not found is asked for many times. */
function ofSending({ attempt }: FactOf<'RecordSent'>): MomentKind | null {
  if (attempt === 0) return 'batchSent'
  return attempt === 1 ? 'batchRetried' : null
}

const KINDS: { readonly [T in Fact['type']]?: KindOf<T> } = {
  ProcessKilled: () => 'processKilled',
  ProcessExited: () => 'processStopped',
  ProcessStarted: ({ incarnation }) => (incarnation > 0 ? 'processStarted' : null),
  ProcessPaused: () => 'processPaused',
  ProcessResumed: () => 'processResumed',
  PowerLost: () => 'powerLost',
  QuorumLeaderResigned: ({ because }) => (because === 'checkQuorumExpired' ? 'quorumLost' : null),
  ControllerActivated: () => 'controllerElected',
  BrokerRegistered: () => 'brokerRegistered',
  BrokerFenced: () => 'brokerFenced',
  BrokerUnfenced: () => 'brokerUnfenced',
  TopicCreated: () => 'topicCreated',
  TopicDeleted: () => 'topicDeleted',
  PartitionChanged: ofChange,
  GroupStable: () => 'groupRebalanced',
  GroupMemberRemoved: ({ because }) =>
    because === 'sessionExpired' ? 'memberExpired' : 'memberLeft',
  LogTruncated: () => 'truncated',
  RequestRefused: ofRefusal,
  RecordFailed: () => 'recordFailed',
  SegmentRolled: () => 'segmentRolled',
  SegmentsDeleted: () => 'segmentsDeleted',
  DuplicateAnswered: () => 'duplicateSuppressed',
  RecordSent: ofSending,
  PositionOutOfRange: () => 'positionOutOfRange',
  RecordsAppended: ({ as }) => (as === 'leader' ? 'firstRecord' : null),
  HighWatermarkAdvanced: ({ as }) => (as === 'leader' ? 'recordCommitted' : null),
  RecordAcknowledged: () => 'recordAcknowledged',
}

/** What happens within Kafka's own topics is told of none of them but that they go. */
const TOLD_OF_ALL: readonly Fact['type'][] = ['TopicDeleted', 'RequestRefused', 'RecordFailed']

/** Only servers and workload clients; every command line tool starts and ends, too. */
function isTool(process: string): boolean {
  return process.startsWith('tool-') || process === 'setup'
}

/**
 * The kind of the moment that a fact is; null: of none. Of `KINDS_OF_FIRSTS` only the first of each
 * partition counts, and of `KINDS_BY_RECORDS` what is committed: whoever looks remembers those.
 */
export function momentOf({ fact: reported, process }: Reported<KafkaModel>): MomentKind | null {
  // Facts of the kernel are told with those of Kafka.
  const fact = reported as Fact
  const kindOf = KINDS[fact.type] as ((fact: Fact) => MomentKind | null) | undefined
  if (kindOf === undefined) return null
  if (fact.type.startsWith('Process') && isTool(process ?? '')) return null
  const isWithin = 'topic' in fact && fact.topic !== null && fact.topic.startsWith('__')
  if (isWithin && !TOLD_OF_ALL.includes(fact.type)) return null
  return kindOf(fact)
}
