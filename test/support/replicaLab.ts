import { present } from '~/base/invariant'
import { appendAsLeader } from '~/kafka/broker/appendAsLeader'
import { bootBroker } from '~/kafka/broker/brokerRole'
import type { BrokerState, BrokerWork, Replica } from '~/kafka/broker/brokerState'
import { brokerStep, brokerWork } from '~/kafka/broker/brokerState'
import { enqueueBatches, replayPending } from '~/kafka/broker/metadataReplay'
import { onFetch } from '~/kafka/broker/onFetch'
import { NO_FETCH_SESSION } from '~/kafka/channel/fetchSessionHandler'
import { wireBatch } from '~/kafka/client/wireBatch'
import { effectiveConfig } from '~/kafka/config/effective'
import { brokerEpoch, leaderEpoch, nodeId, offset, topicPartition } from '~/kafka/ids'
import type {
  MetadataBatch,
  MetadataRecord,
  PartitionChangeRecord,
  PartitionRecord,
} from '~/kafka/protocol/metadataRecords'
import type { ErrorCode } from '~/kafka/protocol/errors'
import type { FetchRequest, FetchResponse } from '~/kafka/protocol/rpc/data'
import type { Body } from '~/kafka/protocol/rpc'
import { fetchFrom, onFetchCompletion } from '~/kafka/replication/fetcher'
import { maybeAdvanceHighWatermark } from '~/kafka/replication/partition'
import type { BrokerProtection } from '~/kafka/serverSpec'
import { connectionId } from '~/sim/ids'
import { brokerRecords, contextAt, topicRecords } from './fakeController'

const NAME = topicPartition('t', 0)
const CLIENT = { connection: connectionId('c'), correlationId: 1, port: 9000 }

/** What the controller decides of the partition. */
type Decision = Pick<PartitionChangeRecord, 'leader' | 'isr'>

/** Three brokers and one partition; who hears of what, and when, is the script's to say. */
export interface ReplicaLab {
  /** The controller writes a change; nobody has heard of it yet. */
  readonly decide: (change: { readonly leader?: number; readonly isr?: readonly number[] }) => void
  /** Brokers replay metadata, one batch after the other, up to a leader epoch; all of it without. */
  readonly tell: (ids: readonly number[], upTo?: number) => void
  readonly append: (leader: number, value: string) => void
  /** A producer's batch of one record; what the broker answers. */
  readonly produce: (leader: number, record: Produced) => ErrorCode
  /** A broker has registered again, and is let in; nobody has heard of it yet. */
  readonly register: (id: number, epoch: number) => void
  /** A follower's question to a leader, when all rests are over; it asks whatever it is waiting for. */
  readonly ask: (follower: number, leader: number) => FetchRequest
  readonly serve: (leader: number, request: FetchRequest) => FetchResponse
  readonly take: (follower: number, leader: number, body: FetchResponse) => void
  /** Asks, serves and takes. */
  readonly fetch: (follower: number, leader: number) => FetchResponse
  readonly replica: (id: number) => Replica
  /** Does something to a broker. */
  readonly at: <T>(id: number, act: (work: BrokerWork) => T) => T
  /** All that a broker has answered, and all lines that it has logged. */
  readonly answers: (id: number) => readonly Body[]
  readonly lines: (id: number) => readonly string[]
  /** The values in a log. */
  readonly log: (id: number) => readonly (string | null)[]
}

/** One record of a producer. */
export interface Produced {
  readonly value: string
  /** -1: it is not idempotent. */
  readonly producerId: number
  readonly sequence: number
}

/** A lab whose brokers run without the given rules. */
export function replicaLab(
  unprotected: readonly BrokerProtection[],
  partition: Partial<PartitionRecord> = {},
): ReplicaLab {
  const ctx = contextAt(1000)
  const states = new Map([1, 2, 3].map((id) => [id, booted(id, unprotected)] as const))
  const batches = batchesOf(partition)
  /** What a follower's last question that was answered asked a leader for. */
  const answered = new Map<string, FetchRequest['partitions']>()
  const heard = new Map([1, 2, 3].map((id) => [id, 0] as const))
  const answers = new Map<number, readonly Body[]>()
  const logged = new Map<number, readonly string[]>()
  const at = <T>(id: number, act: (work: BrokerWork) => T): T => {
    const work = brokerWork(present(states.get(id), `broker ${id} is there`), ctx)
    const result = act(work)
    const { next, effects, facts } = brokerStep(work)
    states.set(id, next)
    const bodies = effects.flatMap((effect) => (effect.type === 'Reply' ? [effect.body] : []))
    answers.set(id, [...(answers.get(id) ?? []), ...bodies.filter((body) => body !== null)])
    const lines = facts.flatMap((fact) =>
      fact.type === 'Logged' ? [`${fact.level} ${fact.text} ${fact.thrown ?? ''}`.trim()] : [],
    )
    logged.set(id, [...(logged.get(id) ?? []), ...lines])
    return result
  }
  const replica = (id: number) => present(states.get(id)?.replicas.get(NAME), 'it has a replica')
  const lab: ReplicaLab = {
    replica,
    at,
    answers: (id) => answers.get(id) ?? [],
    lines: (id) => logged.get(id) ?? [],
    decide: ({ leader, isr }) => {
      const change: Decision = {
        ...(leader === undefined ? {} : { leader: nodeId(leader) }),
        ...(isr === undefined ? {} : { isr: isr.map(nodeId) }),
      }
      const { topicId } = PARTITION_RECORD
      batches.push(
        batchOf(batches.length, [
          { type: 'PartitionChangeRecord', topicId, partition: 0, ...change },
        ]),
      )
    },
    tell: (ids, upTo = Number.MAX_SAFE_INTEGER) => {
      for (const id of ids) {
        let next = heard.get(id) ?? 0
        while (next < batches.length && (next < 1 || replica(id).leaderEpoch < upTo)) {
          const batch = present(batches[next], 'a batch')
          at(id, (work) => {
            enqueueBatches(work, [batch])
            replayPending(work)
          })
          next += 1
        }
        heard.set(id, next)
      }
    },
    append: (leader, value) => {
      const record = { topic: 't', key: null, value, headers: [], number: 0, timestampMs: 1000 }
      const producer = { producerId: -1, producerEpoch: -1, baseSequence: -1, sizeInBytes: 70 }
      const batch = wireBatch({ ...producer, records: [record] }, 'none')
      at(leader, (work) => {
        appendAsLeader(
          work,
          { topic: 't', topicId: null, partition: 0, batch },
          { acks: 1, isClient: true },
        )
        maybeAdvanceHighWatermark(work, NAME)
      })
    },
    produce: (leader, { value, producerId, sequence }) => {
      const record = { topic: 't', key: null, value, headers: [], number: 0, timestampMs: 1000 }
      const producerEpoch = producerId < 0 ? -1 : 0
      const of = { producerId, producerEpoch, baseSequence: sequence, sizeInBytes: 70 }
      const batch = wireBatch({ ...of, records: [record] }, 'none')
      return at(leader, (work) => {
        const by = { acks: 1, isClient: true } as const
        const { row } = appendAsLeader(work, { topic: 't', topicId: null, partition: 0, batch }, by)
        maybeAdvanceHighWatermark(work, NAME)
        return row.error
      })
    },
    register: (id, epoch) => {
      const [found] = brokerRecords(3).slice(id - 1)
      if (found?.type !== 'RegisterBrokerRecord') throw new Error(`broker ${id} is known`)
      const again: MetadataRecord = { ...found, brokerEpoch: brokerEpoch(epoch) }
      batches.push(batchOf(batches.length, [again]))
    },
    ask: (follower, leader) =>
      at(follower, (work) => {
        const { fetchers } = work.state
        const old = present(fetchers.get(nodeId(leader)), `${follower} follows ${leader}`)
        const partitions = answered.get(`${follower} ${leader}`) ?? []
        const session = { ...NO_FETCH_SESSION, partitions }
        const resting = old.resting.filter(({ untilMs }) => untilMs === null)
        const idle = { ...old, isBusy: false, followed: null, session, resting }
        work.state.fetchers = fetchers.set(nodeId(leader), idle)
        fetchFrom(work, nodeId(leader))
        const asks = work.state.fetchers.get(nodeId(leader))?.session
        return requestOf(follower, asks?.partitions ?? [])
      }),
    serve: (leader, request) =>
      at(leader, (work) => {
        onFetch(work, CLIENT, request)
        const reply = work.effects.find((effect) => effect.type === 'Reply')
        const body = reply?.type === 'Reply' ? reply.body : null
        if (body?.api !== 'Fetch' || !('error' in body)) throw new Error('a fetch is answered')
        return body
      }),
    take: (follower, leader, body) => {
      const to = { key: String(leader), host: 'localhost', port: 9000 }
      const end = { tag: `fetch ${leader}`, to, body, failure: null, correlationId: 1 }
      at(follower, (work) => {
        const asked = work.state.fetchers.get(nodeId(leader))?.session.partitions ?? []
        answered.set(`${follower} ${leader}`, asked)
        onFetchCompletion(work, end)
      })
    },
    fetch: (follower, leader) => {
      const body = lab.serve(leader, lab.ask(follower, leader))
      lab.take(follower, leader, body)
      return body
    },
    log: (id) =>
      replica(id)
        .log.batches.toArray()
        .flatMap(({ records }) => records.map(valueOf)),
  }
  return lab
}

const valueOf = ({ value }: { readonly value: string | null }) => value

/** A broker that has just begun, with settings of its own. */
export function booted(
  id: number,
  unprotected: readonly BrokerProtection[],
  settings: Readonly<Record<string, string>> = {},
): BrokerState {
  return bootBroker(
    {
      nodeId: nodeId(id),
      clusterId: 'cluster',
      rack: null,
      settings: effectiveConfig('broker', settings),
      logDirs: ['/d'],
      metadataDir: '/d',
      directories: [{ dir: '/d', id: 'd-1' }],
      listeners: [],
      advertised: [],
      interBrokerListener: 'PLAINTEXT',
      unprotected,
    },
    contextAt(0),
  ).next
}

const [, PARTITION_RECORD] = topicRecords('t', [[1, 2, 3]]) as [MetadataRecord, PartitionRecord]

/** Everybody and the partition, in one batch. */
function batchesOf(partition: Partial<PartitionRecord>): MetadataBatch[] {
  const securityProtocol = 'PLAINTEXT' as const
  const brokers = brokerRecords(3).map((record, index): MetadataRecord => {
    if (record.type !== 'RegisterBrokerRecord') return record
    const endpoint = { name: 'PLAINTEXT', host: 'localhost', port: 9001 + index, securityProtocol }
    return { ...record, endpoints: [endpoint] }
  })
  return [batchOf(0, [...brokers, ...topicRecords('t', [[1, 2, 3]], partition)])]
}

function batchOf(index: number, records: readonly MetadataRecord[]): MetadataBatch {
  return {
    baseOffset: offset(index * 10),
    lastOffset: offset(index * 10 + records.length - 1),
    epoch: leaderEpoch(1),
    appendTimestampMs: 0,
    isControl: false,
    sizeInBytes: 100,
    records,
  }
}

function requestOf(follower: number, partitions: FetchRequest['partitions']): FetchRequest {
  return {
    api: 'Fetch',
    replicaId: nodeId(follower),
    replicaEpoch: -1,
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 1_000_000,
    isolationLevel: 'READ_UNCOMMITTED',
    sessionId: 0,
    sessionEpoch: -1,
    rackId: '',
    partitions,
    forgottenTopicsData: [],
  }
}
