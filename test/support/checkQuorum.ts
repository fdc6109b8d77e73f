import { ownTime } from '~/sim/timing'
import type { ProcessId } from '~/sim/ids'
import { isServer } from '~/kafka/server/server'
import type { KafkaWorld } from '~/kafka/model'

/** Timers in steps, and a moment to handle one, ms. */
const MARGIN_MS = 150
/** Until one that was paused has taken up what waited for it, µs. */
const TAKES_UP_WITHIN = 200_000

/** Looks at the process of an event; what is broken, or null. */
type Look = (world: KafkaWorld, process: ProcessId | null) => string | null

/**
 * KR-16, LV-02: a leader that no majority has fetched from for 1.5 × controller.quorum.fetch.timeout.ms
 * does not lead on. One that was paused is late when it goes on, for a moment; a slow processor may be
 * late.
 */
export function checkQuorumWatch(): Look {
  const lateSince = new Map<ProcessId, number>()
  return (world, id) => {
    const process = id === null ? undefined : world.processes.get(id)
    if (process === undefined || !isServer(process.state)) return null
    const { quorum } = process.state
    if (quorum?.role.name !== 'Leader' || process.cpu !== null) {
      lateSince.delete(process.id)
      return null
    }
    const { timing } = process
    const now = timing === null ? world.now : ownTime(timing, world.now)
    const deadline = quorum.role.progress.checkQuorumDeadlineMs + MARGIN_MS
    // A sole voter needs nobody.
    if (now / 1000 <= deadline || quorum.role.progress.voters.length === 1) {
      lateSince.delete(process.id)
      return null
    }
    const since = lateSince.get(process.id) ?? world.now
    lateSince.set(process.id, since)
    if (world.now - since <= TAKES_UP_WITHIN) return null
    return `KR-16: node ${quorum.config.nodeId} leads on after ${deadline} ms at ${now / 1000}`
  }
}
