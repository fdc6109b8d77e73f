import { javaHashCode } from '~/base/integers'

/**
 * The partition of `__consumer_offsets` (or `__transaction_state`) that keeps a group (or a
 * transactional id). Rule G-01. Kafka: GroupCoordinatorService.partitionFor, Utils.abs.
 */
export function coordinatorPartition(id: string, partitionCount: number): number {
  const hash = javaHashCode(id)
  // Java's abs(Integer.MIN_VALUE) is negative; Kafka takes 0 instead.
  return (hash === -0x80000000 ? 0 : Math.abs(hash)) % partitionCount
}
