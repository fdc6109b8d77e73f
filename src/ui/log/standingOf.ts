import type { ReplicaLogView } from '~/views/partitionLogView'
import type { Say } from '../kit/text/useWords'

/**
 * What a replica is: first with all that there is to say, then in a word. Between an election and
 * its replay the elected broker knows the old epoch only, and who led does so until it is told.
 */
export function standingOf(
  replica: Pick<ReplicaLogView, 'standing' | 'known' | 'isFormerLeader' | 'epochs'>,
  leaderEpoch: number,
  t: Say,
): readonly string[] {
  const { known, isFormerLeader } = replica
  const standing = t(`standing.${replica.standing}`)
  if (replica.standing === 'leader') {
    if (known?.isLeader !== false) {
      return [t('log.leaderEpoch', { standing, epoch: known?.leaderEpoch ?? leaderEpoch })]
    }
    const elected = t('log.elected', { epoch: leaderEpoch })
    return [t('log.electedKnows', { elected, epoch: known.leaderEpoch }), elected]
  }
  if (!isFormerLeader) return [standing]
  if (known === null) {
    const epoch = replica.epochs.at(-1)?.epoch ?? 0
    return [t('log.formerLeader', { standing, epoch }), standing]
  }
  const still = t('log.stillLeads', { epoch: known.leaderEpoch })
  return [t('log.standingAnd', { standing, still }), still, standing]
}
