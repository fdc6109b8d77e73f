import type { SimTime } from '~/sim/ids'

/** The day on which every run begins, as the tools' log lines show it. */
const FIRST_DAY = '2026-01-01'
const DAY_MS = 86_400_000

/** An instant as log4j prints it: date, time, milliseconds. Runs of more than a month wrap round. */
export function logTime(at: SimTime): string {
  const ms = Math.floor(at / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = 1 + (Math.floor(ms / DAY_MS) % 31)
  const rest = ms % DAY_MS
  const hours = Math.floor(rest / 3_600_000)
  const minutes = Math.floor(rest / 60_000) % 60
  const seconds = Math.floor(rest / 1000) % 60
  const millis = String(rest % 1000).padStart(3, '0')
  return `${FIRST_DAY.slice(0, 8)}${two(day)} ${two(hours)}:${two(minutes)}:${two(seconds)},${millis}`
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Days from 1970 to 2026, where runs begin. */
const DAYS_BEFORE = 20_454

/** An instant (ms since 1970, in 2026) as Java prints a date: `Thu Jan 01 00:00:05 UTC 2026`. Java: Date.toString. */
export function javaDate(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(ms / DAY_MS)
  let day = days - DAYS_BEFORE
  let month = 0
  while (month < 11 && day >= (MONTH_DAYS[month] ?? 31)) {
    day -= MONTH_DAYS[month] ?? 31
    month += 1
  }
  const rest = ms % DAY_MS
  const time = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`
  const weekday = WEEKDAYS[(days + 4) % 7] ?? ''
  return `${weekday} ${MONTHS.slice(month * 3, month * 3 + 3)} ${two(day + 1)} ${time} UTC 2026`
}
