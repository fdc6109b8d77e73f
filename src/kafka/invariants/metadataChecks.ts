import type { MetadataImage, PartitionRegistration, TopicImage } from '../metadata/image'
import type { ServerState } from '../server/server'
import type { Rows, Violation, Watch } from './watched'
import { broken } from './watched'

/** The feature that lets an ISR become empty. KIP-966. */
const ELR = 'eligible.leader.replicas.version'

/** Checks of the cluster's metadata, LE-* and MC-*, in every image that an event changed. */
export function metadataChecks({ changed }: Watch): readonly Violation[] {
  const violations: Violation[] = []
  for (const { now, before } of changed) {
    violations.push(...broken(told(now)))
    const earlier = before === null ? [] : imagesOf(before)
    imagesOf(now).forEach((image, index) => {
      const old = earlier[index] ?? null
      if (image !== null && image !== old) violations.push(...imageChecks(image, old))
    })
  }
  return violations
}

/** What a server knows of the cluster: as broker, as controller, as the active controller. */
function imagesOf({ broker, controller }: ServerState): readonly (MetadataImage | null)[] {
  const isActive = controller !== null && controller.active !== null
  return [broker?.image ?? null, controller?.committed ?? null, isActive ? controller.image : null]
}

/** Nobody is told what is not committed. */
function told({ quorum, told: end, spec }: ServerState): Rows {
  const committed = quorum?.highWatermark ?? null
  // A new leader does not know yet how far its log is committed.
  const isCommitted = committed === null || end <= committed
  return [
    [
      'MC-02',
      isCommitted,
      () => `node ${spec.nodeId} applied ${end} of ${String(committed)} committed`,
    ],
  ]
}

function imageChecks(image: MetadataImage, before: MetadataImage | null): readonly Violation[] {
  // A controller that loses its leadership goes back to what was committed.
  const old = before !== null && before.offset <= image.offset ? before : undefined
  const violations: Violation[] = []
  if (old !== undefined) violations.push(...broken(brokers(image, old)))
  if (image.topics === old?.topics) return violations
  image.topics.forEachNew(old?.topics, (topic, id) => {
    const was = old?.topics.get(id)
    violations.push(...broken(partitionsOf(topic, was)))
    topic.partitions.forEachNew(was?.partitions, (registration, partition) => {
      const earlier = was?.partitions.get(partition)
      const name = `${topic.name}-${partition}`
      violations.push(...broken(shape(name, registration)))
      violations.push(...broken(liveMembers(name, registration, image)))
      if (earlier !== undefined) violations.push(...broken(change(name, earlier, registration)))
    })
  })
  return violations
}

function brokers(image: MetadataImage, old: MetadataImage): Rows {
  const rows: Rows[number][] = [
    [
      'MC-09',
      image.nextProducerId >= old.nextProducerId,
      () => `the next producer id fell from ${old.nextProducerId} to ${image.nextProducerId}`,
    ],
  ]
  if (image.brokers === old.brokers) return rows
  image.brokers.forEachNew(old.brokers, (broker, id) => {
    const was = old.brokers.get(id)
    if (was === undefined) return
    const isNew = broker.incarnationId !== was.incarnationId
    const rises = isNew ? broker.epoch > was.epoch : broker.epoch >= was.epoch
    // Who replays much at once sees it let in already.
    const isOutside = !isNew || !broker.fenced || isOut(image, id)
    rows.push(['LE-13', isOutside, () => `broker ${id} came back into an ISR`])
    rows.push(['MC-04', rises, () => `broker ${id}: epoch ${was.epoch} became ${broker.epoch}`])
  })
  return rows
}

/** ELR on: a new incarnation is in no ISR until a leader takes it in. Kafka: handleBrokerShutdown. */
function isOut(image: MetadataImage, id: number): boolean {
  if ((image.features.get(ELR) ?? 0) < 1) return true
  for (const { partitions } of image.topics.values()) {
    for (const { isr } of partitions.values()) if (isr.some((member) => member === id)) return false
  }
  return true
}

function partitionsOf({ name, partitions }: TopicImage, old: TopicImage | undefined): Rows {
  const numbers = [...partitions.keys()]
  const isDense = numbers.every((number) => number >= 0 && number < numbers.length)
  const shrank = old !== undefined && old.partitions.size > partitions.size
  return [['MC-10', isDense && !shrank, () => `${name} has partitions ${numbers.join(',')}`]]
}

/** What holds of a partition at any time. */
function shape(name: string, now: PartitionRegistration): Rows {
  const { replicas, isr, elr, leader } = now
  const isSet = (ids: readonly number[]) => new Set(ids).size === ids.length
  const inside = isr.every((id) => replicas.includes(id))
  return [
    [
      'LE-01',
      leader === null || isr.includes(leader),
      () => `${name}: leader ${String(leader)} is not in the ISR ${isr.join(',')}`,
    ],
    [
      'LE-02',
      replicas.length > 0 && isSet(replicas) && isSet(isr) && inside,
      () => `${name}: ISR ${isr.join(',')} of replicas ${replicas.join(',')}`,
    ],
    [
      'LE-04',
      !elr.some((id) => isr.includes(id)) && (isr.length < replicas.length || elr.length === 0),
      () => `${name}: ELR ${elr.join(',')} beside the ISR ${isr.join(',')}`,
    ],
    [
      'LE-18',
      [...now.addingReplicas, ...now.removingReplicas].every((id) => replicas.includes(id)),
      () => `${name}: replicas ${replicas.join(',')} without those that come or go`,
    ],
    [
      'LE-16',
      now.leaderRecoveryState === 'RECOVERED' || isr.length <= 1,
      () => `${name} recovers with an ISR of ${isr.join(',')}`,
    ],
  ]
}

/** Who leads or is in sync is there. */
function liveMembers(name: string, now: PartitionRegistration, image: MetadataImage): Rows {
  const { isr, leader } = now
  const isUp = (id: number) => {
    const broker = [...image.brokers.values()].find((row) => row.id === id)
    return broker !== undefined && !broker.fenced
  }
  const mayBeEmpty = (image.features.get(ELR) ?? 0) >= 1
  return [
    ['LE-05', mayBeEmpty || isr.length > 0, () => `${name} has an empty ISR`],
    [
      'LE-10',
      leader === null || isUp(leader),
      () => `${name} is led by the fenced ${String(leader)}`,
    ],
    [
      'LE-11',
      isr.every(isUp) || (!mayBeEmpty && isr.length === 1),
      () => `${name}: a fenced broker is in the ISR ${isr.join(',')}`,
    ],
  ]
}

/** True when nothing is new: a snapshot tells its reader what it knew already. */
function isToldAgain(old: PartitionRegistration, now: PartitionRegistration): boolean {
  const same = (a: readonly number[], b: readonly number[]) => a.join() === b.join()
  return (
    old.partitionEpoch === now.partitionEpoch &&
    old.leaderEpoch === now.leaderEpoch &&
    old.leader === now.leader &&
    same(old.replicas, now.replicas) &&
    same(old.isr, now.isr) &&
    same(old.elr, now.elr)
  )
}

/** What holds from one registration of a partition to its next. */
function change(name: string, old: PartitionRegistration, now: PartitionRegistration): Rows {
  if (isToldAgain(old, now)) return []
  const records = now.partitionEpoch - old.partitionEpoch
  const elections = now.leaderEpoch - old.leaderEpoch
  const epochsFit = records >= 1 && elections >= 0 && elections <= records
  const moved = now.leader !== old.leader
  // The record that takes the last member out of the ISR may elect from the ELR at once.
  const inSync = [...old.isr, ...old.elr]
  const sources = inSync.length > 0 ? inSync : old.lastKnownElr
  const isClean =
    now.leader === null || sources.includes(now.leader) || now.leaderRecoveryState === 'RECOVERING'
  return [
    [
      'LE-07',
      epochsFit && (!moved || elections > 0),
      () => `${name}: epochs rose by ${elections} (leader) and ${records} (partition)`,
    ],
    // Several records at once hide from which ISR each leader came.
    [
      'LE-08',
      records !== 1 || !moved || isClean,
      () => `${name}: ${String(now.leader)} leads without having been in ${sources.join(',')}`,
    ],
  ]
}
