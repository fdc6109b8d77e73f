const DURATION =
  /^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i
const HOUR_MS = 3_600_000

/** `P1DT2H3M4.5S` in whole ms; null: it is no duration. Java: Duration.parse, Duration.toMillis. */
export function javaDurationMs(text: string): number | null {
  const match = DURATION.exec(text)
  const [, sign = '', days, time, hours, minutes, seconds, fraction = ''] = (match ?? []).map(
    (group: string | undefined) => group ?? '',
  )
  const parts = [days, hours, minutes, seconds]
  if (match === null || time?.toUpperCase() === 'T' || parts.every((part) => part === '')) {
    return null
  }
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3))
  const signed = seconds?.startsWith('-') === true ? -millis : millis
  const whole =
    Number(days) * 24 * HOUR_MS +
    Number(hours) * HOUR_MS +
    Number(minutes) * 60_000 +
    Number(seconds) * 1000 +
    signed
  return sign === '-' ? -whole : whole
}
