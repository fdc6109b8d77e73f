import { useMemo } from 'react'
import type { ReplicaLogView } from '~/views/partitionLogView'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import { standingOf } from './standingOf'
import type { StripNote, StripWords } from './stripWords'

/** The words of the strips in the page's language. */
export function useStripWords(): StripWords {
  const { t } = useWords()
  return useMemo(
    () => ({
      standing: (replica, leaderEpoch) => standingOf(replica, leaderEpoch, t),
      notes: (replica) => [
        ...differenceOf(replica, t),
        ...cutOf(replica, t),
        ...waitOf(replica, t),
      ],
      position: (label, offset) => t('log.reads', { label, offset: String(offset) }),
      committed: (label, offset) =>
        label === null
          ? t('log.committed', { offset: String(offset) })
          : t('log.committedBy', { label, offset: String(offset) }),
      lag: (count) => t('log.lag', { count: String(count) }),
      active: t('log.segment.active'),
    }),
    [t],
  )
}

function differenceOf({ differs }: ReplicaLogView, t: Say): readonly StripNote[] {
  if (differs === null) return []
  const { from, count, acknowledged } = differs
  const text = t('log.differs', { from: String(from), count, acknowledged })
  return [{ tone: 'danger', text }]
}

function cutOf({ cut }: ReplicaLogView, t: Say): readonly StripNote[] {
  if (cut === null) return []
  const { count, acknowledged, committed } = cut
  if (acknowledged > 0)
    return [{ tone: 'danger', text: t('log.cut.lost', { count, acknowledged }) }]
  if (committed > 0) return [{ tone: 'danger', text: t('log.cut.committed', { count, committed }) }]
  return [{ tone: 'leader', text: t('log.cut.never', { count }) }]
}

function waitOf(replica: ReplicaLogView, t: Say): readonly StripNote[] {
  const { waitsFor, logEndOffset, highWatermark } = replica
  if (waitsFor.length === 0) return []
  const brokers = waitsFor.join(', ')
  const count = logEndOffset - highWatermark
  return [{ tone: 'leader', text: t('log.waits', { count, many: waitsFor.length, brokers }) }]
}
