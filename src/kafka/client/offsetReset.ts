import { javaDurationMs } from '~/base/javaDuration'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../protocol/listOffsets'

/**
 * The timestamp that a consumer asks for where it has no position: -2 the earliest, -1 the latest
 * offset, or an instant in ms since 1970. K-20; KIP-1106. Kafka: AutoOffsetResetStrategy.timestamp.
 */
export function resetTimestamp(strategy: string, wallClockMs: number): number {
  if (strategy === 'earliest') return EARLIEST_TIMESTAMP
  if (!strategy.startsWith('by_duration:')) return LATEST_TIMESTAMP
  // Its validator has let it through: it is one.
  return wallClockMs - (javaDurationMs(strategy.slice('by_duration:'.length)) ?? 0)
}
