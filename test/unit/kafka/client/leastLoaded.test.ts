import { expect, test } from 'vitest'
import { Map } from '~/base/persistentMap'
import { newNode } from '~/kafka/channel/channelState'
import type { Node } from '~/kafka/channel/channelState'
import { coreCopy } from '~/kafka/client/clientCore'
import type { CoreWork } from '~/kafka/client/coreState'
import { leastLoaded } from '~/kafka/client/leastLoaded'
import { newProducer } from '~/kafka/client/producerState'
import type { KafkaContext } from '~/kafka/effects'

const KEYS = ['1', '2', '3'] as const

/** The node that a client of three chooses from the given one on. */
function chosen(states: readonly Partial<Node>[], from = 0): string | undefined {
  const { core } = newProducer({ 'bootstrap.servers': 'localhost:9092' })
  const to = KEYS.map((key) => ({ key, host: key, port: 9092 }))
  const draw = () => from
  const ctx = { draw } as unknown as KafkaContext
  const work: CoreWork = { ctx, core: coreCopy(core), effects: [], facts: [] }
  work.core.nodes = Map(to.map((node) => [Number(node.key), node]))
  const rows = to.map((node, index) => [node.key, { ...newNode(node), ...states[index] }] as const)
  work.core.channel = { ...core.channel, nodes: Map(rows) }
  return leastLoaded(work)?.key
}

const request = { correlationId: 0, tag: 'x', deadline: 0 }
const ready = (count: number): Partial<Node> => ({
  state: 'ready',
  inFlight: Array.from({ length: count }, () => request),
})

test('A-03 a connected node without requests is asked, then the least busy one', () => {
  expect(chosen([ready(1), ready(0), ready(0)])).toBe('2')
  expect(chosen([ready(1), ready(0), ready(0)], 2)).toBe('3')
  expect(chosen([ready(3), ready(1), ready(2)])).toBe('2')
  // It has as many requests on their way as it may have.
  expect(chosen([ready(5), { state: 'none' }, { state: 'backoff' }])).toBe('2')
})

test('A-03 a connection that comes up is waited for before another one is begun', () => {
  expect(chosen([{ state: 'none' }, { state: 'handshaking' }, { state: 'backoff' }])).toBe('2')
})

test('A-03 of nodes without a connection the one tried longest ago is next', () => {
  const tried = (attemptedAt: number): Partial<Node> => ({ state: 'none', attemptedAt })
  expect(chosen([tried(30), tried(10), tried(20)])).toBe('2')
  expect(chosen([{ state: 'backoff' }, { state: 'backoff' }, { state: 'backoff' }])).toBeUndefined()
})
