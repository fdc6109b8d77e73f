const EARLIEST = -2
const LATEST = -1

const DURATION =
  /^\+?P(?:\+?(\d+)D)?(?:T(?:\+?(\d+)H)?(?:\+?(\d+)M)?(?:\+?(\d+)(?:[.,](\d{0,9}))?S)?)?$/i

/** `P1DT2H3M4.5S` in whole ms. Java: Duration.parse, Duration.toMillis. */
function durationMs(text: string): number {
  const [, days, hours, minutes, seconds, fraction = ''] = DURATION.exec(text) ?? []
  const count = (digits: string | undefined) => Number(digits ?? 0)
  const whole = ((count(days) * 24 + count(hours)) * 60 + count(minutes)) * 60 + count(seconds)
  return whole * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
}

/**
 * The timestamp that a consumer asks for where it has no position: -2 the earliest, -1 the latest
 * offset, or an instant in ms since 1970. K-20; KIP-1106. Kafka: AutoOffsetResetStrategy.timestamp.
 */
export function resetTimestamp(strategy: string, wallClockMs: number): number {
  if (strategy === 'earliest') return EARLIEST
  if (!strategy.startsWith('by_duration:')) return LATEST
  return wallClockMs - durationMs(strategy.slice('by_duration:'.length))
}
