import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import type { Replica } from '~/kafka/broker/brokerState'
import { ledOnAfter } from '~/kafka/invariants/ledOn'
import { NO_LOSSES } from '~/kafka/invariants/watched'
import { topicPartition } from '~/kafka/ids'
import { coordinatorPartition } from '~/kafka/protocol/coordinatorPartition'
import { isServer } from '~/kafka/server/server'
import { hostOf } from '../support/hurting'
import type { QuorumLab } from '../support/quorumLab'
import { quorumLab } from '../support/quorumLab'

const NAME = topicPartition('__consumer_offsets', coordinatorPartition('billing', 50))

function brokerOf(lab: QuorumLab, id: number) {
  const state = lab.world().processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state.broker : null
}

const replicaOf = (lab: QuorumLab, id: number): Replica | undefined =>
  brokerOf(lab, id)?.replicas.get(NAME)

/**
 * The coordinator of a group loses what it wrote after a roll of its log, and starts again while its
 * session lasts. Real Kafka 4.1.2 was seen to do all that is expected here.
 */
test('a broker without the end of its log leads on and its coordinator writes until it is registered', () => {
  let { ledOn } = NO_LOSSES
  let before: ReturnType<QuorumLab['world']> | null = null
  const lab = quorumLab({
    controllers: 1,
    brokers: 3,
    topic: { replicationFactor: 3 },
    properties: { 'broker.session.timeout.ms': '60000' },
    workload: [
      { id: 'producer-1', kind: 'producer' },
      { id: 'consumer-1', kind: 'consumer', properties: { 'session.timeout.ms': '6000' } },
    ],
    observe: (taken) => {
      if (before !== null) ledOn = ledOnAfter(ledOn, { before, taken, hasLost: () => true })
      before = taken.world
    },
  })
  lab.passes(14)
  const id = [1, 2, 3].find((row) => replicaOf(lab, row)?.role.type === 'leader') ?? 0
  ledOn = NO_LOSSES.ledOn
  const epoch = replicaOf(lab, id)?.leaderEpoch
  lab.command({
    type: 'Call',
    process: serverProcess(id),
    call: { type: 'RunTask', task: 'roll' },
  })
  const kept = replicaOf(lab, id)?.log.logEndOffset ?? 0
  lab.passes(12)
  lab.command({ type: 'PowerOff', host: hostOf(id) })
  lab.command({ type: 'Start', process: serverProcess(id) })
  expect(lab.until(() => replicaOf(lab, id)?.role.type === 'leader', 10)).toBe(true)
  expect(brokerOf(lab, id)).toMatchObject({ lifecycle: 'STARTING', brokerEpoch: null })
  expect(replicaOf(lab, id)).toMatchObject({ leaderEpoch: epoch, log: { logEndOffset: kept } })
  expect(ledOn.by.get(NAME)).toEqual(new Set([id]))
  expect(ledOn.written).toEqual(new Set())
  lab.passes(8)
  expect(brokerOf(lab, id)?.brokerEpoch).toBeNull()
  expect(ledOn.written).toEqual(new Set([NAME]))
  expect(replicaOf(lab, id)?.log.logEndOffset).toBe(kept + 1)
  expect(lab.broken).toEqual(new Set(['LR-06']))
})
