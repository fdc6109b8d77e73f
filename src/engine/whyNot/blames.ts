import type { Server } from '~/views/servers'
import { serverProcess } from '../build'
import type { FactRow } from '../why/lookBack'
import type { Need } from './draft'
import { missingOf } from './draft'
import type { Place, Scene } from './scene'
import { registrationOf, serverOf } from './scene'

type FactType = FactRow['fact']['type']
type Blames = (row: FactRow) => boolean

const OF_LIFE: readonly FactType[] = [
  'ProcessKilled',
  'ProcessPaused',
  'ProcessExited',
  'ProcessStarted',
  'ProcessResumed',
]

/** True for the facts of a process's life. */
export function isLifeOf(process: string): Blames {
  return (row) => row.process === process && OF_LIFE.includes(row.fact.type)
}

/** True where a server has a vote in the quorum. */
export function isVoter({ state }: Server): boolean {
  return state.spec.roles.includes('controller')
}

/** True for what decides who leads the quorum. */
export function isQuorumElection({ fact }: FactRow): boolean {
  return (
    fact.type === 'QuorumLeaderElected' ||
    fact.type === 'QuorumLeaderResigned' ||
    (fact.type === 'VoteDecided' && !fact.granted)
  )
}

/** What explains that no controller is active: what befell the quorum or one of its voters. */
export function isLossOfController({ servers }: Scene): Blames {
  const lives = servers.filter(isVoter).map(({ process }) => isLifeOf(process))
  return (row) => isQuorumElection(row) || lives.some((isOf) => isOf(row))
}

/** True for what fenced a broker, or registered it anew: it is fenced until it has caught up. */
export function isFencingOf(broker: number): Blames {
  return ({ fact }) =>
    (fact.type === 'BrokerFenced' || fact.type === 'BrokerRegistered') && fact.broker === broker
}

/** True for what shows that a broker is about to shut down. */
function isLeavingOf(broker: number): Blames {
  return ({ fact }) => fact.type === 'ControlledShutdownBegun' && fact.broker === broker
}

/** A fact that a partition was changed. */
export type Changed = Extract<FactRow['fact'], { type: 'PartitionChanged' }>

/** True for the changes of a partition that are such. */
export function isChangeOf(at: Place, isSuch: (fact: Changed) => boolean): Blames {
  return ({ fact }) =>
    fact.type === 'PartitionChanged' &&
    fact.topic === at.topic &&
    fact.partition === at.partition &&
    isSuch(fact)
}

/** True for a change of who leads a partition. */
export function isElectionOf(at: Place): Blames {
  return isChangeOf(at, ({ leaderFrom, leaderTo }) => leaderFrom !== leaderTo)
}

/** What explains that nobody leads who runs: the end of whom the metadata names, else the change to nobody. */
export function isLossOfLeader(scene: Scene, at: Place): Blames {
  const leader = registrationOf(scene, at)?.leader ?? null
  if (leader === null) return isElectionOf(at)
  const process = serverOf(scene, leader)?.process ?? serverProcess(leader)
  return isLifeOf(process)
}

/** What explains that the controller does not count a broker as alive; null: another condition is not met. */
export function aliveBlames(needs: readonly Need[], broker: number): Blames | null {
  const key = missingOf(needs)?.key
  if (key === 'unfenced') return isFencingOf(broker)
  return key === 'notLeaving' ? isLeavingOf(broker) : null
}
