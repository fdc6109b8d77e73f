import { majority } from '~/kafka/quorum/quorumState'
import type { QuorumRole, QuorumState } from '~/kafka/quorum/quorumState'
import type { Server } from '~/views/servers'
import { isUp } from '~/views/servers'
import { isLifeOf, isLossOfController, isQuorumElection, isVoter } from './blames'
import type { Draft, Need } from './draft'
import { need } from './draft'
import { runsNeed } from './ofBroker'
import type { Scene } from './scene'
import { list, serverOf } from './scene'

function settingsOf(process: string): Draft['settings'] {
  return [
    ['controller.quorum.election.timeout.ms', { process }],
    ['controller.quorum.fetch.timeout.ms', { process }],
  ]
}

/** What is still missing on the way to lead, by role. Kafka: KafkaRaftClient.poll*. */
function roleNeed(id: number, role: QuorumRole, quorum: QuorumState): Need | null {
  const values = { controller: id, epoch: quorum.epoch, required: majority(quorum) }
  switch (role.name) {
    case 'Follower':
      return need('noOtherLeader', false, { ...values, leader: role.leaderId })
    case 'Unattached':
      return need('timedOut', false, { controllers: id })
    case 'Prospective':
      return need('preVotes', false, { ...values, actual: role.election.granted.length })
    case 'Candidate':
      return need('votes', false, { ...values, actual: role.election.granted.length })
    case 'Resigned':
      return need('notResigned', false, values)
    case 'Leader':
      return null
  }
}

/** Why a node does not lead the quorum; null: it does. */
export function controllerNotElected(scene: Scene, id: number): Draft | null {
  const server = serverOf(scene, id)
  const quorum = server?.state.quorum ?? null
  if (server === null) return null
  const missing = quorum === null ? null : roleNeed(id, quorum.role, quorum)
  const runs = runsNeed(scene, server.process)
  if (missing === null && runs.isMet) return null
  return {
    asked: 'controllerNotElected',
    values: { controller: id },
    needs: [runs, ...(missing === null ? [] : [missing])],
    blames: runs.isMet ? blamesOfRole(scene, id) : isLifeOf(server.process),
    reads: 'QuorumLeaderElected',
    settings: runs.isMet ? settingsOf(server.process) : [],
  }
}

/** What explains where a node stands: the end of the leader that it follows, or the vote that it lacks. */
function blamesOfRole(scene: Scene, id: number): Draft['blames'] {
  const role = serverOf(scene, id)?.state.quorum?.role
  const leader = role?.name === 'Follower' ? serverOf(scene, role.leaderId) : null
  if (leader !== null && leader.status !== 'running') return isLifeOf(leader.process)
  // A voter that had voted already took sides with another: that concerns both.
  return (row) =>
    isQuorumElection(row) &&
    (row.fact.type !== 'VoteDecided' ||
      row.fact.candidate === id ||
      row.fact.because === 'alreadyVoted')
}

/** Why nobody leads the quorum; null: somebody does. Q-02. */
export function nobodyElected(scene: Scene): Draft | null {
  if (scene.controller !== null) return null
  const voters = scene.servers.filter(isVoter)
  const up = voters.filter((server) => isUp(server) && server.status === 'running')
  const needed = Math.floor(voters.length / 2) + 1
  const values = { actual: up.length, required: needed, up: list(up.map(idOf)) }
  const majorityUp = need('majorityUp', up.length >= needed, values)
  return {
    asked: 'nobodyElected',
    values: {},
    needs: [majorityUp, ...electionNeeds(up)],
    blames: isLossOfController(scene),
    reads: 'QuorumLeaderElected',
    settings: majorityUp.isMet ? settingsOf(voters[0]?.process ?? '') : [],
  }
}

/**
 * How far an election has come: the time-out, the pre-votes, the votes, and the first record of the
 * winner's epoch.. Kafka: KafkaRaftClient.maybeFireLeaderChange.
 */
function electionNeeds(up: readonly Server[]): readonly Need[] {
  const all = up.flatMap(({ state }) => (state.quorum === null ? [] : [state.quorum]))
  const standing = all.filter(({ role }) => STANDING.includes(role.name))
  const furthest = standing.toSorted((a, b) => placeOf(b) - placeOf(a) || b.epoch - a.epoch)[0]
  const ids = furthest === undefined ? up.map(idOf) : [furthest.config.nodeId]
  const timedOut = need('timedOut', furthest !== undefined, { controllers: list(ids) })
  if (furthest === undefined) return [timedOut]
  const { role, epoch, config } = furthest
  const values = { controller: config.nodeId, epoch, required: majority(furthest) }
  if (role.name === 'Leader') {
    const required = role.progress.epochStartOffset
    const actual = role.progress.highWatermark ?? '–'
    return [timedOut, need('epochCommitted', false, { ...values, actual, required })]
  }
  const missing = roleNeed(config.nodeId, role, furthest)
  return missing === null ? [timedOut] : [timedOut, missing]
}

/** Roles on the way to lead, the furthest last. */
const STANDING: readonly QuorumRole['name'][] = ['Prospective', 'Candidate', 'Leader']

function placeOf({ role }: QuorumState): number {
  return STANDING.indexOf(role.name)
}

function idOf({ state }: Server): number {
  return state.spec.nodeId
}

/** What is to be asked of a controller at this instant. */
export function ofController(scene: Scene, id: number): readonly Draft[] {
  return [controllerNotElected(scene, id), nobodyElected(scene)].filter((draft) => draft !== null)
}
