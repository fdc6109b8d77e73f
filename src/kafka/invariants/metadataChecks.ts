import type { ProcessId } from '~/sim/ids'
import type { ControllerState } from '../controller/controllerState'
import type { NodeId } from '../ids'
import type { MetadataImage, PartitionRegistration, TopicImage } from '../metadata/image'
import type { ServerState } from '../server/server'
import { contactChecks } from './contactChecks'
import { electionChecks } from './electionChecks'
import { acceptanceCheck } from './isrChecks'
import type { Watch } from './watched'
import { broken, ownMs } from './watched'

/** The feature that lets an ISR become empty. KIP-966. */
const ELR = 'eligible.leader.replicas.version'

/**
 * Checks of the cluster's metadata, LE-* and MC-*, in every image that an event changed: what a
 * server knows of the cluster as broker, as controller and as the active controller.
 */
export function metadataChecks(watch: Watch): void {
  for (const { id, now, before } of watch.changed) {
    told(watch, now)
    imageChecks(watch, now.broker?.image, before?.broker?.image)
    imageChecks(watch, now.controller?.committed, before?.controller?.committed)
    imageChecks(watch, activeImage(now), activeImage(before))
    decisions(watch, id, { now: now.controller, old: before?.controller ?? null })
  }
}

interface Controllers {
  readonly now: ControllerState | null
  readonly old: ControllerState | null
}

/** What an active controller has decided in the event. */
function decisions(watch: Watch, id: ProcessId, { now, old }: Controllers): void {
  if (now === null || old === null || now.active === null || old.active === null) return
  acceptanceCheck(watch, now, old)
  if (now.image === old.image) return
  electionChecks(watch, { controller: now, old: old.image })
  contactChecks(watch, { now, old, nowMs: ownMs(watch, id) })
}

function activeImage(server: ServerState | null): MetadataImage | undefined {
  const controller = server?.controller ?? null
  return controller === null || controller.active === null ? undefined : controller.image
}

/** Nobody is told what is not committed. */
function told(watch: Watch, { quorum, told: end, spec }: ServerState): void {
  const committed = quorum?.highWatermark ?? null
  // A new leader does not know yet how far its log is committed.
  if (committed === null || end <= committed) return
  broken(watch, 'MC-02', `node ${spec.nodeId} applied ${end} of ${committed} committed`)
}

function imageChecks(
  watch: Watch,
  image: MetadataImage | undefined,
  before: MetadataImage | undefined,
): void {
  if (image === undefined || image === before) return
  // A controller that loses its leadership goes back to what was committed.
  const old = before !== undefined && before.offset <= image.offset ? before : undefined
  if (old !== undefined) brokers(watch, image, old)
  image.topics.forEachNew(old?.topics, (topic, id) => {
    const was = old?.topics.get(id)
    partitionsOf(watch, topic, was)
    topic.partitions.forEachNew(was?.partitions, (now, partition) => {
      const name = `${topic.name}-${partition}`
      shape(watch, name, now)
      comingAndGoing(watch, name, now)
      liveMembers(watch, { name, now, image })
      const earlier = was?.partitions.get(partition)
      if (earlier !== undefined) change(watch, name, { old: earlier, now })
    })
  })
}

function brokers(watch: Watch, image: MetadataImage, old: MetadataImage): void {
  const [from, to] = [old.nextProducerId, image.nextProducerId]
  if (to < from) broken(watch, 'MC-09', `the next producer id fell from ${from} to ${to}`)
  image.brokers.forEachNew(old.brokers, (broker, id) => {
    const was = old.brokers.get(id)
    if (was === undefined) return
    const isNew = broker.incarnationId !== was.incarnationId
    // Who replays much at once sees it let in already.
    if (isNew && broker.fenced && !isOut(image, id)) {
      broken(watch, 'LE-13', `broker ${id} came back into an ISR`)
    }
    const rises = isNew ? broker.epoch > was.epoch : broker.epoch >= was.epoch
    if (!rises) broken(watch, 'MC-04', `broker ${id}: epoch ${was.epoch} became ${broker.epoch}`)
    // Who goes does not come back before its next registration. Kafka: BrokerControlState.
    if (!isNew && was.inControlledShutdown && !broker.inControlledShutdown) {
      broken(watch, 'MC-07', `broker ${id} came back from a controlled shutdown`)
    }
  })
}

/** ELR on: a new incarnation is in no ISR until a leader takes it in. Kafka: handleBrokerShutdown. */
function isOut(image: MetadataImage, id: number): boolean {
  if ((image.features.get(ELR) ?? 0) < 1) return true
  for (const { partitions } of image.topics.values()) {
    for (const { isr } of partitions.values()) if (isr.some((member) => member === id)) return false
  }
  return true
}

function partitionsOf(
  watch: Watch,
  { name, partitions }: TopicImage,
  old: TopicImage | undefined,
): void {
  if (partitions === old?.partitions) return
  const isDense = partitions.every((_, number) => number >= 0 && number < partitions.size)
  const shrank = old !== undefined && old.partitions.size > partitions.size
  if (!isDense || shrank) {
    broken(watch, 'MC-10', `${name} has partitions ${[...partitions.keys()].join(',')}`)
  }
}

function isSet(ids: readonly number[]): boolean {
  return ids.every((id, index) => ids.indexOf(id) === index)
}

function isWithin(ids: readonly number[], others: readonly number[]): boolean {
  return ids.every((id) => others.includes(id))
}

/** What holds of a partition at any time. */
function shape(watch: Watch, name: string, now: PartitionRegistration): void {
  const { replicas, isr, elr, leader } = now
  if (leader !== null && !isr.includes(leader)) {
    broken(watch, 'LE-01', `${name}: leader ${leader} is not in the ISR ${isr.join(',')}`)
  }
  if (replicas.length === 0 || !isSet(replicas) || !isSet(isr) || !isWithin(isr, replicas)) {
    broken(watch, 'LE-02', `${name}: ISR ${isr.join(',')} of replicas ${replicas.join(',')}`)
  }
  if (elr.some((id) => isr.includes(id)) || (isr.length >= replicas.length && elr.length > 0)) {
    broken(watch, 'LE-04', `${name}: ELR ${elr.join(',')} beside the ISR ${isr.join(',')}`)
  }
}

/** What holds of a partition that is reassigned or recovers. */
function comingAndGoing(watch: Watch, name: string, now: PartitionRegistration): void {
  const { replicas, isr, addingReplicas, removingReplicas } = now
  if (!isWithin(addingReplicas, replicas) || !isWithin(removingReplicas, replicas)) {
    const rows = replicas.join(',')
    broken(watch, 'LE-18', `${name}: replicas ${rows} without those that come or go`)
  }
  if (now.leaderRecoveryState !== 'RECOVERED' && isr.length > 1) {
    broken(watch, 'LE-16', `${name} recovers with an ISR of ${isr.join(',')}`)
  }
}

interface Member {
  readonly name: string
  readonly now: PartitionRegistration
  readonly image: MetadataImage
}

/** Who leads or is in sync is there. */
function liveMembers(watch: Watch, { name, now, image }: Member): void {
  const { isr, leader } = now
  const mayBeEmpty = (image.features.get(ELR) ?? 0) >= 1
  if (!mayBeEmpty && isr.length === 0) broken(watch, 'LE-05', `${name} has an empty ISR`)
  if (leader !== null && !isUp(image, leader)) {
    broken(watch, 'LE-10', `${name} is led by the fenced ${leader}`)
  }
  const mayBeFenced = !mayBeEmpty && isr.length === 1
  if (!mayBeFenced && !isr.every((id) => isUp(image, id))) {
    broken(watch, 'LE-11', `${name}: a fenced broker is in the ISR ${isr.join(',')}`)
  }
}

function isUp({ brokers: registered }: MetadataImage, id: NodeId): boolean {
  return registered.get(id)?.fenced === false
}

interface Change {
  readonly old: PartitionRegistration
  readonly now: PartitionRegistration
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]))
}

/** True when nothing is new: a snapshot tells its reader what it knew already. */
function isToldAgain({ old, now }: Change): boolean {
  return (
    old.partitionEpoch === now.partitionEpoch &&
    old.leaderEpoch === now.leaderEpoch &&
    old.leader === now.leader &&
    isSameList(old.replicas, now.replicas) &&
    isSameList(old.isr, now.isr) &&
    isSameList(old.elr, now.elr)
  )
}

/** What holds from one registration of a partition to its next. */
function change(watch: Watch, name: string, both: Change): void {
  if (isToldAgain(both)) return
  const { old, now } = both
  const records = now.partitionEpoch - old.partitionEpoch
  const elections = now.leaderEpoch - old.leaderEpoch
  const epochsFit = records >= 1 && elections >= 0 && elections <= records
  const moved = now.leader !== old.leader
  if (!epochsFit || (moved && elections <= 0)) {
    const rose = `epochs rose by ${elections} (leader) and ${records} (partition)`
    broken(watch, 'LE-07', `${name}: ${rose}`)
  }
  // Several records at once hide from which ISR each leader came.
  if (records === 1 && moved) cleanElection(watch, name, both)
}

function isReassigned({ addingReplicas, removingReplicas }: Change['now']): boolean {
  return addingReplicas.length + removingReplicas.length > 0
}

function cleanElection(watch: Watch, name: string, { old, now }: Change): void {
  // The record that takes the last member out of the ISR may elect from the ELR at once.
  const inSync = [...old.isr, ...old.elr]
  const sources = inSync.length > 0 ? inSync : old.lastKnownElr
  const { leader, leaderRecoveryState } = now
  // The AlterPartition that brings the last new replica into the ISR ends the reassignment, too.
  const hasEnded = isReassigned(old) && !isReassigned(now)
  if (hasEnded && leader !== null && now.isr.includes(leader)) return
  if (leader === null || sources.includes(leader) || leaderRecoveryState === 'RECOVERING') return
  broken(watch, 'LE-08', `${name}: ${leader} leads without having been in ${sources.join(',')}`)
}
