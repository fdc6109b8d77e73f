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
