import { offer } from './offer'
import type { Offer, Order } from './offer'
import type { FaultScene, SceneNode } from './targets'

/** A flush of a slow disk, µs: this much and up to as much again. */
const SLOW_FLUSH_MICROS = 400_000

/** What can be done to a server's disk. */
export function storageOffers({ world }: FaultScene, node: SceneNode): readonly Offer[] {
  const { process, host } = node
  const disk = world.disks.get(host)
  const isSlow = disk !== undefined && disk.flushMicros >= SLOW_FLUSH_MICROS
  const whole: Order = { type: 'SetDisk', host, flushMicros: null }
  const start: Order = { type: 'AfterEnd', process, command: { type: 'Start', process } }
  return [
    isSlow
      ? offer('healDisk', process, { commands: [whole], isRepair: true })
      : offer('slowDisk', process, {
          values: { ms: SLOW_FLUSH_MICROS / 1000 },
          commands: [{ type: 'SetDisk', host, flushMicros: SLOW_FLUSH_MICROS }],
          heals: [whole],
        }),
    offer('wipeDisk', process, {
      commands: [
        { type: 'Kill', process },
        { type: 'WipeDisk', host },
      ],
      heals: [start],
    }),
  ]
}
