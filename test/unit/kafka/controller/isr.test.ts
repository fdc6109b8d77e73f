import { expect, test } from 'vitest'
import type { ControllerState } from '~/kafka/controller/controllerState'
import { partitionEpoch } from '~/kafka/ids'
import {
  activeController,
  askForIsr,
  brokerRecords,
  fenceTick,
  ids,
  topicRecords,
} from '../../../support/fakeController'

const records = [...brokerRecords(3), ...topicRecords('t', [[1, 2, 3]])]

/** Every broker is named with epoch 1. */
const askIsr = (state: ControllerState, ...isr: readonly number[]) =>
  askForIsr(
    state,
    isr.map((id) => [id, 1]),
  ).step

test('a refusal that was read from what a task wrote waits until that is committed', () => {
  const { next, append } = fenceTick(activeController(records), 20_000, 150)
  expect(append.flat().map(({ type }) => type)).toContain('PartitionChangeRecord')
  const refused = askIsr(next, 1)
  expect(refused.append).toEqual([])
  expect(refused.effects.filter(({ type }) => type === 'Reply')).toEqual([])
  expect(refused.next.deferred).toMatchObject([
    { offset: next.image.offset, body: { partitions: [{ error: 'FENCED_LEADER_EPOCH' }] } },
  ])
})

test('a refusal is told at once where all is committed', () => {
  const state = activeController(records)
  const old = state.image.topics
  const newer = old.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((row) => ({ ...row, partitionEpoch: partitionEpoch(1) })),
  }))
  const refused = askIsr({ ...state, image: { ...state.image, topics: newer } }, 1)
  expect(refused.next.deferred).toEqual([])
  expect(refused.effects).toMatchObject([
    { type: 'Reply', body: { partitions: [{ error: 'INVALID_UPDATE_VERSION' }] } },
  ])
})

test('C-51 row 12: who may not be in sync, and why, is told', () => {
  const state = activeController([
    ...brokerRecords(2),
    ...brokerRecords(3)
      .slice(2)
      .map((record) => ({ ...record, fenced: true })),
    ...topicRecords('t', [[1, 2, 3]], { isr: ids(1) }),
  ])
  const { facts } = askIsr(state, 1, 2, 3)
  expect(facts).toMatchObject([
    {
      type: 'Logged',
      text: '[QuorumController id=1] Rejecting AlterPartition request from node 1 for t-0 because it specified ineligible replicas [2 (broker epoch mismatch: requested=1 VS expected=2), 3 (fenced)] in the new ISR [BrokerState(brokerId=1, brokerEpoch=1), BrokerState(brokerId=2, brokerEpoch=1), BrokerState(brokerId=3, brokerEpoch=1)].',
    },
  ])
})
