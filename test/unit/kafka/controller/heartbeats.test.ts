import { describe, expect, test } from 'vitest'
import type { ControllerState, ControllerStep } from '~/kafka/controller/controllerState'
import { brokerEpoch, nodeId } from '~/kafka/ids'
import { supportedRanges } from '~/kafka/protocol/features'
import type {
  BrokerHeartbeatRequest,
  BrokerHeartbeatResponse,
  BrokerRegistrationResponse,
} from '~/kafka/protocol/rpc/controller'
import {
  activeController,
  brokerRecords,
  fenceTick,
  heartbeatOf,
  request,
  topicRecords,
} from '../../../support/fakeController'

interface Beat extends Partial<BrokerHeartbeatRequest> {
  readonly ms?: number
}

function beat(state: ControllerState, id: number, { ms = 1000, ...changes }: Beat = {}) {
  return request<BrokerHeartbeatResponse>(state, { ...heartbeatOf(id), ...changes }, ms)
}

const linesOf = ({ facts }: ControllerStep) =>
  facts.flatMap((fact) => (fact.type === 'Logged' ? [fact.text] : []))

const nextTickMs = ({ effects }: ControllerStep) =>
  effects.flatMap((effect) =>
    effect.type === 'SetTimer' && effect.key === 'controller/fence' ? [effect.delayMicros] : [],
  )

/** Brokers of which some are out; by id. */
const withFenced = (...fenced: readonly number[]) =>
  brokerRecords(3).map((record, index) => ({ ...record, fenced: fenced.includes(index + 1) }))

describe('C-18 a heartbeat', () => {
  test('of an epoch that is not registered is a contact, and stale', () => {
    const { step, answer } = beat(activeController(brokerRecords(2)), 1, {
      brokerEpoch: brokerEpoch(77),
    })
    expect(answer.error).toBe('STALE_BROKER_EPOCH')
    expect(step.append).toEqual([])
    expect(step.next.contacts.get(nodeId(1))?.lastContactMs).toBe(0)
    const id = nodeId(1)
    expect(step.next.strays).toEqual([{ id, brokerEpoch: 77, lastContactMs: 1000 }])
  })

  test('that wants to stop and comes from a fenced broker writes that it is fenced once more', () => {
    const { records, answer, step } = beat(activeController(withFenced(2)), 2, {
      wantShutDown: true,
    })
    expect(records).toMatchObject([{ type: 'BrokerRegistrationChangeRecord', fenced: 'FENCE' }])
    expect(answer).toMatchObject({ shouldShutDown: true, isFenced: true })
    expect(linesOf(step)[0]).toBe(
      '[QuorumController id=1] Fenced broker 2 has requested and been granted an immediate shutdown.',
    )
  })

  test('with a change of state and a failed directory writes one batch', () => {
    const records = withFenced(2).map((record) => ({ ...record, logDirs: ['one', 'two'] }))
    const { step } = beat(activeController(records), 2, { offlineLogDirs: ['two'] })
    expect(step.append).toMatchObject([[{ fenced: 'UNFENCE' }, { logDirs: ['one'] }]])
  })
})

describe('C-31 a stop waits', () => {
  const records = [...brokerRecords(3), ...topicRecords('t', [[1, 2, 3]])]
  const stopping = (from: ControllerState) => beat(from, 1, { wantShutDown: true }).step.next

  test('for what all others have told', () => {
    const others = beat(beat(stopping(activeController(records)), 2).step.next, 3).step.next
    const wants = { wantShutDown: true, currentMetadataOffset: 500 }
    expect(beat(others, 1, wants).answer.shouldShutDown).toBe(false)
    const read = { currentMetadataOffset: 500 }
    const all = beat(beat(others, 2, read).step.next, 3, read).step.next
    expect(beat(all, 1, wants).answer.shouldShutDown).toBe(true)
  })

  test('for the next heartbeat of one that has just been let in', () => {
    const state = activeController([...withFenced(3), ...topicRecords('t', [[1, 2]])])
    const read = { currentMetadataOffset: 500 }
    const both = beat(beat(stopping(state), 2, read).step.next, 3, read)
    expect(both.records).toMatchObject([{ fenced: 'UNFENCE' }])
    const wants = { wantShutDown: true, currentMetadataOffset: 500 }
    expect(beat(both.step.next, 1, wants).answer.shouldShutDown).toBe(false)
    const again = beat(both.step.next, 3, read).step.next
    expect(beat(again, 1, wants).answer.shouldShutDown).toBe(true)
  })
})

describe('C-27, C-28 a session that is over', () => {
  test('is looked for in the order of the hashes, one at a time', () => {
    const epochs = [8, 3, 3]
    const records = brokerRecords(2).map((record, index) => ({
      ...record,
      brokerEpoch: brokerEpoch(epochs[index] ?? 0),
    }))
    const first = fenceTick(activeController(records), 10_000)
    expect(first.append).toMatchObject([[{ brokerId: 2, fenced: 'FENCE' }]])
    expect(nextTickMs(first)).toEqual([11_000])
    const second = fenceTick(first.next, 10_010)
    expect(second.append).toMatchObject([[{ brokerId: 1, fenced: 'FENCE' }]])
    expect(nextTickMs(fenceTick(second.next, 10_020))).toEqual([1_126_000])
  })

  test('of an older epoch is only dropped', () => {
    const stray = beat(activeController(brokerRecords(1)), 1, { brokerEpoch: brokerEpoch(77) })
    const alive = beat(stray.step.next, 1, { ms: 8000 }).step.next
    const tick = fenceTick(alive, 10_001)
    expect(tick.append).toEqual([])
    expect(tick.next.strays).toEqual([])
    expect(nextTickMs(tick)).toEqual([11_000])
    expect(linesOf(tick)).toEqual([
      '[QuorumController id=1] Removing heartbeat tracker entry for broker 1 at previous epoch 77. Current epoch is 1',
    ])
  })

  test('of a broker that is out already is fenced, and told, once more', () => {
    const state = beat(activeController(withFenced(2)), 2, { wantFence: true }).step.next
    const alive = beat(beat(state, 1, { ms: 9000 }).step.next, 3, { ms: 9000 }).step.next
    const tick = fenceTick(alive, 10_001)
    expect(tick.append).toMatchObject([[{ brokerId: 2, fenced: 'FENCE' }]])
    expect(tick.facts.map(({ type }) => type)).toEqual(['Logged', 'Logged'])
    const [told, ignored] = linesOf(tick)
    expect(told).toContain('Fencing broker 2 at epoch 2 because its session has timed out.')
    expect(ignored).toContain('Ignoring no-op registration change for BrokerRegistration(id=2, ')
  })
})

describe('C-12 a registration', () => {
  const register = (state: ControllerState, incarnationId: string, ms: number) =>
    request<BrokerRegistrationResponse>(
      state,
      {
        api: 'BrokerRegistration',
        brokerId: nodeId(1),
        clusterId: state.config.clusterId,
        incarnationId,
        listeners: [],
        rack: null,
        logDirs: ['tEMrmV20UcTY4DExWbzRWw'],
        features: supportedRanges(),
        previousBrokerEpoch: -1,
      },
      ms,
    )
  const records = [...brokerRecords(2), ...topicRecords('t', [[1, 2]])]

  test('has the next offset of the log as its epoch, what it cleans up counted in', () => {
    const { answer, step } = register(activeController(records), 'another', 9001)
    const [types] = step.append.map((batch) => batch.map(({ type }) => type))
    expect(types).toEqual(['PartitionChangeRecord', 'RegisterBrokerRecord'])
    expect(answer.brokerEpoch).toBe(200)
    // The session of the last incarnation is still to be found over.
    expect(step.next.strays).toEqual([{ id: 1, brokerEpoch: 1, lastContactMs: 0 }])
  })

  test('of the same incarnation goes on with its epoch and its session', () => {
    const { answer, step } = register(activeController(records), 'incarnation-1', 5000)
    expect(answer.brokerEpoch).toBe(1)
    expect(step.next.contacts.get(nodeId(1))?.lastContactMs).toBe(0)
    expect(linesOf(step)).toEqual([
      '[QuorumController id=1] Amending registration of broker 1, incarnation ID incarnation-1. Broker epoch remains 1.',
    ])
  })

  test('is forgotten with its offset where it was not committed', () => {
    const { step } = register(activeController(records), 'another', 9001)
    expect(step.next.registrationOffsets.get(nodeId(1))).toBe(0)
  })
})
