import { majority } from '~/kafka/quorum/quorumState'
import type { ControllerView } from './clusterView'
import type { Memo } from './memo'
import { keep } from './memo'
import type { Server } from './servers'
import { isUp } from './servers'

const ROLE_WORDS = {
  Unattached: 'unattached',
  Prospective: 'prospective',
  Candidate: 'candidate',
  Leader: 'leader',
  Follower: 'follower',
  Resigned: 'resigned',
} as const

function roleOf(server: Server): ControllerView['role'] {
  const { quorum } = server.state
  return isUp(server) && quorum !== null ? ROLE_WORDS[quorum.role.name] : 'down'
}

/** Votes that an asking node has, and how many make a majority of the voters. */
function votesOf({ state }: Server): Pick<ControllerView, 'votesGranted' | 'votesNeeded'> {
  const { quorum } = state
  if (quorum === null) return { votesGranted: 0, votesNeeded: 1 }
  const { role } = quorum
  const isAsking = role.name === 'Prospective' || role.name === 'Candidate'
  return {
    votesGranted: isAsking ? role.election.granted.length : 0,
    votesNeeded: majority(quorum),
  }
}

/** A member of the controller quorum, or null for a process that is none. */
export function controllerView(memo: Memo, server: Server): ControllerView | null {
  const { state, process, status, host } = server
  const { quorum, spec } = state
  if (!spec.roles.includes('controller')) return null
  return keep(memo, `controller/${spec.nodeId}`, {
    from: [process, status, quorum],
    by: () => ({
      id: spec.nodeId,
      process,
      host,
      up: isUp(server) && quorum !== null,
      paused: status === 'paused',
      role: roleOf(server),
      epoch: quorum?.epoch ?? 0,
      metadataEndOffset: quorum?.log.endOffset ?? 0,
      metadataHighWatermark: quorum?.highWatermark ?? null,
      ...votesOf(server),
      isVoter: true,
    }),
  })
}
