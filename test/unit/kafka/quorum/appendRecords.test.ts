import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { startRun } from '~/engine/run'
import type { KafkaContext } from '~/kafka/effects'
import { makeProgram } from '~/kafka/program'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import { appendRecords } from '~/kafka/quorum/appendRecords'
import { onQuorumTimer } from '~/kafka/quorum/quorumRole'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { isServer } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { hostId, simTime } from '~/sim/ids'

const SECOND = 1_000_000
const APPEND = { role: 'quorum', name: 'append', about: '' } as const

function contextAt(micros: number): KafkaContext {
  return {
    now: simTime(micros),
    clock: simTime(micros),
    process: serverProcess(1),
    host: hostId('server-1'),
    incarnation: 0,
    draw: () => 0,
    readFile: () => undefined,
    listFiles: () => [],
    knowsHost: () => true,
    diskFault: () => null,
  }
}

function setting(value: number): MetadataRecord {
  return {
    type: 'ConfigRecord',
    resourceType: 'TOPIC',
    resourceName: 'orders',
    name: 'retention.ms',
    value: String(value),
  }
}

/** The only voter of a cluster, once it leads and has written all it was given. */
function settledLeader(): QuorumState {
  const shape = { type: 'combined', nodes: 1 } as const
  const run = startRun(loopbackScenario({ shape, properties: {}, perNode: {} }), 1, makeProgram({}))
  run.advance(10 * SECOND, 1_000_000)
  const state = run.world().processes.get(serverProcess(1))?.state ?? null
  if (!isServer(state) || state.quorum?.role.name !== 'Leader') throw new Error('nobody leads')
  return onQuorumTimer(state.quorum, APPEND, contextAt(10 * SECOND)).next
}

test('Q-34 what is appended within the linger fills the open batch', () => {
  const leader = settledLeader()
  const begin = leader.log.endOffset
  const first = appendRecords(leader, [setting(1)], contextAt(11 * SECOND))
  const later = contextAt(11 * SECOND + 10_000)
  const second = appendRecords(first.step.next, [setting(2), setting(3)], later)
  expect(second.lastOffset).toBe(begin + 2)
  // The linger runs from the first record.
  expect(first.step.effects).toHaveLength(1)
  expect(second.step.effects).toEqual([])

  const written = onQuorumTimer(second.step.next, APPEND, contextAt(11 * SECOND + 25_000)).next
  expect(written.log.batches.last()).toMatchObject({
    baseOffset: begin,
    lastOffset: begin + 2,
    appendTimestampMs: 11_000,
    records: [setting(1), setting(2), setting(3)],
  })
  expect(written.log.batches.size).toBe(leader.log.batches.size + 1)

  const again = appendRecords(written, [setting(4)], contextAt(12 * SECOND))
  expect(again.step.effects).toHaveLength(1)
  expect(again.lastOffset).toBe(begin + 3)
})
