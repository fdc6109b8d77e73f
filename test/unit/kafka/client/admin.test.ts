import { expect, test } from 'vitest'
import type { KafkaInput } from '~/kafka/channel/channelState'
import type { Admin, AdminAnswer, AdminWork, Route } from '~/kafka/client/admin'
import { adminOf, adminWork, beginCall, newAdmin, onAdminInput } from '~/kafka/client/admin'
import type { KafkaContext } from '~/kafka/effects'
import { nodeId } from '~/kafka/ids'
import type { KafkaTimer } from '~/kafka/model'
import type { Body, Response } from '~/kafka/protocol/rpc'
import { fakeContext } from '../../../support/fakeContext'

/** An admin client whose every call is answered NOT_CONTROLLER, or nothing at all. */
class FakeAdmin {
  nowMs = 1000
  answer: AdminAnswer | null = null
  /** When each call left, ms. */
  readonly tries: number[] = []
  private admin: Admin
  private readonly inputs: KafkaInput[] = []
  private readonly timers = new Map<string, { readonly atMs: number; readonly timer: KafkaTimer }>()
  private readonly connects: boolean

  constructor(properties: Readonly<Record<string, string>>, connects = true) {
    this.connects = connects
    this.admin = newAdmin('localhost:9092', properties)
    this.begin({ type: 'any' })
  }

  /** Begins a call. */
  begin(route: Route): void {
    this.run((work) => {
      beginCall(work, {
        id: 1,
        name: 'createTopics',
        route,
        body: { api: 'CreateTopics', topics: [], timeoutMs: 1, validateOnly: false },
      })
    })
  }

  /** When the timers that are set are due, ms from now. */
  due(name: string): readonly number[] {
    return [...this.timers].flatMap(([key, { atMs }]) =>
      key.includes(name) ? [atMs - this.nowMs] : [],
    )
  }

  /** Fires the first timer. */
  fire(): void {
    const [first] = [...this.timers].sort(([, a], [, b]) => a.atMs - b.atMs)
    if (first === undefined) throw new Error('no timer is set')
    const [key, { atMs, timer }] = first
    this.timers.delete(key)
    this.nowMs = atMs
    this.run((work) => onAdminInput(work, { type: 'Timer', key, timer }))
  }

  private run(act: (work: AdminWork) => void): void {
    const work = adminWork(this.admin, this.context())
    act(work)
    this.admin = adminOf(work)
    this.answer = work.answer ?? this.answer
    for (const effect of work.effects) {
      if (effect.type === 'SetTimer') {
        const atMs = this.nowMs + effect.delayMicros / 1000
        this.timers.set(effect.key, { atMs, timer: effect.timer })
      } else if (effect.type === 'CancelTimer') this.timers.delete(effect.key)
      else if (effect.type === 'Connect' && this.connects) {
        this.inputs.push({ type: 'Connected', connection: effect.connection })
      } else if (effect.type === 'Request') {
        const { connection, correlationId, body } = effect
        this.inputs.push({ type: 'Response', connection, correlationId, body: this.reply(body) })
      }
    }
    for (let next = this.inputs.shift(); next !== undefined; next = this.inputs.shift()) {
      const input = next
      this.run((again) => onAdminInput(again, input))
    }
  }

  private reply(body: Body): Response {
    if (body.api === 'ApiVersions') {
      return {
        api: 'ApiVersions',
        error: 'NONE',
        listener: 'BROKER',
        supportedFeatures: {},
        finalizedFeatures: {},
        finalizedFeaturesEpoch: 0,
      }
    }
    if (body.api === 'Metadata') {
      const brokers = [{ id: nodeId(1), host: 'localhost', port: 9092, rack: null }]
      return { api: 'Metadata', clusterId: 'c', controllerId: 1, brokers, topics: [] }
    }
    this.tries.push(this.nowMs)
    const row = { name: 't', topicId: null, error: 'NOT_CONTROLLER', errorMessage: null } as const
    const created = { partitionCount: -1, replicationFactor: -1, configs: [] }
    return { api: 'CreateTopics', topics: [{ ...row, ...created }] }
  }

  private context(): KafkaContext {
    // The longest wait that may be drawn.
    return fakeContext(this.nowMs * 1000, (_, bound) => bound - 1)
  }
}

test('A-40 a call is tried again after a rest that grows and is drawn', () => {
  const client = new FakeAdmin({})
  while (client.tries.length < 4) client.fire()
  const rests = client.tries.slice(1).map((at, index) => at - (client.tries[index] ?? 0))
  expect(rests).toEqual([119, 239, 479])
})

test('A-40 a call whose retries are used up has timed out', () => {
  const client = new FakeAdmin({ retries: '1' })
  while (client.answer === null) client.fire()
  expect(client.tries).toHaveLength(2)
  expect(client.answer).toMatchObject({
    type: 'timeout',
    message: expect.stringMatching(
      /^Call\(callName=createTopics, deadlineMs=\d+, tries=2, nextAllowedTryMs=\d+\) timed out at \d+ after 2 attempt\(s\)$/,
    ) as string,
    cause:
      'org.apache.kafka.common.errors.NotControllerException: This is not the correct controller for this cluster.',
  })
})

test('A-40 a call to whom a lookup has found has what the lookup left of the time', () => {
  const client = new FakeAdmin({ retries: '1' })
  while (client.answer === null) client.fire()
  const [first = 0] = client.tries
  const passedMs = client.nowMs - first
  expect(passedMs).toBeGreaterThan(100)
  client.begin({ type: 'broker', id: 1, isFound: true })
  expect(client.due('deadline')).toEqual([wokenAt(60_000 - passedMs)])
  client.begin({ type: 'broker', id: 1 })
  expect(client.due('deadline')).toEqual([wokenAt(60_000)])
})

/** When a thread wakes, at the latest, that sleeps for so long; ms. T4. */
function wokenAt(ms: number): number {
  return ms + Math.floor(ms / 1000)
}

test('A-01 the time that a connection may take to come up is drawn, and grows', () => {
  const client = new FakeAdmin({}, false)
  expect(client.due('setup')).toEqual([11_999])
  client.fire()
  // It rests, and tries again.
  while (client.due('setup').length === 0) client.fire()
  expect(client.due('setup')).toEqual([23_999])
})
