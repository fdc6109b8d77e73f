import type { KafkaInput } from '~/kafka/channel/channelState'
import { flush, onProducerInput, sendRecord, startProducer } from '~/kafka/client/producer'
import type { Producer, ProducerWork } from '~/kafka/client/producerState'
import { newProducer, producerOf, producerWork } from '~/kafka/client/producerState'
import type { NewRecord, RecordEnd } from '~/kafka/client/wireBatch'
import type { KafkaContext } from '~/kafka/effects'
import type { KafkaFact } from '~/kafka/facts'
import { leaderEpoch, nodeId, topicId } from '~/kafka/ids'
import type { KafkaTimer } from '~/kafka/model'
import type { ErrorCode } from '~/kafka/protocol/errors'
import type { Body, Request, Response } from '~/kafka/protocol/rpc'
import type { ConnectionId } from '~/sim/ids'
import { fakeContext } from './fakeContext'

interface Pending {
  readonly connection: ConnectionId
  readonly correlationId: number
  readonly body: Request<'Produce'>
}

/** A producer against a broker that answers all but Produce at once; time passes by hand. */
export class FakeProducer {
  /** Produce requests without an answer, oldest first. */
  readonly pending: Pending[] = []
  readonly ends: RecordEnd[] = []
  readonly facts: KafkaFact[] = []
  producer: Producer
  /** What the next metadata says of the leader of every partition. */
  hasLeader = true
  /** What calls of send() have thrown. */
  readonly thrown: string[] = []
  /** When metadata was asked for, ms. */
  readonly refreshes: number[] = []
  private nowMs = 1000
  private counter = 0
  private readonly inputs: KafkaInput[] = []
  private readonly timers = new Map<string, { readonly atMs: number; readonly timer: KafkaTimer }>()

  private readonly partitions: number

  constructor(properties: Readonly<Record<string, string>>, partitions = 1) {
    this.partitions = partitions
    this.producer = newProducer({ 'bootstrap.servers': 'localhost:9092', ...properties })
    this.run(startProducer)
  }

  send(record: Partial<NewRecord> = {}): void {
    this.run((work) => {
      sendRecord(work, { topic: 't', key: null, value: 'v'.repeat(100), headers: [], ...record })
    })
  }

  flush(): void {
    this.run(flush)
  }

  /** Answers the oldest Produce. */
  answer(error: ErrorCode = 'NONE'): void {
    const oldest = this.pending.shift()
    if (oldest === undefined) throw new Error('nothing was sent')
    const { connection, correlationId } = oldest
    const partitions = oldest.body.partitions.map(({ topic, partition }) => ({
      topic,
      partition,
      error,
      errorMessage: null,
      baseOffset: error === 'NONE' ? 0 : -1,
      logAppendTimeMs: -1,
      logStartOffset: 0,
      recordErrors: [],
      currentLeader: null,
    }))
    const body = { api: 'Produce', partitions, nodeEndpoints: [] } as const
    this.hear({ type: 'Response', connection, correlationId, body })
  }

  pass(ms: number): void {
    const end = this.nowMs + ms
    for (;;) {
      const due = [...this.timers].filter(([, row]) => row.atMs <= end)
      const [next] = due.sort(([, a], [, b]) => a.atMs - b.atMs)
      if (next === undefined) break
      const [key, { atMs, timer }] = next
      this.timers.delete(key)
      this.nowMs = Math.max(this.nowMs, atMs)
      this.hear({ type: 'Timer', key, timer })
    }
    this.nowMs = end
  }

  private hear(input: KafkaInput): void {
    this.run((work) => {
      onProducerInput(work, input)
    })
  }

  private run(act: (work: ProducerWork) => void): void {
    const work = producerWork(this.producer, this.context())
    act(work)
    this.producer = producerOf(work)
    this.ends.push(...work.ends)
    this.facts.push(...work.facts)
    if (work.thrown !== null) this.thrown.push(work.thrown)
    for (const effect of work.effects) this.carryOut(effect)
    for (let next = this.inputs.shift(); next !== undefined; next = this.inputs.shift()) {
      this.hear(next)
    }
  }

  private carryOut(effect: ProducerWork['effects'][number]): void {
    if (effect.type === 'Connect') {
      this.inputs.push({ type: 'Connected', connection: effect.connection })
    } else if (effect.type === 'SetTimer') {
      const atMs = this.nowMs + effect.delayMicros / 1000
      this.timers.set(effect.key, { atMs, timer: effect.timer })
    } else if (effect.type === 'CancelTimer') this.timers.delete(effect.key)
    else if (effect.type === 'Request') this.request(effect)
  }

  private request(effect: {
    readonly connection: ConnectionId
    readonly correlationId: number
    readonly body: Body
  }): void {
    const { connection, correlationId, body } = effect
    const say = (answer: Response) => {
      this.inputs.push({ type: 'Response', connection, correlationId, body: answer })
    }
    switch (body.api) {
      case 'ApiVersions':
        return say({
          api: 'ApiVersions',
          error: 'NONE',
          listener: 'BROKER',
          supportedFeatures: {},
          finalizedFeatures: {},
          finalizedFeaturesEpoch: 0,
        })
      case 'InitProducerId':
        return say({ api: 'InitProducerId', error: 'NONE', producerId: 7, producerEpoch: 0 })
      case 'Metadata':
        this.refreshes.push(this.nowMs)
        return say(this.metadata())
      case 'Produce':
        if ('acks' in body) this.pending.push({ connection, correlationId, body })
        return
      default:
        throw new Error(body.api)
    }
  }

  private metadata(): Response<'Metadata'> {
    const partitions = Array.from({ length: this.partitions }, (_, partition) => ({
      error: this.hasLeader ? ('NONE' as const) : ('LEADER_NOT_AVAILABLE' as const),
      partition,
      leader: this.hasLeader ? nodeId(1) : null,
      leaderEpoch: leaderEpoch(0),
      replicas: [nodeId(1)],
      isr: [nodeId(1)],
      offlineReplicas: [],
    }))
    const topic = {
      error: 'NONE',
      name: 't',
      topicId: topicId('x'),
      isInternal: false,
      partitions,
    } as const
    return {
      api: 'Metadata',
      clusterId: 'c',
      controllerId: 1,
      brokers: [{ id: nodeId(1), host: 'localhost', port: 9092, rack: null }],
      topics: (this.producer.core.wanted ?? []).map((name) =>
        name === 't' ? topic : { ...topic, name, error: 'INVALID_TOPIC_EXCEPTION', partitions: [] },
      ),
    }
  }

  private context(): KafkaContext {
    const draw = (_: string, bound: number) =>
      (this.counter = (this.counter * 31 + 17) % 1_000_003) % bound
    return fakeContext(this.nowMs * 1000, draw)
  }
}
