import type { Protection, QuorumProtection } from '../serverSpec'

/** True when a node was started without a rule; Kafka has them all. */
export function isWithout(
  { config }: { readonly config: { readonly unprotected: readonly Protection[] } },
  rule: QuorumProtection,
): boolean {
  return config.unprotected.includes(rule)
}
