import type { LogBatchView, ReaderView, ReplicaLogView } from '~/views/partitionLogView'

/** Batches over these offsets, a record an offset, keys in turn. */
export function logBatches(
  rows: readonly { readonly from: number; readonly to: number; readonly epoch: number }[],
): readonly LogBatchView[] {
  return rows.map(({ from, to, epoch }) => ({
    baseOffset: from,
    lastOffset: to - 1,
    leaderEpoch: epoch,
    producerId: 7,
    producerEpoch: 0,
    baseSequence: from,
    sizeInBytes: 70,
    isControl: false,
    isUndecided: false,
    records: Array.from({ length: to - from }, (_, index) => ({
      offset: from + index,
      key: 'ABCDEFGH'.charAt((from + index) % 8),
      value: `value ${from + index}`,
      timestampMs: 1_000 + from + index,
      headers: [],
    })),
  }))
}

/** A replica whose log holds batches of two records up to `logEndOffset`. */
export function replicaLog(
  part: Partial<ReplicaLogView> & Pick<ReplicaLogView, 'broker' | 'logEndOffset'>,
): ReplicaLogView {
  const rows = Array.from({ length: Math.ceil(part.logEndOffset / 2) }, (_, index) => ({
    from: index * 2,
    to: Math.min(index * 2 + 2, part.logEndOffset),
    epoch: 0,
  }))
  return {
    standing: 'inSync',
    known: { isLeader: part.standing === 'leader', leaderEpoch: 0 },
    isFormerLeader: false,
    logStartOffset: 0,
    highWatermark: part.logEndOffset,
    lastStableOffset: part.highWatermark ?? part.logEndOffset,
    epochs: [{ epoch: 0, startOffset: 0 }],
    batches: logBatches(rows),
    segments: { count: 1, starts: [0], activeFrom: 0 },
    waitsFor: [],
    differs: null,
    cut: null,
    ...part,
  }
}

/** A member that reads and commits. */
export function reader(part: Partial<ReaderView>): ReaderView {
  return {
    group: 'billing',
    label: 'billing-1',
    position: null,
    committed: null,
    visibleEnd: 0,
    ...part,
  }
}
