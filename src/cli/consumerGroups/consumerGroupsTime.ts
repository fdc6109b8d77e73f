import { javaDurationMs } from '~/base/javaDuration'
import { javaSplit } from '~/base/javaSplit'
import { ToolError } from '../script'

const DAY_MS = 86_400_000

const DATE_TIME = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)(Z|[+-]\d\d(?::?\d\d)?)/

function parseProblem(message: string): ToolError {
  const below = `java.text.ParseException: ${message}`
  return new ToolError('java.lang.RuntimeException', below, [below])
}

/** Days from 1970-01-01 to a day of the Gregorian calendar. */
function daysTo(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * 146_097 + dayOfEra + dayOfYear - 719_468
}

function monthLength(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** How far a zone is ahead of UTC, ms: `Z`, `+01`, `+0100`, `+01:00`. */
function zoneMs(text: string): number {
  if (text === 'Z') return 0
  const digits = text.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0')
  return (text.startsWith('-') ? -1 : 1) * minutes * 60_000
}

/** `2026-01-01T10:00:00.000+01:00` as ms since 1970; UTC where no zone is named. Kafka: Utils.getDateTime. @throws ToolError */
export function dateTimeMs(text: string): number {
  const [, time] = javaSplit(text, 'T')
  if (time === undefined) {
    throw parseProblem(
      "Error parsing timestamp. It does not contain a 'T' according to ISO8601 format",
    )
  }
  const zoned = /[-+Z]/.test(time) ? text : `${text}Z`
  const match = DATE_TIME.exec(zoned)
  const parts = (match ?? []).slice(1, 8).map(Number)
  const day = dayMs(parts)
  const clock = clockMs(parts.slice(3))
  if (day === null || clock === null) throw parseProblem(`Unparseable date: "${zoned}"`)
  return day + clock - zoneMs(match?.[8] ?? 'Z')
}

/** A day as ms since 1970; null: there is no such day. */
function dayMs([year = 0, month = 0, day = 0]: readonly number[]): number | null {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month)
  return isDay ? daysTo(year, month, day) * DAY_MS : null
}

/** Hours, minutes, seconds and milliseconds as ms of a day; null: there is no such time. */
function clockMs(parts: readonly number[]): number | null {
  const limits = [24, 60, 60, 1000]
  if (limits.some((limit, index) => (parts[index] ?? limit) >= limit)) return null
  return parts.reduce((sum, part, index) => sum * (limits[index] ?? 1) + part, 0)
}

/** A duration in ms. Java: Duration.parse. @throws ToolError */
export function durationMs(text: string): number {
  const ms = javaDurationMs(text)
  if (ms !== null) return ms
  const below = 'java.time.format.DateTimeParseException'
  throw new ToolError(below, 'Text cannot be parsed to a Duration')
}
