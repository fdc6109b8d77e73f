import { expect, test } from 'vitest'
import { OUTER_HOST } from '~/engine/build'
import { processId } from '~/sim/ids'
import { bothWays, hostOf } from '../support/hurting'
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
