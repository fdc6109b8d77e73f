import { connectionId } from '~/sim/ids'
import type { ControllerCall } from '~/kafka/controller/controllerRole'
import {
  bootController,
  onControllerRequest,
  onControllerTimer,
  onLeaderChange,
} from '~/kafka/controller/controllerRole'
import type { ControllerState, ControllerStep } from '~/kafka/controller/controllerState'
import type { KafkaContext } from '~/kafka/effects'
import { effectiveConfig } from '~/kafka/config/effective'
import { brokerEpoch, leaderEpoch, nodeId, partitionEpoch, topicId } from '~/kafka/ids'
import type { NodeId } from '~/kafka/ids'
import { EMPTY_IMAGE } from '~/kafka/metadata/image'
import type { MetadataImage } from '~/kafka/metadata/image'
import { replayRecord } from '~/kafka/metadata/replay'
import type { MetadataRecord, PartitionRecord } from '~/kafka/protocol/metadataRecords'
import type { Response } from '~/kafka/protocol/rpc'
import type {
  AlterPartitionResponse,
  BrokerHeartbeatRequest,
} from '~/kafka/protocol/rpc/controller'
import { fakeContext } from './fakeContext'

/** A context in which nothing is drawn but zero. */
export function contextAt(ms: number): KafkaContext {
  return fakeContext(ms * 1000, () => 0)
}

/** What a broker beats with that wants nothing and may be let in. */
export function heartbeatOf(id: number): BrokerHeartbeatRequest {
  return {
    api: 'BrokerHeartbeat',
    brokerId: nodeId(id),
    brokerEpoch: brokerEpoch(id),
    currentMetadataOffset: 150,
    wantFence: false,
    wantShutDown: false,
    offlineLogDirs: [],
  }
}

/** The tick that looks for brokers that are silent. */
export function fenceTick(state: ControllerState, ms: number, nextOffset = 300): ControllerStep {
  const timer = { role: 'controller', name: 'fence', about: '' } as const
  return onControllerTimer(state, timer, { ctx: contextAt(ms), nextOffset })
}

/** Broker and partition records of a small cluster: brokers 1 … `brokers`, all let in. */
export function brokerRecords(
  brokers: number,
): readonly Extract<MetadataRecord, { type: 'RegisterBrokerRecord' }>[] {
  return Array.from({ length: brokers }, (_, index) => ({
    type: 'RegisterBrokerRecord',
    brokerId: nodeId(index + 1),
    incarnationId: `incarnation-${index + 1}`,
    brokerEpoch: brokerEpoch(index + 1),
    endpoints: [],
    rack: null,
    fenced: false,
    inControlledShutdown: false,
    logDirs: [],
  }))
}

/** Ids of brokers. */
export const ids = (...numbers: readonly number[]): readonly NodeId[] => numbers.map(nodeId)

/** A topic with one partition per row of replicas, all of them in sync; the first one leads. */
export function topicRecords(
  name: string,
  partitions: readonly (readonly number[])[],
  changes: Partial<PartitionRecord> = {},
): readonly MetadataRecord[] {
  const id = topicId(name.padEnd(22, '0'))
  return [
    { type: 'TopicRecord', name, topicId: id },
    ...partitions.map((replicas, partition): MetadataRecord => ({
      type: 'PartitionRecord',
      topicId: id,
      partition,
      replicas: ids(...replicas),
      isr: ids(...replicas),
      elr: [],
      lastKnownElr: [],
      addingReplicas: [],
      removingReplicas: [],
      leader: nodeId(replicas[0] ?? 1),
      leaderRecoveryState: 'RECOVERED',
      leaderEpoch: leaderEpoch(0),
      partitionEpoch: 0,
      directories: replicas.map(() => 'AAAAAAAAAAAAAAAAAAAAAA'),
      ...changes,
    })),
  ]
}

/** Features of a fresh cluster of 4.1. */
const FRESH: readonly MetadataRecord[] = [
  { type: 'FeatureLevelRecord', name: 'metadata.version', level: 27 },
  { type: 'FeatureLevelRecord', name: 'eligible.leader.replicas.version', level: 1 },
]

/** The active controller of a cluster with these records. */
export function activeController(
  records: readonly MetadataRecord[],
  settings: Readonly<Record<string, string>> = {},
): ControllerState {
  const config = effectiveConfig('broker', settings)
  const image: MetadataImage = [...FRESH, ...records].reduce(replayRecord, EMPTY_IMAGE)
  const standby = bootController({
    nodeId: nodeId(1),
    clusterId: 'cluster',
    sessionTimeoutMs: 9000,
    defaultPartitions: 1,
    defaultReplicationFactor: 1,
    minInsyncReplicas: 1,
    bootstrap: [],
    unprotected: [],
    uncleanLeaderElection: false,
    autoLeaderRebalance: true,
    imbalanceCheckSeconds: 300,
    noOpIntervalMs: 500,
    uncleanCheckMs: 300_000,
    voterIds: [],
    settings: config,
  })
  const change = { isLeader: true, epoch: leaderEpoch(1), nextOffset: 100 }
  const registrationOffsets = image.brokers.map(() => 0)
  const told = { ...standby, committed: image, image, registrationOffsets }
  return onLeaderChange(told, change, contextAt(0)).next
}

/**
 * What one request makes of a controller: the records it writes, and what it answers in the end. It
 * comes a second after the controller became the active one, if nothing else is said.
 */
export function request<R extends Response>(
  state: ControllerState,
  body: ControllerCall['body'],
  ms = 1000,
): {
  readonly step: ControllerStep
  readonly records: readonly MetadataRecord[]
  readonly answer: R
} {
  const call = { connection: connectionId('client'), correlationId: 1, body }
  const kraft = { version: 0, problem: () => null }
  const reads = { ctx: contextAt(ms), nextOffset: 200, kraft, leaderId: null }
  const step = onControllerRequest(state, call, reads)
  const [reply] = step.effects.flatMap((effect) => (effect.type === 'Reply' ? [effect.body] : []))
  const deferred = step.next.deferred.at(-1)?.body
  // The caller names the response of its own request.
  return { step, records: step.append.flat(), answer: (reply ?? deferred) as R }
}

/** The leader of partition t-0, broker 1, asks for an ISR, given by ids and epochs. */
export function askForIsr(
  state: ControllerState,
  isr: readonly (readonly [id: number, brokerEpoch: number])[],
) {
  return request<AlterPartitionResponse>(state, {
    api: 'AlterPartition',
    brokerId: nodeId(1),
    brokerEpoch: brokerEpoch(1),
    partitions: [
      {
        topicId: topicId('t'.padEnd(22, '0')),
        topic: 't',
        partition: 0,
        leaderEpoch: leaderEpoch(0),
        partitionEpoch: partitionEpoch(0),
        newIsr: isr.map(([id, epoch]) => ({ id: nodeId(id), brokerEpoch: epoch })),
        leaderRecoveryState: 'RECOVERED',
      },
    ],
  })
}
