import type { NodeId } from '~/kafka/ids'
import { nodeId } from '~/kafka/ids'
import type { FactRow } from '../why/lookBack'
import type { Changed } from './blames'
import { aliveBlames, isChangeOf, isElectionOf, isLossOfLeader } from './blames'
import type { Draft, Need } from './draft'
import { missingOf, need } from './draft'
import { balanceNeeds, balanceSettings, sessionSettings } from './ofPartition'
import type { Place, Scene } from './scene'
import { isActive, leaderOf, list, nameOf, registrationOf } from './scene'

/** A replica of a partition. */
export interface ReplicaPlace extends Place {
  readonly broker: number
}

/** Whether the controller counts it as alive. Kafka: ClusterControlManager.isActive. */
function aliveNeeds(scene: Scene, id: number): readonly Need[] {
  const broker = scene.image.brokers.get(nodeId(id))
  const values = { broker: id }
  return [
    need('unfenced', broker !== undefined && !broker.fenced, values),
    need('notLeaving', broker?.inControlledShutdown !== true, values),
  ]
}

/**
 * Why a replica is not in the ISR: what a leader checks when a follower fetches. R-45.
 * Kafka: Partition.maybeExpandIsr, isFollowerInSync, isReplicaIsrEligible.
 */
export function replicaNotInSync(scene: Scene, at: ReplicaPlace): Draft {
  const name = nameOf(at)
  const { broker } = at
  const leader = leaderOf(scene, at)
  const values = { partition: name, broker }
  const needs = [
    need('hasLeader', leader !== null, values),
    ...aliveNeeds(scene, broker),
    ...(leader === null ? [] : progressNeeds(scene, { leader, broker })),
    need('nextFetch', false, values),
  ]
  const lost = leader === null ? isLossOfLeader(scene, at) : null
  return {
    asked: 'replicaNotInSync',
    values,
    needs,
    blames: lost ?? aliveBlames(needs, broker) ?? isRemovalOf(at),
    reads: 'IsrChangeAsked',
    settings: [],
    isDecidedByBlamed: true,
  }
}

/** True for the change that took a replica out of the ISR. */
function isRemovalOf({ broker, ...at }: ReplicaPlace): Draft['blames'] {
  const holds = (isr: readonly number[]) => isr.includes(broker)
  return isChangeOf(at, ({ isrFrom, isrTo }) => holds(isrFrom) && !holds(isrTo))
}

/** What explains that a replica may not lead: it is fenced, leaves, or is not in sync; null: it may. */
function unfitBlames(needs: readonly Need[], at: ReplicaPlace): Draft['blames'] | null {
  const isOut = missingOf(needs)?.key === 'inIsr'
  return aliveBlames(needs, at.broker) ?? (isOut ? isRemovalOf(at) : null)
}

interface Progress {
  readonly leader: NonNullable<ReturnType<typeof leaderOf>>
  readonly broker: number
}

/** What the leader knows of a follower. */
function progressNeeds(scene: Scene, { leader, broker }: Progress): readonly Need[] {
  const { role, replica } = leader
  const progress = role.followers.get(nodeId(broker))
  const epoch = scene.image.brokers.get(nodeId(broker))?.epoch ?? -1
  const known = progress?.brokerEpoch ?? null
  const end = progress?.logEndOffset ?? -1
  const numbers = { broker, leader: leader.id, actual: end }
  return [
    need('knownEpoch', known === -1 || known === epoch, {
      broker,
      actual: known ?? '–',
      required: epoch,
    }),
    need('reachedHw', end >= replica.log.highWatermark, {
      ...numbers,
      required: replica.log.highWatermark,
    }),
    need('reachedEpoch', end >= role.epochStartOffset, {
      ...numbers,
      required: role.epochStartOffset,
    }),
    need('noIsrChange', role.pendingIsr === null, { asked: list(role.pendingIsr ?? []) }),
  ]
}

/**
 * Why a replica does not lead: the leader stays while it is alive and in sync; else the first of
 * the replica list that may. C-43. Kafka: PartitionChangeBuilder.electAnyLeader.
 */
export function replicaNotLeader(scene: Scene, at: ReplicaPlace): Draft {
  const leader = registrationOf(scene, at)?.leader ?? null
  const { isr = [], elr = [] } = registrationOf(scene, at) ?? {}
  const fit = [...aliveNeeds(scene, at.broker), eligible(at.broker, { isr, elr })]
  const needs = [...fit, ...placeNeeds(scene, at)]
  const isLeaderDown = leader !== null && leaderOf(scene, at) === null
  const kept = isLeaderDown ? isLossOfLeader(scene, at) : isElectionOf(at)
  return {
    asked: 'replicaNotLeader',
    values: { partition: nameOf(at), broker: at.broker },
    needs,
    blames: unfitBlames(fit, at) ?? kept,
    reads: 'PartitionChanged',
    settings: settingsOfStay(scene, needs, isLeaderDown),
    ...(missingOf(fit) === undefined ? {} : { isDecidedByBlamed: true as const }),
  }
}

/** What makes room for another leader: the one that leads is gone, or it is not the preferred one. */
function placeNeeds(scene: Scene, at: ReplicaPlace): readonly Need[] {
  const { leader = null, isr = [], replicas = [] } = registrationOf(scene, at) ?? {}
  const stays = leader !== null && isActive(scene, leader) && isr.includes(leader)
  if (stays && replicas[0] === at.broker) return balanceNeeds(scene, at)
  return [need('leaderGone', !stays, { leader: leader ?? '–' })]
}

/** What decides how long a leader stays: the check of the balance, or the session of one that is down. */
function settingsOfStay(
  scene: Scene,
  needs: readonly Need[],
  isLeaderDown: boolean,
): Draft['settings'] {
  const key = missingOf(needs)?.key
  if (key === 'balances' || key === 'nextBalance') return balanceSettings(scene)
  return key === 'leaderGone' && isLeaderDown ? sessionSettings(scene) : []
}

interface Standing {
  readonly isr: readonly NodeId[]
  readonly elr: readonly NodeId[]
}

/** In the ISR, or with an empty one in the ELR. Kafka: PartitionChangeBuilder.isValidNewLeader. */
function eligible(broker: number, { isr, elr }: Standing): Need {
  const isIn = isr.some((id) => id === broker)
  const isEligible = isr.length === 0 && elr.some((id) => id === broker)
  const values = { broker, isr: list(isr), elr: list(elr), from: isr.length === 0 ? 'elr' : 'isr' }
  return need('inIsr', isIn || isEligible, values)
}

/** Why an election did not choose a replica: it may not, or another stands before it. C-43. */
export function replicaNotChosen(
  scene: Scene,
  { fact, broker }: { readonly fact: Changed; readonly broker: number },
): Draft {
  const row = registrationOf(scene, fact)
  const chosen = fact.leaderTo ?? -1
  const order = row?.replicas ?? []
  const place = order.findIndex((id) => id === broker)
  const values = { partition: nameOf(fact), broker, leader: chosen }
  // With nobody in the ISR those of the ELR were asked before anybody was added to it.
  const asked = fact.isrFrom.length === 0 ? 'From' : 'To'
  const fit = [
    ...aliveNeeds(scene, broker),
    eligible(broker, { isr: fact[`isr${asked}`], elr: fact[`elr${asked}`] }),
  ]
  return {
    asked: 'replicaNotChosen',
    values,
    needs: [
      ...fit,
      need('standsBefore', place < order.findIndex((id) => id === chosen), {
        ...values,
        order: list(order),
      }),
    ],
    blames: unfitBlames(fit, { ...fact, broker }) ?? ((one) => one.fact === fact),
    reads: 'PartitionChanged',
    settings: [],
    isDecidedByBlamed: true,
  }
}

type Cut = Extract<FactRow['fact'], { type: 'LogTruncated' }>

/** Why a replica did not keep records: its leader does not have them. R-58. */
export function replicaTruncated(row: FactRow & { readonly fact: Cut }, broker: string): Draft {
  const { topic, from, to, because } = row.fact
  const values = { broker, partition: nameOf(row.fact), first: to, last: from - 1, because }
  return {
    asked: 'replicaTruncated',
    values,
    needs: [need('leaderHasIt', false, values)],
    blames: (one) => one.fact === row.fact,
    reads: 'LogTruncated',
    settings: [['unclean.leader.election.enable', { topic }]],
  }
}
