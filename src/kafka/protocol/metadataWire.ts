import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import { SUPPORTED_FEATURES } from './features'
import type { MetadataRecord } from './metadataRecords'
import type { ListenerEndpoint } from './rpc/controller'
import { ZERO_UUID } from '../ids'

/** One field of a record as Kafka writes it; a tagged one is left out when it has its default. */
export interface WireField {
  readonly name: string
  readonly type: WireType
  readonly value: WireValue
  readonly tag?: number
}

/** How a field is written; `bytes` is given as base64, `structs` is a list of structs, `struct` one (a list of one here), the others lists of scalars. */
export type WireType =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint16'
  | 'float64'
  | 'boolean'
  | 'uuid'
  | 'string'
  | 'bytes'
  | 'int32s'
  | 'uuids'
  | 'structs'
  | 'struct'

/** A field's value. */
export type WireValue =
  | number
  | boolean
  | string
  | null
  | readonly number[]
  | readonly string[]
  | readonly (readonly WireField[])[]

/** A record as Kafka writes it: `key` is its api key, or the type of a control record. */
export interface WireRecord {
  /** `NO_OP_RECORD`; of control records `LeaderChange`. Kafka: MetadataRecordType, ControlRecordType. */
  readonly name: string
  readonly key: number
  readonly version: number
  readonly isControl: boolean
  readonly fields: readonly WireField[]
}

const RESOURCE_TYPES = { TOPIC: 2, BROKER: 4, GROUP: 32, CLIENT_METRICS: 16 } as const
const SECURITY_PROTOCOLS = { PLAINTEXT: 0, SSL: 1, SASL_PLAINTEXT: 2, SASL_SSL: 3 } as const
const FENCINGS = { FENCE: 1, UNFENCE: -1, NONE: 0 } as const

const field = (name: string, type: WireType, value: WireValue): WireField => ({ name, type, value })
const tagged = (
  [tag, name]: readonly [number, string],
  type: WireType,
  value: WireValue,
): WireField => ({ name, type, value, tag })
/** A tagged field of a list, where there is one. */
const listed = (tag: number, name: string, list: readonly number[] | undefined) =>
  list === undefined ? [] : [tagged([tag, name], 'int32s', list)]

function endpoints(rows: readonly ListenerEndpoint[]): readonly (readonly WireField[])[] {
  return rows.map(({ name, host, port, securityProtocol }) => [
    field('name', 'string', name),
    field('host', 'string', host),
    field('port', 'uint16', port),
    field('securityProtocol', 'int16', SECURITY_PROTOCOLS[securityProtocol]),
  ])
}

/** In the order of the hash table of that size that the registering node sends them from. */
function features(tableSize: number): readonly (readonly WireField[])[] {
  const rows = javaHashOrder(SUPPORTED_FEATURES, ({ name }) => javaHashCode(name), tableSize)
  return rows.map(({ name, min, max }) => [
    field('name', 'string', name),
    field('minSupportedVersion', 'int16', min),
    field('maxSupportedVersion', 'int16', max),
  ])
}

type RecordOf<T extends MetadataRecord['type']> = Extract<MetadataRecord, { type: T }>

const voterIds = (ids: readonly number[]) => ids.map((id) => [field('voterId', 'int32', id)])

/** Kafka: ControlRecordUtils.LEADER_CHANGE_CURRENT_VERSION, whatever kraft.version is. */
function leaderChange(record: RecordOf<'LeaderChangeMessage'>): readonly WireField[] {
  return [
    field('version', 'int16', 0),
    field('leaderId', 'int32', record.leaderId),
    field('voters', 'structs', voterIds(record.voters)),
    field('grantingVoters', 'structs', voterIds(record.grantingVoters)),
  ]
}

function voters(record: RecordOf<'VotersRecord'>): readonly WireField[] {
  const rows = record.voters.map(({ id, directoryId, endpoints: places }) => [
    field('voterId', 'int32', id),
    field('voterDirectoryId', 'uuid', directoryId ?? ZERO_UUID),
    field(
      'endpoints',
      'structs',
      places.map(({ name, host, port }) => [
        field('name', 'string', name),
        field('host', 'string', host),
        field('port', 'uint16', port),
      ]),
    ),
    field('kRaftVersionFeature', 'struct', [
      [field('minSupportedVersion', 'int16', 0), field('maxSupportedVersion', 'int16', 1)],
    ]),
  ])
  return [field('version', 'int16', 0), field('voters', 'structs', rows)]
}

function registerBroker(record: RecordOf<'RegisterBrokerRecord'>): readonly WireField[] {
  return [
    field('brokerId', 'int32', record.brokerId),
    field('isMigratingZkBroker', 'boolean', false),
    field('incarnationId', 'uuid', record.incarnationId),
    field('brokerEpoch', 'int64', record.brokerEpoch),
    field('endPoints', 'structs', endpoints(record.endpoints)),
    // Kafka: BrokerLifecycleManager.StartupEvent copies them into a HashMap.
    field('features', 'structs', features(16)),
    field('rack', 'string', record.rack),
    field('fenced', 'boolean', record.fenced),
    field('inControlledShutdown', 'boolean', record.inControlledShutdown),
    ...(record.logDirs.length === 0 ? [] : [tagged([0, 'logDirs'], 'uuids', record.logDirs)]),
  ]
}

function registerController(record: RecordOf<'RegisterControllerRecord'>): readonly WireField[] {
  return [
    field('controllerId', 'int32', record.controllerId),
    field('incarnationId', 'uuid', record.incarnationId),
    field('zkMigrationReady', 'boolean', false),
    field('endPoints', 'structs', endpoints(record.endpoints)),
    field('features', 'structs', features(8)),
  ]
}

function registrationChange(
  record: RecordOf<'BrokerRegistrationChangeRecord'>,
): readonly WireField[] {
  const fenced = FENCINGS[record.fenced]
  return [
    field('brokerId', 'int32', record.brokerId),
    field('brokerEpoch', 'int64', record.brokerEpoch),
    ...(fenced === 0 ? [] : [tagged([0, 'fenced'], 'int8', fenced)]),
    ...(record.inControlledShutdown ? [tagged([1, 'inControlledShutdown'], 'int8', 1)] : []),
    ...(record.logDirs === undefined ? [] : [tagged([2, 'logDirs'], 'uuids', record.logDirs)]),
  ]
}

/** The version that first had what it changes. Kafka: ReplicationControlManager.handleBroker…. */
function changeVersion(record: RecordOf<'BrokerRegistrationChangeRecord'>): number {
  if (record.logDirs !== undefined) return 2
  return record.inControlledShutdown ? 1 : 0
}

function partition(record: RecordOf<'PartitionRecord'>): readonly WireField[] {
  const isRecovering = record.leaderRecoveryState === 'RECOVERING'
  return [
    field('partitionId', 'int32', record.partition),
    field('topicId', 'uuid', record.topicId),
    field('replicas', 'int32s', record.replicas),
    field('isr', 'int32s', record.isr),
    field('removingReplicas', 'int32s', record.removingReplicas),
    field('addingReplicas', 'int32s', record.addingReplicas),
    field('leader', 'int32', record.leader ?? -1),
    ...(isRecovering ? [tagged([0, 'leaderRecoveryState'], 'int8', 1)] : []),
    field('leaderEpoch', 'int32', record.leaderEpoch),
    field('partitionEpoch', 'int32', record.partitionEpoch),
    field('directories', 'uuids', record.directories),
    ...listed(1, 'eligibleLeaderReplicas', filled(record.elr)),
    ...listed(2, 'lastKnownElr', filled(record.lastKnownElr)),
  ]
}

/** Kafka: PartitionRegistration.toRecord leaves out what is empty. */
const filled = (list: readonly number[]) => (list.length === 0 ? undefined : list)

function partitionChange(record: RecordOf<'PartitionChangeRecord'>): readonly WireField[] {
  const { leader, leaderRecoveryState: state } = record
  return [
    field('partitionId', 'int32', record.partition),
    field('topicId', 'uuid', record.topicId),
    ...listed(0, 'isr', record.isr),
    ...(leader === undefined ? [] : [tagged([1, 'leader'], 'int32', leader ?? -1)]),
    ...listed(2, 'replicas', record.replicas),
    ...listed(3, 'removingReplicas', record.removingReplicas),
    ...listed(4, 'addingReplicas', record.addingReplicas),
    ...(state === undefined
      ? []
      : [tagged([5, 'leaderRecoveryState'], 'int8', state === 'RECOVERING' ? 1 : 0)]),
    ...listed(6, 'eligibleLeaderReplicas', record.elr),
    ...listed(7, 'lastKnownElr', record.lastKnownElr),
    ...(record.directories === undefined
      ? []
      : [tagged([8, 'directories'], 'uuids', record.directories)]),
  ]
}

function quota(record: RecordOf<'ClientQuotaRecord'>): readonly WireField[] {
  const entity = record.entity.map(({ type, name }) => [
    field('entityType', 'string', type),
    field('entityName', 'string', name),
  ])
  return [
    field('entity', 'structs', entity),
    field('key', 'string', record.key),
    field('value', 'float64', record.value ?? 0),
    field('remove', 'boolean', record.value === null),
  ]
}

const MECHANISMS = { 'SCRAM-SHA-256': 1, 'SCRAM-SHA-512': 2 } as const

function scram(record: RecordOf<'UserScramCredentialRecord'>): readonly WireField[] {
  return [
    field('name', 'string', record.name),
    field('mechanism', 'int8', MECHANISMS[record.mechanism]),
    field('salt', 'bytes', record.salt),
    field('storedKey', 'bytes', record.storedKey),
    field('serverKey', 'bytes', record.serverKey),
    field('iterations', 'int32', record.iterations),
  ]
}

function config(record: RecordOf<'ConfigRecord'>): readonly WireField[] {
  return [
    field('resourceType', 'int8', RESOURCE_TYPES[record.resourceType]),
    field('resourceName', 'string', record.resourceName),
    field('name', 'string', record.name),
    field('value', 'string', record.value),
  ]
}

function producerIds(record: RecordOf<'ProducerIdsRecord'>): readonly WireField[] {
  return [
    field('brokerId', 'int32', record.brokerId),
    field('brokerEpoch', 'int64', record.brokerEpoch),
    field('nextProducerId', 'int64', record.nextProducerId),
  ]
}

const data = (
  name: string,
  [key, version]: readonly [number, number],
  fields: readonly WireField[],
): WireRecord => ({ name, key, version, isControl: false, fields })
const control = (name: string, key: number, fields: readonly WireField[]): WireRecord => ({
  name,
  key,
  version: 0,
  isControl: true,
  fields,
})

type Control = RecordOf<'LeaderChangeMessage' | 'KRaftVersionRecord' | 'VotersRecord'>

function controlOf(record: Control): WireRecord {
  switch (record.type) {
    case 'LeaderChangeMessage':
      return control('LeaderChange', 2, leaderChange(record))
    case 'KRaftVersionRecord':
      return control('KRaftVersion', 5, [
        field('version', 'int16', 0),
        field('kRaftVersion', 'int16', record.version),
      ])
    case 'VotersRecord':
      return control('KRaftVoters', 6, voters(record))
  }
}

/** A record as Kafka 4.1 writes it at metadata.version 4.1-IV1. Kafka: the `*Record.json` of metadata and raft. */
export function wireOf(record: MetadataRecord): WireRecord {
  switch (record.type) {
    case 'LeaderChangeMessage':
    case 'KRaftVersionRecord':
    case 'VotersRecord':
      return controlOf(record)
    case 'NoOpRecord':
      return data('NO_OP_RECORD', [20, 0], [])
    case 'BeginTransactionRecord':
      return data('BEGIN_TRANSACTION_RECORD', [23, 0], [tagged([0, 'name'], 'string', record.name)])
    case 'EndTransactionRecord':
      return data('END_TRANSACTION_RECORD', [24, 0], [])
    case 'FeatureLevelRecord':
      return data(
        'FEATURE_LEVEL_RECORD',
        [12, 0],
        [field('name', 'string', record.name), field('featureLevel', 'int16', record.level)],
      )
    case 'RegisterControllerRecord':
      return data('REGISTER_CONTROLLER_RECORD', [27, 0], registerController(record))
    case 'RegisterBrokerRecord':
      return data('REGISTER_BROKER_RECORD', [0, 3], registerBroker(record))
    case 'UnregisterBrokerRecord':
      return data(
        'UNREGISTER_BROKER_RECORD',
        [1, 0],
        [
          field('brokerId', 'int32', record.brokerId),
          field('brokerEpoch', 'int64', record.brokerEpoch),
        ],
      )
    case 'BrokerRegistrationChangeRecord':
      return data(
        'BROKER_REGISTRATION_CHANGE_RECORD',
        [17, changeVersion(record)],
        registrationChange(record),
      )
    case 'TopicRecord':
      return data(
        'TOPIC_RECORD',
        [2, 0],
        [field('name', 'string', record.name), field('topicId', 'uuid', record.topicId)],
      )
    case 'RemoveTopicRecord':
      return data('REMOVE_TOPIC_RECORD', [9, 0], [field('topicId', 'uuid', record.topicId)])
    case 'PartitionRecord':
      return data('PARTITION_RECORD', [3, 2], partition(record))
    case 'PartitionChangeRecord':
      return data('PARTITION_CHANGE_RECORD', [5, 2], partitionChange(record))
    case 'ConfigRecord':
      return data('CONFIG_RECORD', [4, 0], config(record))
    case 'ClearElrRecord':
      return data('CLEAR_ELR_RECORD', [28, 0], [field('topicName', 'string', record.topicName)])
    case 'ClientQuotaRecord':
      return data('CLIENT_QUOTA_RECORD', [14, 0], quota(record))
    case 'UserScramCredentialRecord':
      return data('USER_SCRAM_CREDENTIAL_RECORD', [11, 0], scram(record))
    case 'RemoveUserScramCredentialRecord':
      return data(
        'REMOVE_USER_SCRAM_CREDENTIAL_RECORD',
        [22, 0],
        [
          field('name', 'string', record.name),
          field('mechanism', 'int8', MECHANISMS[record.mechanism]),
        ],
      )
    case 'ProducerIdsRecord':
      return data('PRODUCER_IDS_RECORD', [15, 0], producerIds(record))
  }
}

/** The first record of a snapshot. Kafka: SnapshotHeaderRecord.json. */
export function snapshotHeader(lastContainedLogTimestampMs: number): WireRecord {
  return control('SnapshotHeader', 3, [
    field('version', 'int16', 0),
    field('lastContainedLogTimestamp', 'int64', lastContainedLogTimestampMs),
  ])
}

/** The last record of a snapshot. Kafka: SnapshotFooterRecord.json. */
export const SNAPSHOT_FOOTER: WireRecord = control('SnapshotFooter', 4, [
  field('version', 'int16', 0),
])
