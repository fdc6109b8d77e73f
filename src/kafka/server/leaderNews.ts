import type { QuorumState } from '../quorum/quorumState'
import { leaderAndEpoch } from '../quorum/reads'

/** What a controller has been told that is not the active one. */
export const STANDBY = 'standby '

/**
 * What a controller is to be told of the leader, null: nothing new. A leader is told only when
 * everything up to its epoch's start is committed; a resigned one is not told: it goes on
 * thinking it is active until it writes. Kafka: ListenerContext.shouldFireLeaderChange.
 */
export function leaderNews(quorum: QuorumState, told: string): string | null {
  const { leaderId, epoch, isLeader } = leaderAndEpoch(quorum)
  if (quorum.role.name === 'Resigned') return null
  const news = isLeader && quorum.highWatermark !== null ? `active ${epoch}` : STANDBY
  return news === told || (leaderId === null && told === '') ? null : news
}
