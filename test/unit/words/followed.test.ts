import { beforeAll, expect, test } from 'vitest'
import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { FollowedFactType } from '~/store/askedOf'
import { captionLength, captionRoom } from '~/ui/kit/text/captionRoom'
import { factSentence } from '~/ui/kit/text/factSentence'
import { followedText } from '~/ui/timeline/followedText'
import type { FactView } from '~/views/eventView'
import { viewFact } from '~/views/eventView'
import type { WordKey } from '~/words/en'
import type { Values } from '~/words/say'
import { loadWords, say } from '~/words/say'

type Fact = FactRecord<KafkaModel>['fact']
/** The fields of a fact, ids and instants as plain numbers. */
type Fields<T extends Fact['type']> = {
  readonly [N in Exclude<keyof Extract<Fact, { type: T }>, 'type'>]: unknown
}

const DETAILS = ['story', 'mechanism', 'wire'] as const
const LANGUAGES = ['en', 'zh'] as const
const sayIn = (language: 'en' | 'zh') => (key: WordKey, values?: Values) =>
  say(language, key, values)

const topic = 'orders-of-all-customers-of-the-northern-branches-by-quarters'
const group = 'billing-and-shipping-of-the-northern-branches-by-the-quarter'
const memberId = `${group}-0f8fad5b-d9cb-469f-a165-70867728950e`
const place = { rule: 'X-1', topic, partition: 117 }
const many = Array.from({ length: 40 }, (_, at) => `${topic}-${at}`)
const replicas = [101, 102, 103, 104, 105, 106, 107]
const configs = [{ name: 'retention.ms', value: '604800000', source: 'default' }]
const records = { count: 123456, firstNumber: 900001, lastNumber: 999999 }
const copied = { from: '/var/lib/kafka/data-of-node-101/first', to: '/var/lib/kafka/second' }

/** What can befall a thing that is followed, each with long names and six digits. */
const FACTS: { readonly [T in FollowedFactType]: Fields<T> } = {
  BecameLeader: { ...place, leaderEpoch: 123456, logEndOffset: 654321 },
  BecameFollower: { ...place, leaderEpoch: 123456, leader: 101 },
  RecordsAppended: {
    ...place,
    ...{ baseOffset: 123456, lastOffset: 654321, leaderEpoch: 123456, as: 'follower' },
  },
  HighWatermarkAdvanced: {
    ...place,
    ...{ from: 123456, to: 654321, as: 'leader' },
    because: replicas.map((id) => ({ id, logEndOffset: 654321 })),
  },
  LogTruncated: { ...place, from: 654321, to: 123456, because: 'leaderEpoch 12 ends at 123456' },
  LogStartAdvanced: { ...place, from: 123456, to: 654321, because: 'retention' },
  LogLoaded: {
    ...place,
    ...{ isClean: false, logEndOffset: 654321, highWatermark: 654321, recoveredFrom: 123456 },
  },
  LogFlushed: { ...place, from: 123456, to: 654321, configs },
  SegmentRolled: { ...place, baseOffset: 654321, because: 'size', actual: 123456, limit: 123456 },
  SegmentsDeleted: {
    ...place,
    ...{ because: 'time', baseOffsets: [100000, 200000, 300000], actual: 1, limit: 1, configs },
  },
  IsrChangeAsked: { ...place, isr: replicas, asked: replicas, because: 'behindFor 30000 ms' },
  RequestRefused: {
    ...place,
    ...{ api: 'OffsetForLeaderEpoch', error: 'NOT_ENOUGH_REPLICAS_AFTER_APPEND' },
    ...{ actual: '1 in sync (101)', required: 'min.insync.replicas 123456', configs },
  },
  RequestWaits: {
    ...place,
    api: 'Produce',
    waitsFor: { condition: 'highWatermark', current: 123456, required: 654321 },
  },
  DuplicateAnswered: {
    ...place,
    ...{ producerId: 123456, baseSequence: 123456, firstOffset: 123456, lastOffset: 654321 },
  },
  ProducersExpired: { ...place, producerIds: [100001, 100002, 100003, 100004], configs },
  ReplicaMoveStarted: { ...place, ...copied },
  ReplicaMoved: { ...place, ...copied },
  ReplicaMoveStopped: { ...place, ...copied },
  PartitionChanged: {
    ...place,
    ...{ because: 'controlledShutdown', leaderFrom: 101, leaderTo: 102, leaderEpochFrom: 1 },
    ...{ leaderEpoch: 123456, partitionEpoch: 123456, isrFrom: replicas, isrTo: replicas },
    ...{ elrFrom: [], elrTo: [], election: 'online' },
  },
  RecordSent: {
    ...place,
    ...records,
    ...{ attempt: 0, because: 'linger', waitedMs: 5, lingerMs: 5, bytes: 123456 },
  },
  RecordAcknowledged: { ...place, ...records, baseOffset: 654321, acks: -1 },
  RecordFailed: { ...place, ...records, error: 'NOT_ENOUGH_REPLICAS_AFTER_APPEND' },
  RecordsConsumed: { ...place, firstOffset: 123456, lastOffset: 654321, group },
  AssignmentReceived: { group, partitions: many, generation: 123456 },
  AssignmentRevoked: { group, partitions: many },
  PositionReset: { ...place, to: 654321 },
  PositionOutOfRange: { ...place, position: 654321, reset: 'earliest' },
  BrokerFenced: {
    ...{ broker: 101, because: 'sessionExpired', lastHeartbeatMs: 1, sessionTimeoutMs: 9000 },
  },
  BrokerUnfenced: { broker: 101 },
  BrokerRegistered: { broker: 101, brokerEpoch: 123456 },
  ControlledShutdownBegun: { broker: 101 },
  BrokerStarted: { broker: 101 },
  ProcessKilled: {},
  ProcessPaused: {},
  ProcessResumed: {},
  ProcessExited: { code: 143 },
  ControllerActivated: { controller: 3001, epoch: 123456 },
  ControllerDeactivated: { controller: 3001 },
  QuorumLeaderElected: { leader: 3001, epoch: 123456, grantedBy: [3001, 3002, 3003], needed: 3 },
  QuorumLeaderResigned: { epoch: 123456, because: 'checkQuorumExpired' },
  LinkChanged: {
    ...{ from: 'broker-101.north.example.internal', to: 'broker-102.north.example.internal' },
    link: {},
  },
  MessageSent: {
    ...{ message: 1, api: 'AlterPartitionReassignments', kind: 'response', to: 'kafka-101' },
    ...{ correlationId: 1, arrivesAt: null },
  },
  GroupMemberJoined: { group, memberId, clientId: group },
  GroupMemberRemoved: { group, memberId, because: 'rebalanceTimedOut' },
  GroupRebalanceBegun: { group, generation: 123456, because: 'assignmentNotWritten' },
  GroupStable: { group, generation: 123456, members: 123 },
}

const viewed = Object.entries(FACTS).map(([type, fields]): FactView => {
  const fact = { type, ...fields } as unknown as Fact
  const record = { event: 1, at: 1, process: 'kafka-101', fact } as FactRecord<KafkaModel>
  return viewFact(record, () => 'Broker 101')
})

beforeAll(async () => {
  await loadWords('zh')
})

/** The text at a depth, which must keep to two lines. */
function roomy(facts: readonly FactView[], spoken: Parameters<typeof followedText>[2]): string {
  const { language, detail } = spoken
  const text = followedText(sayIn(language), facts, spoken)
  const isTooLong = captionLength(text, language) > captionRoom(detail, language)
  expect({ text, isTooLong }).toEqual({ text, isTooLong: false })
  expect(text).not.toMatch(/[{}]|undefined|^$/)
  expect(text).toMatch(language === 'en' ? /\.$/ : /。$/)
  return text
}

test.each(viewed)('$type keeps to two lines, alone and as one of many', (fact) => {
  for (const language of LANGUAGES) {
    for (const detail of DETAILS) {
      const alone = roomy([fact], { detail, language })
      expect(alone).not.toContain(say(language, 'followed.more', { text: '', count: 1 }))
      const among = roomy([fact, ...viewed.filter((other) => other !== fact)], { detail, language })
      expect(among).toMatch(language === 'en' ? /; and \d+ more\.$/ : /；另有 \d+ 件。$/)
    }
  }
})

test('a sentence that fits is said whole', () => {
  const short = viewFact(
    {
      ...{ event: 1, at: 1, process: 'shop' },
      fact: {
        ...{ type: 'RecordAcknowledged', topic: 'orders', partition: 0, baseOffset: 4, count: 1 },
        ...{ firstNumber: 0, lastNumber: 0, acks: -1 },
      },
    } as unknown as FactRecord<KafkaModel>,
    () => 'shop',
  )
  for (const language of LANGUAGES) {
    const text = followedText(sayIn(language), [short], { detail: 'story', language })
    expect(text).toContain(factSentence(sayIn(language), short))
  }
})

test('what is left out is counted, and the weightiest is never left out', () => {
  for (const language of LANGUAGES) {
    for (const detail of DETAILS) {
      const t = sayIn(language)
      const text = followedText(t, viewed, { detail, language })
      const said = text.split(language === 'en' ? '; ' : '；').length - 1
      const left = Number(/(\d+) (?:more|件)[.。]$/.exec(text)?.[1])
      expect(said + left).toBe(viewed.length)
      // Of all the facts here a cut is told first.
      expect(text).toContain(language === 'en' ? 'cuts its log' : '截到')
    }
  }
})
