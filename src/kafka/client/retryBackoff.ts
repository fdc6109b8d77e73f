import { exponentialBackoffMs } from '../channel/backoff'
import type { CoreWork } from './coreState'

/**
 * How long a client rests after so many failures before this one, ms; drawn from its stream.
 * Kafka: ExponentialBackoff of `retry.backoff.ms` and `retry.backoff.max.ms`.
 */
export function retryBackoffMs(
  { core: { settings }, ctx }: CoreWork,
  attempts: number,
  stream: 'retry' | 'refresh' = 'retry',
): number {
  return exponentialBackoffMs(
    {
      initialMs: settings.int('retry.backoff.ms'),
      maxMs: settings.int('retry.backoff.max.ms'),
      attempts,
    },
    (bound) => ctx.draw(stream, bound),
  )
}
