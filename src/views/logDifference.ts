import type { PartitionLog } from '~/kafka/log/partitionLog'

type Epochs = PartitionLog['epochs']

/** The leader epoch of an offset; null before the first that is known. */
export function epochAt(epochs: Epochs, offset: number): number | null {
  return epochs.findLast(({ startOffset }) => startOffset <= offset)?.epoch ?? null
}

/**
 * The first offset of `own` that the reference has in another leader epoch, or null. Epoch and
 * offset name a record, so logs that agree in these agree in their records (KIP-101, KIP-279).
 */
export function firstDifference(own: PartitionLog, reference: PartitionLog): number | null {
  const start = Math.max(own.logStartOffset, reference.logStartOffset)
  const steps = [...own.epochs, ...reference.epochs].map(({ startOffset }) => startOffset)
  const places = [start, ...steps.filter((offset) => offset > start)].sort((a, b) => a - b)
  const found = places.find((offset) => {
    if (offset >= own.logEndOffset) return false
    const mine = epochAt(own.epochs, offset)
    const theirs = epochAt(reference.epochs, offset)
    return mine !== null && theirs !== null && mine !== theirs
  })
  return found ?? null
}
