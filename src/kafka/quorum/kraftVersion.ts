import type { KafkaContext, RoleStep } from '../effects'
import { appendControl } from './controlBatch'
import { votersRecord } from './metadataLog'
import type { QuorumState } from './quorumState'
import { kraftVersionOf, quorumStep, quorumWork } from './quorumState'

/** What the controller may know and ask of kraft.version. Kafka: KRaftVersionAccessor. */
export interface KRaftVersionAccess {
  /** The version in the log, or the one that was asked for last. */
  readonly version: number
  /** Why the quorum refuses another version; null: it does not. Q-89. */
  readonly problem: (version: number) => string | null
}

/** Kafka: KafkaRaftClient.kraftVersion. */
function requestedOrWritten(state: QuorumState): number {
  const { role } = state
  const requested = role.name === 'Leader' ? role.requestedVersion : null
  return requested ?? kraftVersionOf(state)
}

/** kraft.version as the controller of this node sees it. */
export function kraftVersionAccess(state: QuorumState): KRaftVersionAccess {
  return {
    version: requestedOrWritten(state),
    problem: (version) => upgradeProblem(state, version),
  }
}

/** Kafka: LeaderState.maybeAppendUpgradedKRaftVersion. */
function upgradeProblem(state: QuorumState, version: number): string | null {
  const { role } = state
  if (role.name !== 'Leader')
    return 'Upgrade kraft version failed because the replica is not the current leader'
  const [now, wanted] = [kraftVersionOf(state), `KRAFT_VERSION_${version}`]
  if (requestedOrWritten(state) === version) return null
  if (now > version) {
    return `Invalid upgrade of kraft.version from version KRAFT_VERSION_${now} to ${wanted} because the new version is a downgrade`
  }
  if (role.volatileVoters === null) {
    return `Invalid upgrade of kraft.version from version KRAFT_VERSION_${now} to ${wanted}`
  }
  // A voter that has not told of itself yet is taken to know version 0 alone. KRaftVersionUpgrade.
  const haveTold = role.volatileVoters.every(({ directoryId }) => directoryId !== null)
  if (haveTold) return null
  return `Invalid upgrade of kraft.version to ${wanted} because not all of the voters support it`
}

/** Records that raise the version write so many offsets. */
export const UPGRADE_RECORDS = 2

/**
 * Raises kraft.version from 0 to 1: the version and the voters that have told of themselves, in one
 * batch. Q-89. Kafka: LeaderState.maybeAppendUpgradedKRaftVersion.
 */
export function upgradeKRaftVersion(
  state: QuorumState,
  version: number,
  ctx: KafkaContext,
): RoleStep<QuorumState> {
  const work = quorumWork(state, ctx)
  const { role } = work.state
  if (role.name !== 'Leader' || role.volatileVoters === null) return quorumStep(work)
  const voters = role.volatileVoters
  work.state.role = { ...role, volatileVoters: null, requestedVersion: version }
  appendControl(work, [{ type: 'KRaftVersionRecord', version }, votersRecord(voters)])
  return quorumStep(work)
}
