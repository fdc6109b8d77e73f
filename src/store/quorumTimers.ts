import type { QuorumTimer } from '~/views/quorumTimers'
import { quorumTimersOf } from '~/views/quorumTimers'
import { currentRun } from './session'

/** A timer with the instant at which it was set, µs. */
export interface RunningTimer extends QuorumTimer {
  readonly setAt: number
}

const kept: { world: unknown; timers: readonly RunningTimer[] } = { world: null, timers: [] }

/** What the members of the quorum wait for at the cursor; the same list until an event happens. */
export function currentQuorumTimers(): readonly RunningTimer[] {
  const run = currentRun()
  const world = run.world()
  if (kept.world === world) return kept.timers
  kept.world = world
  kept.timers = quorumTimersOf(world).map((timer) => ({
    ...timer,
    setAt: timer.setBy < 0 ? 0 : run.timeAt(timer.setBy),
  }))
  return kept.timers
}
