import { javaHashCode } from '~/base/integers'
import { murmur2, partitionForKey } from '~/kafka/client/murmur2'
import { assignBy } from '~/kafka/client/assignors'
import { startProblem } from '~/kafka/config/serverStart'
import { effectiveConfig } from '~/kafka/config/effective'
import { groupChangeProblem, topicChangeProblem } from '~/kafka/config/resourceConfigs'
import { buildPartitionChange } from '~/kafka/controller/partitionChangeBuilder'
import { placeReplicas } from '~/kafka/controller/stripedReplicaPlacer'
import { leaderEpoch, nodeId, offset, partitionEpoch, topicId } from '~/kafka/ids'
import { merge } from '~/kafka/metadata/replay'
import { coordinatorPartition } from '~/kafka/protocol/coordinatorPartition'
import { encodeBatch } from '~/kafka/protocol/recordEncode'
import { batchSize, recordSize } from '~/kafka/protocol/recordSize'
import type { RecordBatch } from '~/kafka/protocol/records'
import {
  hasCollision,
  hasCollisionChars,
  isInternalTopic,
  topicNameProblem,
  unifyCollisionChars,
} from '~/kafka/protocol/topicName'
import type { Adapter } from './adapter'
import { LOG_ADAPTERS } from './log'
import { QUORUM_ADAPTERS } from './quorum'

interface Ranges {
  readonly topics: Readonly<Record<string, number>>
  readonly members: readonly {
    readonly memberId: string
    readonly instanceId: string | null
    readonly topics: readonly string[]
  }[]
}

function assigned(input: Ranges, protocol: string): unknown {
  const members = input.members.map(({ memberId, instanceId, topics }) => ({
    memberId,
    groupInstanceId: instanceId,
    topics,
  }))
  return Object.fromEntries(assignBy(protocol, members, (topic) => input.topics[topic] ?? 0))
}

interface Placing {
  readonly brokers: readonly {
    readonly id: number
    readonly rack: string | null
    readonly fenced: boolean
  }[]
  readonly numPartitions: number
  readonly replicationFactor: number
  readonly draws: readonly (readonly [number, number])[]
}

function placement(input: Placing): unknown {
  let next = 0
  const placed = placeReplicas({
    brokers: input.brokers.map((broker) => ({ ...broker, id: nodeId(broker.id) })),
    partitionCount: input.numPartitions,
    replicationFactor: input.replicationFactor,
    nextInt: (bound) => {
      const [asked, value] = input.draws[next] ?? [-1, 0]
      next += 1
      if (asked !== bound) throw new Error(`draw ${next} is of ${bound}, not of ${asked}`)
      return value
    },
  })
  return placed.ok
    ? { assignments: placed.assignments }
    : { error: 'InvalidReplicationFactorException', message: placed.message }
}

interface Batching {
  readonly baseOffset: number
  readonly baseTimestamp: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly isTransactional: boolean
  readonly partitionLeaderEpoch: number
  readonly records: readonly {
    readonly key: string | null
    readonly value: string | null
    readonly timestamp: number
    readonly headers: readonly (readonly [string, string | null])[]
  }[]
}

function recordBatch(input: Batching): unknown {
  const records = input.records.map((record, index) => ({
    offset: offset(input.baseOffset + index),
    timestampMs: record.timestamp,
    key: record.key,
    value: record.value,
    headers: record.headers.map(([key, value]) => ({ key, value })),
  }))
  const base = records[0]?.timestampMs ?? input.baseTimestamp
  const batch: RecordBatch = {
    baseOffset: offset(input.baseOffset),
    lastOffset: offset(input.baseOffset + records.length - 1),
    leaderEpoch: leaderEpoch(input.partitionLeaderEpoch),
    producerId: input.producerId,
    producerEpoch: input.producerEpoch,
    baseSequence: input.baseSequence,
    isTransactional: input.isTransactional,
    isControl: false,
    timestampType: 'CreateTime',
    baseTimestampMs: base,
    maxTimestampMs: Math.max(...records.map(({ timestampMs }) => timestampMs)),
    sizeInBytes: batchSize(records),
    compression: 'none',
    records,
  }
  const { bytes, checksum } = encodeBatch(batch)
  return {
    sizeInBytes: batch.sizeInBytes,
    recordSizes: records.map((record, offsetDelta) =>
      recordSize({ ...record, offsetDelta, timestampDelta: record.timestampMs - base }),
    ),
    lastOffset: batch.lastOffset,
    maxTimestamp: batch.maxTimestampMs,
    checksum,
    base64: Buffer.from(bytes).toString('base64'),
  }
}

interface Partition {
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly removingReplicas: readonly number[]
  readonly addingReplicas: readonly number[]
  readonly elr: readonly number[]
  readonly lastKnownElr: readonly number[]
  readonly leader: number
  readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING'
  readonly leaderEpoch: number
  readonly partitionEpoch: number
}

interface Changing {
  readonly partition: Partition
  readonly acceptableLeaders: readonly number[]
  readonly election: 'PREFERRED' | 'ONLINE' | 'UNCLEAN'
  readonly elrEnabled: boolean
  readonly useLastKnownLeader: boolean
  readonly minIsr: number
  readonly targetIsr: readonly number[] | null
  readonly targetReplicas: readonly number[] | null
  readonly targetRemoving: readonly number[] | null
  readonly targetAdding: readonly number[] | null
  readonly uncleanShutdownReplicas: readonly number[] | null
  readonly targetLeaderRecoveryState: 'RECOVERED' | 'RECOVERING' | null
}

const ids = (list: readonly number[]) => list.map(nodeId)

function optional<K extends string, V>(key: K, value: V | null): Partial<Record<K, V>> {
  return value === null ? {} : ({ [key]: value } as Partial<Record<K, V>>)
}

// eslint-disable-next-line complexity -- one line a field of the vector
function partitionChange(input: Changing): unknown {
  const { partition } = input
  const before = {
    ...partition,
    replicas: ids(partition.replicas),
    isr: ids(partition.isr),
    elr: ids(partition.elr),
    lastKnownElr: ids(partition.lastKnownElr),
    addingReplicas: ids(partition.addingReplicas),
    removingReplicas: ids(partition.removingReplicas),
    leader: partition.leader < 0 ? null : nodeId(partition.leader),
    leaderEpoch: leaderEpoch(partition.leaderEpoch),
    partitionEpoch: partitionEpoch(partition.partitionEpoch),
    directories: partition.replicas.map(() => 'AAAAAAAAAAAAAAAAAAAAAA'),
  }
  const list = (value: readonly number[] | null) => (value === null ? null : ids(value))
  const record = buildPartitionChange({
    partition: before,
    topicId: topicId('t'),
    partitionNumber: 0,
    isAcceptableLeader: (id) => input.acceptableLeaders.includes(id),
    minIsr: input.minIsr,
    isElrEnabled: input.elrEnabled,
    defaultDirectory: () => 'AAAAAAAAAAAAAAAAAAAAAA',
    useLastKnownLeader: input.useLastKnownLeader,
    election: input.election,
    ...optional('targetIsr', list(input.targetIsr)),
    ...optional('targetReplicas', list(input.targetReplicas)),
    ...optional('targetRemoving', list(input.targetRemoving)),
    ...optional('targetAdding', list(input.targetAdding)),
    ...optional('uncleanShutdownReplicas', list(input.uncleanShutdownReplicas)),
    ...optional('targetLeaderRecoveryState', input.targetLeaderRecoveryState),
  })
  const after = record === null ? before : merge(before, record)
  const recovery = record?.leaderRecoveryState
  return {
    record:
      record === null
        ? null
        : {
            isr: record.isr ?? null,
            leader: record.leader === undefined ? -2 : (record.leader ?? -1),
            replicas: record.replicas ?? null,
            removingReplicas: record.removingReplicas ?? null,
            addingReplicas: record.addingReplicas ?? null,
            leaderRecoveryState: recovery === undefined ? -1 : recovery === 'RECOVERED' ? 0 : 1,
            eligibleLeaderReplicas: record.elr ?? null,
            lastKnownElr: record.lastKnownElr ?? null,
          },
    // The set says nothing of directories.
    partition: without({ ...after, leader: after.leader ?? -1 }, 'directories'),
  }
}

function without(fields: object, name: string): object {
  return Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name))
}

/** By the name of the set. A set without a row is not supported. */
interface ConfigInput {
  readonly resourceType: 'TOPIC' | 'GROUP'
  readonly name: string
  readonly tieredStorage: boolean
  readonly existing: Readonly<Record<string, string>>
  readonly configs: Readonly<Record<string, string | null>>
}

export const ADAPTERS: Readonly<Record<string, Adapter>> = {
  ...LOG_ADAPTERS,
  ...QUORUM_ADAPTERS,
  murmur2: (input: { readonly keyBase64: string; readonly partitions: number }) => {
    const bytes = [...Buffer.from(input.keyBase64, 'base64')]
    return { murmur2: murmur2(bytes), partition: partitionForKey(bytes, input.partitions) }
  },
  'coordinator-partition': (input: { readonly id: string; readonly partitions: number }) => ({
    javaHash: javaHashCode(input.id),
    partition: coordinatorPartition(input.id, input.partitions),
  }),
  'assignor-range': (input: Ranges) => assigned(input, 'range'),
  'assignor-roundrobin': (input: Ranges) => assigned(input, 'roundrobin'),
  'replica-placement': placement,
  'record-batch': recordBatch,
  'partition-change': partitionChange,
  'server-start': (input: Readonly<Record<string, string>>) => {
    const problem = startProblem(input)
    return { class: problem?.javaClass ?? null, message: problem?.message ?? null }
  },
  'config-validation': (input: ConfigInput) => {
    const change = {
      name: input.name,
      configs: Object.entries(input.configs).map(([name, value]) => ({ name, value })),
      existing: new Map(Object.entries(input.existing)),
      tieredStorage: input.tieredStorage,
      groupSetting: effectiveConfig('broker', {}).int,
    }
    const problem =
      input.resourceType === 'TOPIC' ? topicChangeProblem(change) : groupChangeProblem(change)
    return problem ?? { error: 'NONE', message: null }
  },
  'topic-name': (input: { readonly name: string; readonly other: string }) => ({
    message: topicNameProblem(input.name),
    isInternal: isInternalTopic(input.name),
    hasCollisionChars: hasCollisionChars(input.name),
    unified: unifyCollisionChars(input.name),
    collides: hasCollision(input.name, input.other),
  }),
}
