import { expect, test } from 'vitest'
import { onControllerTimer } from '~/kafka/controller/controllerRole'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import {
  activeController,
  brokerRecords,
  contextAt,
  ids,
  topicRecords,
} from '../../../support/fakeController'

const allowed = (name: string): MetadataRecord => ({
  type: 'ConfigRecord',
  resourceType: 'TOPIC',
  resourceName: name,
  name: 'unclean.leader.election.enable',
  value: 'true',
})

const tick = (records: readonly MetadataRecord[]) =>
  onControllerTimer(
    activeController(records),
    { role: 'controller', name: 'unclean', about: '' },
    { ctx: contextAt(300_001), nextOffset: 700 },
  )

/** Partitions that nobody leads, and whose only eligible replica does not exist. */
const offline = (name: string, partitions: number) =>
  topicRecords(
    name,
    Array.from({ length: partitions }, () => [2, 1]),
    { isr: [], elr: ids(9), leader: null },
  )

test('C-62 leaderless partitions of topics that allow it are elected, and it is told', () => {
  const out = brokerRecords(2).map((record) => ({ ...record, fenced: true }))
  const made = tick([...brokerRecords(1), ...offline('r', 1), ...offline('s', 1), allowed('r')])
  expect(made.append).toMatchObject([[{ leader: 1, isr: [1], leaderRecoveryState: 'RECOVERING' }]])
  expect(made.facts).toContainEqual({
    type: 'Logged',
    level: 'INFO',
    logger: 'org.apache.kafka.controller.ReplicationControlManager',
    text: '[QuorumController id=1] Triggering unclean leader election for offline partition r-0.',
  })
  const none = tick([...out, ...offline('r', 1), allowed('r')])
  expect(none.append).toEqual([])
  expect(none.facts).toMatchObject([
    {
      level: 'WARN',
      text: '[QuorumController id=1] Cannot trigger unclean leader election for offline partition r-0: ELIGIBLE_LEADERS_NOT_AVAILABLE',
    },
  ])
})

test('C-62 a thousand at once, the others soon after', () => {
  const delays = (partitions: number) =>
    tick([...brokerRecords(2), ...offline('r', partitions), allowed('r')]).effects
  expect(delays(1001)).toMatchObject([{ key: 'controller/unclean', delayMicros: 11_000 }])
  expect(delays(999)).toMatchObject([{ key: 'controller/unclean', delayMicros: 300_001_000 }])
})
