import { expect, test } from 'vitest'
import { OUTER_HOST, serverProcess } from '~/engine/build'
import type { WorkloadConsumer } from '~/kafka/client/workload'
import { isServer } from '~/kafka/server/server'
import { processId } from '~/sim/ids'
import { bothWays, hostOf } from '../support/hurting'
import type { QuorumLab } from '../support/quorumLab'
import { quorumLab } from '../support/quorumLab'

const CONSUMER = processId('consumer-1')

test('a consumer leaves its group once, though an earlier commit is under way when it closes', () => {
  const lab = quorumLab({
    controllers: 1,
    hasTopic: true,
    workload: [
      { id: 'producer-1', kind: 'producer', ratePerSecond: 20 },
      { id: 'consumer-1', kind: 'consumer' },
    ],
  })
  const sent = new Set<number>()
  const isSent = (api: string) => {
    const found = [...lab.world().network.inFlight.values()].filter(
      ({ kind, from, body }) => kind === 'request' && from === CONSUMER && body?.api === api,
    )
    for (const { id } of found) if (api === 'LeaveGroup') sent.add(id)
    return found.length > 0
  }
  lab.passes(12)
  expect(lab.until(() => isSent('OffsetCommit'), 20)).toBe(true)
  for (const order of bothWays(hostOf(1), OUTER_HOST, { latencyMicros: 200_000 })) {
    lab.command(order)
  }
  lab.command({ type: 'Signal', process: CONSUMER, signal: 'SIGTERM' })
  const hasEnded = () => {
    isSent('LeaveGroup')
    return lab.world().processes.get(CONSUMER)?.status === 'exited'
  }
  expect(lab.until(hasEnded, 10)).toBe(true)
  expect(sent.size).toBe(1)
})

const exited = (lab: QuorumLab) => lab.world().processes.get(CONSUMER)?.status === 'exited'
const closing = (lab: QuorumLab) =>
  lab.command({ type: 'Signal', process: CONSUMER, signal: 'SIGTERM' })

/** A consumer of a group whose only broker was killed a moment ago; it has read on since it committed. */
function withoutCoordinator(properties: Readonly<Record<string, string>> = {}): QuorumLab {
  const lab = quorumLab({
    controllers: 1,
    hasTopic: true,
    workload: [
      { id: 'producer-1', kind: 'producer', ratePerSecond: 20 },
      { id: 'consumer-1', kind: 'consumer', properties },
    ],
  })
  lab.passes(22)
  lab.command({ type: 'Kill', process: serverProcess(1) })
  lab.passes(1)
  return lab
}

test('G-83 a consumer that finds no coordinator closes after the 30 s of close()', () => {
  const lab = withoutCoordinator()
  closing(lab)
  lab.passes(29)
  expect(exited(lab)).toBe(false)
  lab.passes(2)
  expect(exited(lab)).toBe(true)
})

test('G-83 request.timeout.ms ends the wait for a coordinator sooner', () => {
  const lab = withoutCoordinator({ 'request.timeout.ms': '7000' })
  closing(lab)
  lab.passes(6)
  expect(exited(lab)).toBe(false)
  lab.passes(2)
  expect(exited(lab)).toBe(true)
})

test('G-83 a coordinator that comes back in time gets the last commit', () => {
  const lab = withoutCoordinator()
  const reader = lab.world().processes.get(CONSUMER)?.state as unknown as WorkloadConsumer
  const [position] = reader.consumer.positions.values()
  const committed = () => {
    const server = lab.world().processes.get(serverProcess(1))?.state ?? null
    const shards = isServer(server) ? [...(server.broker?.groups.shards.values() ?? [])] : []
    const rows = shards.flatMap(({ offsets }) => [...offsets.values()])
    return rows.flatMap((row) => [...row.values()].map(({ offset }) => offset))
  }
  closing(lab)
  lab.command({ type: 'Start', process: serverProcess(1) })
  expect(lab.until(() => exited(lab), 29)).toBe(true)
  expect(committed()).toEqual([position])
})
