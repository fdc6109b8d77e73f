import { majority } from '~/kafka/quorum/quorumState'
import type { QuorumRole, QuorumState } from '~/kafka/quorum/quorumState'
import type { Server } from '~/views/servers'
import { isUp } from '~/views/servers'
import type { FactRow } from '../why/lookBack'
import type { Draft, Need } from './draft'
import { need } from './draft'
import { isLifeOf, runsNeed } from './ofBroker'
import type { Scene } from './scene'
import { list, serverOf } from './scene'

const SETTINGS = ['controller.quorum.election.timeout.ms', 'controller.quorum.fetch.timeout.ms']

/** What is still missing on the way to lead, by role. Kafka: KafkaRaftClient.poll*. */
function roleNeed(id: number, role: QuorumRole, quorum: QuorumState): Need | null {
  const values = { controller: id, epoch: quorum.epoch, required: majority(quorum) }
  switch (role.name) {
    case 'Follower':
      return need('noOtherLeader', false, { ...values, leader: role.leaderId })
    case 'Unattached':
      return need('timedOut', false, values)
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
    blames: (row) => isElection(row) || (!runs.isMet && isLifeOf(server.process)(row)),
    reads: 'QuorumLeaderElected',
    settings: SETTINGS.map((name) => [name, { process: server.process }] as const),
  }
}

function isElection({ fact }: FactRow): boolean {
  return (
    fact.type === 'QuorumLeaderElected' ||
    fact.type === 'QuorumLeaderResigned' ||
    (fact.type === 'VoteDecided' && !fact.granted)
  )
}

function isVoter({ state }: Server): boolean {
  return state.spec.roles.includes('controller')
}

/** Why nobody leads the quorum; null: somebody does. Q-02. */
export function nobodyElected(scene: Scene): Draft | null {
  if (scene.controller !== null) return null
  const voters = scene.servers.filter(isVoter)
  const up = voters.filter((server) => isUp(server) && server.status === 'running')
  const needed = Math.floor(voters.length / 2) + 1
  const values = { actual: up.length, required: needed, up: list(up.map(idOf)) }
  return {
    asked: 'nobodyElected',
    values: {},
    needs: [
      need('majorityUp', up.length >= needed, values),
      need('timedOut', false, { controller: list(up.map(idOf)) }),
    ],
    blames: (row) => voters.some(({ process }) => isLifeOf(process)(row)) || isElection(row),
    reads: 'QuorumLeaderElected',
    settings: SETTINGS.map((name) => [name, { process: voters[0]?.process ?? '' }] as const),
  }
}

function idOf({ state }: Server): number {
  return state.spec.nodeId
}

/** What is to be asked of a controller at this instant. */
export function ofController(scene: Scene, id: number): readonly Draft[] {
  return [controllerNotElected(scene, id), nobodyElected(scene)].filter((draft) => draft !== null)
}
