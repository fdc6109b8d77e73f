import type { ControllerState } from '../controller/controllerState'
import { effectiveMinIsr, isActiveBroker, isElrEnabled } from '../controller/controllerState'
import type { NodeId } from '../ids'
import { hasOnlineReplica } from '../metadata/directories'
import type { MetadataImage, PartitionRegistration, TopicImage } from '../metadata/image'
import type { Watch } from './watched'
import { broken } from './watched'

/** The active controller now, and its metadata before the event. */
export interface Decided {
  readonly controller: ControllerState
  readonly old: MetadataImage
}

/**
 * What the active controller may decide of a partition: LE-06, LE-09, LE-19, LE-21, MC-11. One record
 * after the other: where several stand in one event, those checks rest that need the state between.
 */
export function electionChecks(watch: Watch, decided: Decided): void {
  const { controller, old } = decided
  const { image } = controller
  if (image.topics !== old.topics) {
    image.topics.forEachNew(old.topics, (topic) => topicCheck(watch, decided, topic))
  }
  if (image.configs !== old.configs) clearedElr(watch, decided)
}

function topicCheck(watch: Watch, decided: Decided, topic: TopicImage): void {
  const was = decided.old.topics.get(topic.id)
  topic.partitions.forEachNew(was?.partitions, (now, number) => {
    const name = `${topic.name}-${number}`
    const earlier = was?.partitions.get(number)
    if (earlier === undefined) placed(watch, { ...decided, name, now })
    else if (now.partitionEpoch - earlier.partitionEpoch === 1) {
      const change = { ...decided, topic, name, was: earlier, now }
      elected(watch, change)
      if (isElrEnabled(decided.old)) poolKept(watch, change)
    }
  })
}

interface Placed extends Decided {
  readonly name: string
  readonly now: PartitionRegistration
}

/** A new partition: who is active is in sync, and the first of them leads. Kafka: buildPartitionRegistration. */
function placed(watch: Watch, { controller: { image }, name, now }: Placed): void {
  const { replicas, isr, leader } = now
  const isKnown = replicas.every((id) => image.brokers.has(id))
  const isOwn = isr.every((id) => isActiveBroker(image, id)) && isr[0] === leader
  if (isKnown && isOwn && leader !== null) return
  const rows = `${replicas.join(',')}, in sync ${isr.join(',')}, led by ${leader ?? 'none'}`
  broken(watch, 'MC-11', `${name} was placed on ${rows}`)
}

interface Change extends Placed {
  readonly topic: TopicImage
  readonly was: PartitionRegistration
}

/** Who leads next. Kafka: PartitionChangeBuilder.electLeader. */
function elected(watch: Watch, change: Change): void {
  const { name, was, now } = change
  if (was.leader === now.leader) return
  const better = now.replicas.find((id) => id !== now.leader && comesBefore(change, id))
  if (better !== undefined) {
    broken(watch, 'LE-09', `${name} is led by ${now.leader ?? 'none'} and not by ${better}`)
  }
  if (was.leader === null || !mayLead(change, was.leader) || now.leader === null) return
  // A leader that may stay goes for the preferred one alone.
  const isSame = was.isr.length === now.isr.length && was.isr.every((id) => now.isr.includes(id))
  if (now.leader === now.replicas[0] && isSame) return
  broken(watch, 'LE-21', `${name}: ${now.leader} took over from ${was.leader}, which might lead`)
}

/** True for a replica that is before the new leader in the assignment and might lead instead. */
function comesBefore(change: Change, id: NodeId): boolean {
  const { was, now } = change
  const { leader, replicas } = now
  if (leader === null) return mayLead(change, id)
  if (replicas.indexOf(id) > replicas.indexOf(leader)) return false
  // Who was elected from outside the ISR was first of those outside.
  const wasOutside = !was.isr.includes(leader) && now.isr.length === 1
  const isLastKnown = wasOutside && was.lastKnownElr.includes(leader)
  if (isLastKnown || !isUp(change, id)) return false
  const isUnclean = wasOutside && now.leaderRecoveryState === 'RECOVERING'
  return isUnclean || now.isr.includes(id) || (wasOutside && now.elr.includes(id))
}

/** In sync, or eligible where nobody is; and there. */
function mayLead(change: Change, id: NodeId): boolean {
  const { isr, elr } = change.now
  const isEligible = isr.includes(id) || (isr.length === 0 && elr.includes(id))
  return isEligible && isUp(change, id)
}

function isUp({ controller: { image }, now }: Change, id: NodeId): boolean {
  return now.replicas.includes(id) && isActiveBroker(image, id) && hasOnlineReplica(image, now, id)
}

/**
 * ISR and ELR together stay as large as the min ISR, but for who has lost its memory. KIP-966. Kafka
 * forgets the ELR where a directory is assigned: handleAssignReplicasToDirs builds its change without
 * setEligibleLeaderReplicasEnabled.
 */
function poolKept(watch: Watch, { controller, old, topic, name, was, now }: Change): void {
  if (now.leaderRecoveryState === 'RECOVERING' || now.replicas.length < was.replicas.length) return
  if (isMoved(was, now)) return
  const pool = now.isr.length + now.elr.length
  if (pool >= was.isr.length + was.elr.length) return
  if (pool >= effectiveMinIsr(controller, topic.name)) return
  for (const id of [...was.isr, ...was.elr]) {
    if (now.isr.includes(id) || now.elr.includes(id)) continue
    // It has registered anew, or not any more.
    if (controller.image.brokers.get(id)?.epoch !== old.brokers.get(id)?.epoch) continue
    broken(watch, 'LE-06', `${name}: ${id} is forgotten, ${pool} are left that may lead`)
  }
}

/** Nothing of the partition is another but the directory of a replica. */
function isMoved(was: PartitionRegistration, now: PartitionRegistration): boolean {
  const isSame = was.isr.length === now.isr.length && was.leaderEpoch === now.leaderEpoch
  return isSame && was.directories.some((directory, index) => directory !== now.directories[index])
}

const MIN_ISR = 'min.insync.replicas'

/** Another min ISR: nobody knows any more who was in sync by it. Kafka: ClearElrRecord. */
function clearedElr(watch: Watch, { controller: { image }, old }: Decided): void {
  if (!isElrEnabled(old)) return
  image.configs.forEachNew(old.configs, (config, key) => {
    const of = /^(?:TOPIC:(.+)|BROKER:)$/.exec(key)
    if (of === null || config.get(MIN_ISR) === old.configs.get(key)?.get(MIN_ISR)) return
    for (const topic of image.topics.values()) {
      if (of[1] === undefined || of[1] === topic.name) noElr(watch, topic)
    }
  })
}

function noElr(watch: Watch, { name, partitions }: TopicImage): void {
  partitions.forEach(({ elr, lastKnownElr }, number) => {
    if (elr.length + lastKnownElr.length === 0) return
    const ids = [...elr, ...lastKnownElr].join(',')
    broken(watch, 'LE-19', `${name}-${number}: ${ids} are eligible by another min ISR`)
  })
}
