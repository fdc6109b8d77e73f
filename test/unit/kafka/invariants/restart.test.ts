import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { Replica } from '~/kafka/broker/brokerState'
import { offset } from '~/kafka/ids'
import { broker, follower, log, PARTITION, rulesOf, sound } from '../../../support/soundWorld'

/** The follower before it has opened its copy of orders-0. */
const closed = broker(follower, ({ replicas }) => ({ replicas: replicas.delete(PARTITION) }))

/** A log without its last batches. */
function shorter(old: Replica['log'], by: number): Partial<Replica['log']> {
  const batches = old.batches.skipLast(by)
  const logEndOffset = offset(present(batches.last(), 'it holds more').lastOffset + 1)
  return { batches, logEndOffset, highWatermark: logEndOffset }
}

test('LR-31 a replica that is opened holds what its directory holds', () => {
  expect(rulesOf(sound, closed)).not.toContain('LR-31')
  const lost = log(follower, (old) => shorter(old, 1))
  expect(rulesOf(lost, closed)).toContain('LR-31')
})

test('LR-31 what recovery cuts off for its damage is not missed', () => {
  const disks = closed.disks.map((disk) => ({
    ...disk,
    cached: disk.cached.map((file) =>
      'batches' in file && 'segment' in file
        ? Object.assign({}, file, {
            batches: (file.batches as Replica['log']['batches']).map((batch) => ({
              ...batch,
              isCorrupt: true as const,
            })),
          })
        : file,
    ),
  }))
  const lost = log(follower, (old) => shorter(old, 1))
  expect(rulesOf(lost, { ...closed, disks })).not.toContain('LR-31')
})

test('LR-31 a copy of a topic of the same name is another one', () => {
  const disks = closed.disks.map((disk) => ({
    ...disk,
    cached: disk.cached.filter((_, path) => !path.endsWith('/partition.metadata')),
  }))
  const lost = log(follower, (old) => shorter(old, 1))
  expect(rulesOf(lost, { ...closed, disks })).not.toContain('LR-31')
})
