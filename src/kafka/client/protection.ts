/**
 * A rule that a consumer can run without, to show what it protects from; Kafka's have them all.
 * `positionValidation`: K-22, KIP-320, a position is compared with a new leader's log.
 * `leaderBeforeReset`: K-30, KIP-392, what another replica does not have is looked for at the leader.
 */
export type ClientProtection = 'positionValidation' | 'leaderBeforeReset'

/** True where the consumer runs without a rule. */
export function isWithout(
  { consumer }: { readonly consumer: { readonly unprotected: readonly ClientProtection[] } },
  rule: ClientProtection,
): boolean {
  return consumer.unprotected.includes(rule)
}
