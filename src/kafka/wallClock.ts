import type { SimTime } from '~/sim/ids'
import { toMillis } from '~/sim/ids'

/** When every run begins on the clocks of its machines: 2026-01-01 00:00 UTC, ms since 1970. */
export const WALL_CLOCK_START_MS = 1_767_225_600_000

/** An instant of the run as a machine's clock shows it, ms since 1970. */
export function wallClockMs(at: SimTime): number {
  return WALL_CLOCK_START_MS + toMillis(at)
}
