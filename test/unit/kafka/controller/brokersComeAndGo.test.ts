import { describe, expect, test } from 'vitest'
import type { ControllerState } from '~/kafka/controller/controllerState'
import { nodeId } from '~/kafka/ids'
import { supportedRanges } from '~/kafka/protocol/features'
import type { MetadataRecord, PartitionRecord } from '~/kafka/protocol/metadataRecords'
import type {
  CreateTopicsResponse,
  ElectLeadersResponse,
  ListPartitionReassignmentsResponse,
} from '~/kafka/protocol/rpc/admin'
import {
  activeController,
  askForIsr,
  brokerRecords,
  fenceTick,
  heartbeatOf,
  ids,
  request,
  topicRecords,
} from '../../../support/fakeController'

/** Three brokers of which some are out, and topic t. */
const cluster = (
  part: Partial<PartitionRecord> = {},
  more: { readonly fenced?: readonly number[]; readonly records?: readonly MetadataRecord[] } = {},
) => {
  const brokers = brokerRecords(3).map((record) => {
    return { ...record, fenced: more.fenced?.includes(record.brokerId) === true }
  })
  const topic = topicRecords('t', [[1, 2, 3]], part)
  return activeController([...brokers, ...topic, ...(more.records ?? [])])
}

const config = (resource: string, name: string, value: string): MetadataRecord => {
  const resourceType = resource === 't' ? 'TOPIC' : 'BROKER'
  return { type: 'ConfigRecord', resourceType, resourceName: resource, name, value }
}

const unclean = (resource: string, value: string) =>
  config(resource, 'unclean.leader.election.enable', value)

/** A broker that may be let in beats. */
const beat = (state: ControllerState, id: number) => request(state, heartbeatOf(id)).records

describe('a broker is fenced', () => {
  const fence = (state: ControllerState) => {
    // Brokers 2 and 3 have been heard of since.
    const heard = [2, 3].reduce((now, id) => {
      const contact = now.contacts.get(nodeId(id))
      if (contact === undefined) throw new Error(`broker ${id} is known`)
      const contacts = now.contacts.set(nodeId(id), { ...contact, lastContactMs: 19_000 })
      return { ...now, contacts }
    }, state)
    return fenceTick(heard, 20_000).append.flat()
  }

  test('C-22 it leaves every ISR, leads nowhere, and then the fence is written', () => {
    expect(fence(cluster())).toMatchObject([
      { type: 'PartitionChangeRecord', isr: [2, 3], leader: 2 },
      { type: 'BrokerRegistrationChangeRecord', brokerId: 1, fenced: 'FENCE' },
    ])
  })

  test('C-22 where the topic allows it, another is elected uncleanly at once', () => {
    const alone = { isr: ids(1) }
    expect(fence(cluster(alone))[0]).toMatchObject({ leader: null, isr: [], elr: [1] })
    const allowed = cluster(alone, { records: [unclean('t', 'true')] })
    expect(fence(allowed)[0]).toMatchObject({ leader: 2, isr: [2] })
  })

  test('C-43 whose directory is gone leads nowhere', () => {
    const [first, second] = ['tEMrmV20UcTY4DExWbzRWw', 'b8tRS7h4TJ2Vt43Dp85v2A']
    const brokers = brokerRecords(3).map((record) => ({ ...record, logDirs: [first] }))
    const topic = (directory: string) =>
      topicRecords('t', [[1, 2, 3]], { directories: [first, directory, first] })
    const led = (directory: string) => fence(activeController([...brokers, ...topic(directory)]))[0]
    expect(led(first)).toMatchObject({ leader: 2 })
    expect(led(second)).toMatchObject({ leader: 3 })
  })

  test('C-29 its epoch stays as it was', () => {
    expect(fence(cluster()).at(-1)).toMatchObject({ brokerEpoch: 1 })
  })
})

describe('a broker is let in', () => {
  const nobody = { isr: ids(), leader: null }

  test('C-23 first that, then leaderless partitions for which it is eligible; it joins no ISR', () => {
    const eligible = cluster({ ...nobody, elr: ids(2, 3) }, { fenced: [1, 2, 3] })
    expect(beat(eligible, 2)).toMatchObject([
      { type: 'BrokerRegistrationChangeRecord', brokerId: 2, fenced: 'UNFENCE' },
      { type: 'PartitionChangeRecord', leader: 2, isr: [2], elr: [3] },
    ])
    expect(beat(eligible, 1)).toHaveLength(1)
    expect(beat(cluster({ isr: ids(1) }, { fenced: [2] }), 2)).toHaveLength(1)
  })

  test('C-64 unclean elections: the topic says, else the controller as a broker, else the cluster', () => {
    const elects = (...records: readonly MetadataRecord[]) =>
      beat(cluster({ ...nobody, elr: ids(2) }, { fenced: [1, 2, 3], records }), 1).length === 2
    expect(elects()).toBe(false)
    expect(elects(unclean('', 'true'))).toBe(true)
    expect(elects(unclean('', 'true'), unclean('1', 'false'))).toBe(false)
    expect(elects(unclean('2', 'true'))).toBe(false)
    expect(elects(unclean('', 'false'), unclean('1', 'true'))).toBe(true)
    expect(elects(unclean('1', 'true'), unclean('t', 'false'))).toBe(false)
    expect(elects(unclean('1', 'false'), unclean('t', 'TRUE'))).toBe(true)
  })
})

describe('R-33 a broker that registers again', () => {
  const register = (state: ControllerState, previousBrokerEpoch: number) =>
    request(
      state,
      {
        api: 'BrokerRegistration',
        brokerId: nodeId(1),
        clusterId: 'cluster',
        incarnationId: 'another',
        listeners: [],
        rack: null,
        logDirs: ['tEMrmV20UcTY4DExWbzRWw'],
        features: supportedRanges(),
        previousBrokerEpoch,
      },
      20_000,
    ).records
  const led = cluster(
    { isr: ids(2, 1), leader: nodeId(2) },
    { records: [config('t', 'min.insync.replicas', '2')] },
  )

  test('after a clean stop stays eligible', () => {
    expect(register(led, 1)[0]).toMatchObject({ isr: [2], elr: [1] })
  })

  test('after a crash, or a stop of another time, does not', () => {
    for (const previous of [-1, 0]) {
      const [change] = register(led, previous)
      expect(change).toMatchObject({ isr: [2] })
      expect(change).not.toHaveProperty('elr')
    }
  })

  test('C-43 after a crash is not elected, even uncleanly', () => {
    const fenced = { fenced: [2, 3], records: [unclean('t', 'true')] }
    const [change] = register(cluster({ isr: ids(1) }, fenced), -1)
    expect(change).toMatchObject({ leader: null, isr: [] })
  })
})

const askIsr = (state: ControllerState, ...isr: readonly number[]) =>
  askForIsr(
    state,
    isr.map((id) => [id, id]),
  )

test('C-52 an ISR is answered with the state after it; the same one writes nothing', () => {
  const { records, answer } = askIsr(cluster(), 1, 2)
  expect(records).toMatchObject([{ isr: [1, 2] }])
  const after = { leader: 1, leaderEpoch: 0 }
  expect(answer.partitions).toMatchObject([
    { error: 'NONE', isr: [1, 2], partitionEpoch: 1, ...after },
  ])
  const same = askIsr(cluster(), 1, 2, 3)
  expect(same.records).toEqual([])
  expect(same.answer.partitions).toMatchObject([
    { error: 'NONE', isr: [1, 2, 3], partitionEpoch: 0, ...after },
  ])
})

test('C-53, C-68 an ISR that ends a reassignment away from its leader is written, and says so', () => {
  const moving = { isr: ids(1, 2), addingReplicas: ids(3), removingReplicas: ids(1) }
  const { records, answer } = askIsr(cluster(moving), 1, 2, 3)
  expect(records).toMatchObject([
    { leader: 2, isr: [2, 3], replicas: [2, 3], addingReplicas: [], removingReplicas: [] },
  ])
  expect(answer.partitions).toMatchObject([{ error: 'NEW_LEADER_ELECTED' }])
  // A leader that stays goes on, in a new epoch, though another one is preferred.
  const staying = { ...moving, replicas: ids(3, 1, 2), removingReplicas: ids(2) }
  const kept = askIsr(cluster(staying), 1, 2, 3)
  expect(kept.records).toMatchObject([{ leader: 1, isr: [1, 3], replicas: [3, 1] }])
  expect(kept.answer.partitions).toMatchObject([{ error: 'NONE', leader: 1, leaderEpoch: 1 }])
})

test('C-58 who asks for an unclean election gets one, whatever the topic says, or a clean one', () => {
  const elect = (part: Partial<PartitionRecord>) =>
    request<ElectLeadersResponse>(
      cluster({ leader: null, ...part }, { fenced: [1], records: [unclean('t', 'false')] }),
      {
        api: 'ElectLeaders',
        electionType: 'UNCLEAN',
        partitions: [{ topic: 't', partition: 0 }],
        timeoutMs: 1000,
      },
    )
  const forced = elect({ isr: [], elr: ids(1) })
  expect(forced.records).toMatchObject([{ leader: 2, isr: [2], leaderRecoveryState: 'RECOVERING' }])
  expect(forced.answer.partitions).toMatchObject([{ error: 'NONE' }])
  const [clean] = elect({ isr: [], elr: ids(3) }).records
  expect(clean).toMatchObject({ leader: 3, isr: [3] })
  expect(clean).not.toHaveProperty('leaderRecoveryState')
})

test('C-36 a topic is answered with when it is committed, and not before', () => {
  const { step, answer } = request<CreateTopicsResponse>(cluster(), {
    api: 'CreateTopics',
    topics: [
      { name: 'u', partitionCount: 2, replicationFactor: 3, assignments: null, configs: [] },
    ],
    timeoutMs: 1000,
    validateOnly: false,
  })
  expect(answer.topics).toMatchObject([{ name: 'u', partitionCount: 2, replicationFactor: 3 }])
  expect(step.effects.filter(({ type }) => type === 'Reply')).toEqual([])
  expect(step.next.deferred.map(({ offset }) => offset)).toEqual([step.next.image.offset])
})

test('C-70 what moves is listed as it is committed', () => {
  const moving = { addingReplicas: ids(3), removingReplicas: ids(1) }
  const state = cluster(moving)
  const list = (of: ControllerState, topics: { topic: string; partitions: number[] }[] | null) =>
    request<ListPartitionReassignmentsResponse>(of, {
      api: 'ListPartitionReassignments',
      topics,
    }).answer.partitions
  const row = { topic: 't', partition: 0, replicas: [1, 2, 3], ...moving }
  expect(list(state, null)).toEqual([row])
  expect(list(state, [{ topic: 't', partitions: [1] }])).toEqual([])
  expect(list({ ...state, image: cluster().image }, null)).toEqual([row])
  expect(list({ ...cluster(), image: state.image }, null)).toEqual([])
})
