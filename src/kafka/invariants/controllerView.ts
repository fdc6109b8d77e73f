import type { PartitionRegistration } from '../metadata/image'
import type { BrokerState, Replica } from '../broker/brokerState'
import { minIsrOf } from '../broker/brokerState'
import { maximalIsr } from '../replication/partition'
import type { Changed } from './replicaPair'
import { isSameBatch } from './replicaPair'
import type { Watch } from './watched'
import { broken, lastBelow, LET_IN, newestImageOf, serversOf } from './watched'

type Leader = Extract<Replica['role'], { type: 'leader' }>

/** Checks of leaders, stale ones too, against what the controller has committed: LR-09, LR-10, LR-12, LR-30. */
export function controllerChecks(watch: Watch, changed: Changed, isSafe: boolean): void {
  const { replica, old } = changed
  if (replica.role.type !== 'leader') return
  const isRaised = replica.log.highWatermark > (old?.log.highWatermark ?? 0)
  const isrMoved = hasMoved(replica.role, old?.role)
  if (!isrMoved && !(isRaised && isSafe)) return
  const registration = committedNow(watch, replica)
  if (registration === undefined) return
  if (isrMoved) coversElections(watch, changed, registration)
  if (isRaised && isSafe) besideMembers(watch, changed, registration)
}

function hasMoved(now: Leader, old: Replica['role'] | undefined): boolean {
  return old?.type !== 'leader' || old.isr !== now.isr || old.pendingIsr !== now.pendingIsr
}

/** The partition as the newest committed metadata has it that anybody alive knows. */
function committedNow(watch: Watch, replica: Replica): PartitionRegistration | undefined {
  return newestImageOf(watch)?.topics.get(replica.topicId)?.partitions.get(replica.partition)
}

/** Who may be elected is waited for: the leader's maximal ISR holds the controller's ISR and ELR. */
function coversElections(
  watch: Watch,
  { broker, replica }: Changed,
  { leader, leaderEpoch, partitionEpoch, isr, elr, replicas }: PartitionRegistration,
): void {
  const { role, name } = replica
  const isNow =
    leader === broker.config.nodeId &&
    leaderEpoch === replica.leaderEpoch &&
    partitionEpoch >= replica.partitionEpoch
  if (role.type !== 'leader' || !isNow || role.isr.length < minIsrOf(broker, replica)) return
  const maximal = maximalIsr(role)
  const missed = [...isr, ...elr].filter((id) => replicas.includes(id) && !maximal.includes(id))
  if (missed.length > 0) {
    broken(watch, 'LR-12', `${name}: ${missed.join(',')} may be elected and is not waited for`)
  }
}

/** Below any leader's mark all that run of the controller's ISR and ELR hold what it holds. */
function besideMembers(
  watch: Watch,
  { broker, replica }: Changed,
  { isr, elr, leaderEpoch }: PartitionRegistration,
): void {
  for (const { broker: its } of serversOf(watch)) {
    if (its === null || its === broker) continue
    const isInSync = isr.includes(its.config.nodeId)
    if (!isInSync && !elr.includes(its.config.nodeId)) continue
    const stale = replica.leaderEpoch < leaderEpoch ? 'LR-30' : 'LR-10'
    const rule = isInSync ? stale : 'LR-09'
    const member = its.replicas.get(replica.name)
    if (member?.topicId !== replica.topicId || holdsIt(replica, member, its)) continue
    const end = replica.log.highWatermark
    broken(watch, rule, `${replica.name}: ${its.config.nodeId} may lead and differs below ${end}`)
  }
}

function holdsIt({ log }: Replica, member: Replica, its: BrokerState): boolean {
  const end = log.highWatermark
  if (!LET_IN.has(its.lifecycle) || member.isOffline || end <= member.log.logStartOffset) {
    return true
  }
  return (
    member.log.logEndOffset >= end &&
    isSameBatch(lastBelow(log.batches, end), lastBelow(member.log.batches, end))
  )
}
