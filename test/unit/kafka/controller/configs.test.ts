import { describe, expect, test } from 'vitest'
import type { Response } from '~/kafka/protocol/rpc'
import type { IncrementalAlterConfigsRequest } from '~/kafka/protocol/rpc/admin'
import {
  activeController,
  brokerRecords,
  request,
  topicRecords,
} from '../../../support/fakeController'

type Op = IncrementalAlterConfigsRequest['resources'][number]['ops'][number]

const controller = activeController([...brokerRecords(3), ...topicRecords('orders', [[1, 2, 3]])])

function alter(type: 'TOPIC' | 'BROKER' | 'GROUP', name: string, ...ops: readonly Op[]) {
  const { answer, records } = request<Response<'IncrementalAlterConfigs'>>(controller, {
    api: 'IncrementalAlterConfigs',
    resources: [{ type, name, ops }],
    validateOnly: false,
  })
  const [result] = answer.results
  return { error: result?.error, message: result?.errorMessage, records }
}

const set = (name: string, value: string): Op => ({ name, op: 'SET', value })

describe('C-74 changes of configs', () => {
  test('what changes nothing writes no record for a topic, but one for a broker', () => {
    expect(
      alter('TOPIC', 'orders', { name: 'retention.ms', op: 'DELETE', value: null }).records,
    ).toEqual([])
    const { records } = alter('BROKER', '2', { name: 'num.io.threads', op: 'DELETE', value: null })
    expect(records).toMatchObject([{ type: 'ConfigRecord', name: 'num.io.threads', value: null }])
  })

  test('only lists gain members', () => {
    const append = (name: string): Op => ({ name, op: 'APPEND', value: 'compact' })
    expect(alter('TOPIC', 'orders', append('cleanup.policy')).records).toMatchObject([
      { name: 'cleanup.policy', value: 'delete,compact' },
    ])
    expect(alter('TOPIC', 'orders', append('retention.ms')).message).toBe(
      "Can't APPEND to key retention.ms because its type is not LIST.",
    )
  })
})

describe('C-74 members of lists', () => {
  const both = activeController([
    ...brokerRecords(1),
    ...topicRecords('orders', [[1]]),
    {
      type: 'ConfigRecord',
      resourceType: 'TOPIC',
      resourceName: 'orders',
      name: 'cleanup.policy',
      value: 'compact,delete',
    },
  ])
  const changed = (op: 'APPEND' | 'SUBTRACT', value: string) =>
    request(both, {
      api: 'IncrementalAlterConfigs',
      resources: [{ type: 'TOPIC', name: 'orders', ops: [{ name: 'cleanup.policy', op, value }] }],
      validateOnly: false,
    }).records

  test('are added once', () => {
    const one = activeController([...brokerRecords(1), ...topicRecords('orders', [[1]])])
    const ops = [{ name: 'cleanup.policy', op: 'APPEND', value: 'compact,compact' }] as const
    const body = {
      api: 'IncrementalAlterConfigs',
      resources: [{ type: 'TOPIC', name: 'orders', ops }],
      validateOnly: false,
    } as const
    expect(request(one, body).records).toMatchObject([{ value: 'delete,compact' }])
    expect(changed('APPEND', 'delete')).toEqual([])
  })

  test('are taken away', () => {
    expect(changed('SUBTRACT', 'compact')).toMatchObject([{ value: 'delete' }])
  })
})

describe('C-75 what is refused', () => {
  test('a topic or a broker that is not there', () => {
    expect(alter('TOPIC', 'absent', set('retention.ms', '1'))).toMatchObject({
      error: 'UNKNOWN_TOPIC_OR_PARTITION',
      message: "The topic 'absent' does not exist.",
    })
    expect(alter('BROKER', '9', set('num.io.threads', '4'))).toMatchObject({
      error: 'BROKER_ID_NOT_REGISTERED',
      message: 'No node with id 9 found.',
    })
  })

  test('a value out of range, and one that is too long', () => {
    expect(alter('TOPIC', 'orders', set('retention.ms', '-2')).message).toBe(
      'Invalid value -2 for configuration retention.ms: Value must be at least -1',
    )
    expect(alter('BROKER', '1', set('foo', 'x'.repeat(32_768))).error).toBe('INVALID_CONFIG')
  })
})

describe('C-77 min.insync.replicas while eligible leaders are kept', () => {
  test('a topic forgets its eligible leaders in the same batch', () => {
    expect(alter('TOPIC', 'orders', set('min.insync.replicas', '2')).records).toMatchObject([
      { type: 'ConfigRecord', name: 'min.insync.replicas', value: '2' },
      { type: 'ClearElrRecord', topicName: 'orders' },
    ])
  })

  test('not for one broker, and never removed from the cluster', () => {
    expect(alter('BROKER', '1', set('min.insync.replicas', '2')).message).toBe(
      'Broker-level min.insync.replicas cannot be altered while ELR is enabled.',
    )
    const removal: Op = { name: 'min.insync.replicas', op: 'DELETE', value: null }
    expect(alter('BROKER', '', removal).message).toBe(
      'Cluster-level min.insync.replicas cannot be removed while ELR is enabled.',
    )
  })
})
