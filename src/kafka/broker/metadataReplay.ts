import type { TopicPartition } from '../ids'
import { topicPartition } from '../ids'
import type { TopicId } from '../ids'
import type { MetadataImage, PartitionRegistration } from '../metadata/image'
import { directoryOf } from '../metadata/directories'
import { replayBatch } from '../metadata/replay'
import type { MetadataBatch } from '../protocol/metadataRecords'
import { becomeFollower, becomeLeader } from '../replication/partition'
import { fetchFrom, followedLeaders } from '../replication/fetcher'
import { forgetFollowed } from '../replication/followed'
import type { BrokerWork, Replica } from './brokerState'
import { logConfigFor, putReplica, setBrokerTimer } from './brokerState'
import { noteDirectory } from './assignments'
import { checkpointDeleted } from './checkpointFiles'
import { forgetMarks, hasLoadedLogs } from './lifecycle'
import { directoriesOf, dropReplica, openReplica } from './openReplica'
import { completeAll, onOffsetsPartition, onTopicsDeleted } from './groupGlue'

/** Committed batches have come: they are replayed in an event of their own. B-20. */
export function enqueueBatches(work: BrokerWork, batches: readonly MetadataBatch[]): void {
  if (batches.length === 0) return
  const wasEmpty = work.state.pending.size === 0 && work.state.pendingImage === null
  work.state.pending = work.state.pending.push(...batches)
  if (wasEmpty) setBrokerTimer(work, 'replay', { ms: 0 })
}

/** A snapshot is loaded: what it holds takes the place of all before. Kafka: MetadataLoader.handleLoadSnapshot. */
export function enqueueImage(work: BrokerWork, image: MetadataImage): void {
  const wasEmpty = work.state.pending.size === 0 && work.state.pendingImage === null
  work.state.pending = work.state.pending.clear()
  work.state.pendingImage = image
  if (wasEmpty) setBrokerTimer(work, 'replay', { ms: 0 })
}

/** What a snapshot touches: what it holds that was not there, or is another version of it. TopicsDelta. */
function touchedByImage(before: MetadataImage, after: MetadataImage): Changed {
  const partitions: Changed['partitions'] = new Map()
  const removed: Changed['removed'] = new Set()
  for (const id of before.topics.keys()) if (!after.topics.has(id)) removed.add(id)
  for (const [topicId, topic] of after.topics) {
    const old = before.topics.get(topicId)
    for (const [partition, row] of topic.partitions) {
      if (old?.partitions.get(partition)?.partitionEpoch === row.partitionEpoch) continue
      partitions.set(`${topicId} ${partition}`, { topicId, partition })
    }
  }
  return { partitions, removed, configs: true }
}

/** What is done for the first only where the second says nothing of it. */
function both(one: Changed, other: Changed): Changed {
  return {
    partitions: new Map([...one.partitions, ...other.partitions]),
    removed: new Set([...one.removed, ...other.removed]),
    configs: one.configs || other.configs,
  }
}

interface Changed {
  readonly partitions: Map<string, { readonly topicId: TopicId; readonly partition: number }>
  readonly removed: Set<TopicId>
  readonly configs: boolean
}

interface Told extends Changed {
  /** Partitions have changed that no record names. */
  readonly unnamed: boolean
}

/** What the batches touch of this broker's concern. */
function touched(batches: readonly MetadataBatch[]): Told {
  const partitions: Changed['partitions'] = new Map()
  const removed: Changed['removed'] = new Set()
  let [configs, unnamed] = [false, false]
  for (const { records } of batches) {
    for (const record of records) {
      if (record.type === 'PartitionRecord' || record.type === 'PartitionChangeRecord') {
        const { topicId, partition } = record
        partitions.set(`${topicId} ${partition}`, { topicId, partition })
      } else if (record.type === 'RemoveTopicRecord') removed.add(record.topicId)
      else if (record.type === 'ConfigRecord') configs = true
      // Every partition of its topic that had an ELR. Kafka: TopicDelta.replay.
      else if (record.type === 'ClearElrRecord') unnamed = true
    }
  }
  return { partitions, removed, configs, unnamed }
}

/** Replays what is pending and takes up or lays down replicas. Kafka: BrokerMetadataPublisher. */
export function replayPending(work: BrokerWork): void {
  const batches = work.state.pending.toArray()
  const { image: before, pendingImage } = work.state
  if (batches.length === 0 && pendingImage === null) return
  if (!hasLoadedLogs(work.state)) work.effects.push(...forgetMarks(work.state))
  const image = batches.reduce(replayBatch, pendingImage ?? before)
  work.state.image = image
  work.state.pending = work.state.pending.clear()
  work.state.pendingImage = null
  const last = batches.at(-1)
  if (last !== undefined) {
    work.facts.push({
      type: 'MetadataReplayed',
      offset: last.lastOffset,
      records: batches.flatMap(({ records }) => records.map(({ type }) => type)),
    })
  }
  const told = touched(batches)
  const changed =
    pendingImage === null && !told.unnamed ? told : both(touchedByImage(before, image), told)
  const gone = [...changed.removed].flatMap((id) => before.topics.get(id) ?? [])
  for (const { id } of gone) dropTopic(work, id)
  if (changed.configs) rereadConfigs(work)
  let files: ReturnType<typeof directoriesOf> | undefined
  const list = () => (files ??= directoriesOf(work))
  const names = [...changed.partitions.values()].flatMap((at) => applyPartition(work, at, list))
  if (changed.partitions.size > 0) forgetFollowed(work)
  completeAll(work, names)
  onTopicsDeleted(work, gone)
  for (const leader of followedLeaders(work)) fetchFrom(work, leader)
}

function dropTopic(work: BrokerWork, id: TopicId): void {
  const gone = [...work.state.replicas.values()].filter(({ topicId }) => topicId === id)
  for (const replica of gone) dropReplica(work, replica)
  checkpointDeleted(work, [...new Set(gone.map(({ logDir }) => logDir))])
  forgetFollowed(work)
  completeAll(
    work,
    gone.map(({ name }) => name),
  )
}

function applyPartition(
  work: BrokerWork,
  at: { readonly topicId: TopicId; readonly partition: number },
  files: () => ReturnType<typeof directoriesOf>,
): readonly TopicPartition[] {
  const topic = work.state.image.topics.get(at.topicId)
  const registration = topic?.partitions.get(at.partition)
  if (topic === undefined || registration === undefined) return []
  const name = topicPartition(topic.name, at.partition)
  const own = work.state.config.nodeId
  if (!registration.replicas.includes(own)) {
    const own = work.state.replicas.get(name)
    if (own === undefined) return [name]
    dropReplica(work, own)
    checkpointDeleted(work, [own.logDir])
    return [name]
  }
  const { topicId } = at
  const assigned = directoryOf(registration, own)
  const found = work.state.replicas.get(name)
  const replica = found ?? openReplica(work, { name, topicId, assigned }, files())
  // One in a failed directory takes no role. Kafka: ReplicaManager.getOrCreatePartition.
  if (!replica.isOffline) takeRole(work, replica, registration)
  const next = work.state.replicas.get(name)
  if (next === undefined) return [name]
  noteDirectory(work, next, registration)
  onOffsetsPartition(work, next)
  return isLookedAt(replica, next) ? [name] : []
}

/**
 * Whether requests that wait for a partition are looked at again: it is followed in another epoch, or
 * its leader's high watermark has moved..
 * Kafka: ReplicaManager.completeDelayedOperationsWhenNotPartitionLeader, Partition.makeLeader.
 */
function isLookedAt(before: Replica, after: Replica): boolean {
  if (after.role.type !== 'leader') return after.leaderEpoch !== before.leaderEpoch
  return after.log.highWatermark !== before.log.highWatermark
}

function takeRole(work: BrokerWork, replica: Replica, registration: PartitionRegistration): void {
  // An AlterPartition answer may have been ahead of the metadata. R-34.
  if (registration.partitionEpoch < replica.partitionEpoch) return
  if (registration.leader === work.state.config.nodeId) becomeLeader(work, replica, registration)
  else becomeFollower(work, replica, registration)
}

/** Settings of logs take effect at once. Kafka: DynamicTopicConfigHandler, UnifiedLog.updateConfig. */
function rereadConfigs(work: BrokerWork): void {
  for (const replica of work.state.replicas.values()) {
    putReplica(work, { ...replica, logConfig: logConfigFor(work.state, replica.topic) })
  }
}
