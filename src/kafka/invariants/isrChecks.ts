import type { ProcessId } from '~/sim/ids'
import type { ControllerState, DeferredReply } from '../controller/controllerState'
import type { NodeId } from '../ids'
import type { BrokerState, Replica } from '../broker/brokerState'
import type { MetadataImage, PartitionRegistration } from '../metadata/image'
import type { AlterPartitionRequest } from '../protocol/rpc/controller'
import type { FollowerProgress } from '../broker/brokerState'
import type { Changed } from './replicaPair'
import type { Watch } from './watched'
import { broken, ownMs, requestOf } from './watched'

type Leader = Extract<Replica['role'], { type: 'leader' }>

/** LE-14, LE-15: why a leader asks for another ISR, in the event in which it begins to. */
export function proposalCheck(watch: Watch, { broker, replica, old }: Changed, id: ProcessId) {
  const { role } = replica
  if (role.type !== 'leader' || role.pendingIsr === null) return
  if (old?.role.type !== 'leader' || old.role.pendingIsr !== null) return
  for (const member of role.pendingIsr) {
    if (!role.isr.includes(member)) mayJoin(watch, { broker, replica, role, member })
  }
  for (const member of role.isr) {
    if (role.pendingIsr.includes(member)) continue
    lags(watch, { broker, replica, role, member }, ownMs(watch, id))
  }
}

interface Proposed {
  readonly broker: BrokerState
  readonly replica: Replica
  readonly role: Leader
  readonly member: NodeId
}

/** Who is to join has fetched up to the high watermark and the start of the epoch, and is there. */
function mayJoin(watch: Watch, { broker, replica, role, member }: Proposed): void {
  const { name, log } = replica
  const { logEndOffset = -1, brokerEpoch = null } = role.followers.get(member) ?? {}
  if (logEndOffset < log.highWatermark || logEndOffset < role.epochStartOffset) {
    const ends = `${logEndOffset}, not ${log.highWatermark} or ${role.epochStartOffset}`
    broken(watch, 'LE-14', `${name}: ${member} is to join the ISR at ${ends}`)
  }
  if (isEligible(broker.image, { id: member, brokerEpoch: brokerEpoch ?? -1 })) return
  broken(watch, 'LE-14', `${name}: ${member} is to join the ISR and is not active`)
}

/** Kafka: Replica.isCaughtUp. */
function lags(watch: Watch, { broker, replica, role, member }: Proposed, nowMs: number): void {
  const limit = broker.config.settings.int('replica.lag.time.max.ms')
  const progress: FollowerProgress | undefined = role.followers.get(member)
  if (progress === undefined) return
  const { logEndOffset, lastCaughtUpMs } = progress
  if (logEndOffset !== replica.log.logEndOffset && nowMs - lastCaughtUpMs > limit) return
  const since = `${nowMs - lastCaughtUpMs} ms of ${limit}`
  broken(watch, 'LE-15', `${replica.name}: ${member} is to leave the ISR after ${since}`)
}

interface Member {
  readonly id: NodeId
  readonly brokerEpoch: number
}

/** Kafka: ReplicationControlManager.ineligibleReplicasForIsr; -1 stands for any epoch. */
function isEligible({ brokers }: MetadataImage, { id, brokerEpoch }: Member): boolean {
  const row = brokers.get(id)
  if (row === undefined || row.fenced || row.inControlledShutdown) return false
  return brokerEpoch === -1 || brokerEpoch === row.epoch
}

/** LE-12: what an active controller accepts of a leader, in the event in which it does. */
export function acceptanceCheck(watch: Watch, now: ControllerState, old: ControllerState): void {
  if (now.deferred === old.deferred) return
  const row = now.deferred.at(-1)
  if (row === undefined || old.deferred.includes(row)) return
  const { body } = row
  if (body.api === 'AlterPartition' && 'error' in body) accepted(watch, { row, body, old })
}

interface Accepted {
  readonly row: DeferredReply
  readonly body: Extract<DeferredReply['body'], { api: 'AlterPartition' }>
  readonly old: ControllerState
}

function accepted(watch: Watch, { row, body, old }: Accepted): void {
  const asked = requestOf(watch, row)
  if (asked?.api !== 'AlterPartition' || !('brokerEpoch' in asked)) return
  for (const { topicId, partition, error } of body.partitions) {
    if (error !== 'NONE') continue
    const was = old.image.topics.get(topicId)?.partitions.get(partition)
    const wish = asked.partitions.find(
      (each) => each.topicId === topicId && each.partition === partition,
    )
    if (was === undefined || wish === undefined || isAcceptable(old.image, was, { asked, wish })) {
      continue
    }
    const what = `${wish.topic}-${partition} at epochs ${wish.leaderEpoch}, ${wish.partitionEpoch}`
    broken(watch, 'LE-12', `an ISR was accepted of broker ${asked.brokerId} for ${what}`)
  }
}

interface Wish {
  readonly asked: AlterPartitionRequest
  readonly wish: AlterPartitionRequest['partitions'][number]
}

/** Kafka: ReplicationControlManager.validateAlterPartitionData. */
function isAcceptable(
  image: MetadataImage,
  was: PartitionRegistration,
  { asked, wish }: Wish,
): boolean {
  const isNewest =
    wish.leaderEpoch === was.leaderEpoch && wish.partitionEpoch === was.partitionEpoch
  const { newIsr } = wish
  return (
    isNewest &&
    asked.brokerId === was.leader &&
    newIsr.some(({ id }) => id === was.leader) &&
    newIsr.every((member) => was.replicas.includes(member.id) && isEligible(image, member))
  )
}
