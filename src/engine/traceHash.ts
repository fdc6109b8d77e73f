import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'

/** A running hash of a trace: two 32-bit lanes. */
export interface TraceHash {
  readonly low: number
  readonly high: number
}

/** The hash of a run in which nothing has happened. */
export const EMPTY_TRACE: TraceHash = { low: 0x811c9dc5 | 0, high: 0x9e3779b1 | 0 }

/** A fact as one line of a trace: event, time in µs, process, then the fact's own fields. */
export function factLine(record: FactRecord<KafkaModel>): string {
  const { event, at, process, fact } = record
  return JSON.stringify({ event, at, process, ...fact })
}

/** The hash after one more line; it depends on every character and on their order. */
export function hashLine(hash: TraceHash, line: string): TraceHash {
  let { low, high } = hash
  for (let index = 0; index < line.length; index += 1) {
    const unit = line.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (low >>> 13)
  }
  return { low: Math.imul(low ^ 10, 0x01000193), high: Math.imul(high ^ 10, 0x85ebca6b) }
}

/** The hash as 16 hexadecimal digits. */
export function hashText(hash: TraceHash): string {
  const digits = (lane: number) => (lane >>> 0).toString(16).padStart(8, '0')
  return digits(hash.high) + digits(hash.low)
}
