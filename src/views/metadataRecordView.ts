import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import type { MetadataFamily, MetadataRecordView } from './metadataLogView'

type Type = MetadataRecord['type']

const KINDS: Readonly<Record<Type, readonly [short: string, family: MetadataFamily]>> = {
  LeaderChangeMessage: ['Leader', 'control'],
  KRaftVersionRecord: ['KRaftVer', 'control'],
  VotersRecord: ['Voters', 'control'],
  NoOpRecord: ['NoOp', 'other'],
  BeginTransactionRecord: ['Begin', 'other'],
  EndTransactionRecord: ['End', 'other'],
  FeatureLevelRecord: ['Feature', 'config'],
  RegisterControllerRecord: ['RegCtrl', 'broker'],
  RegisterBrokerRecord: ['RegBroker', 'broker'],
  UnregisterBrokerRecord: ['UnregBrkr', 'broker'],
  BrokerRegistrationChangeRecord: ['BrokerChg', 'broker'],
  TopicRecord: ['Topic', 'topic'],
  RemoveTopicRecord: ['RmTopic', 'topic'],
  PartitionRecord: ['Partition', 'partition'],
  PartitionChangeRecord: ['PartChg', 'partition'],
  ConfigRecord: ['Config', 'config'],
  ClearElrRecord: ['ClearElr', 'partition'],
  ClientQuotaRecord: ['Quota', 'config'],
  UserScramCredentialRecord: ['Scram', 'config'],
  RemoveUserScramCredentialRecord: ['RmScram', 'config'],
  ProducerIdsRecord: ['ProdIds', 'other'],
}

/** A topic's name by its id, also of topics that are gone. */
export type TopicNames = ReadonlyMap<string, string>

interface About {
  readonly subject: string
  readonly touches: readonly string[]
}

const NOTHING: About = { subject: '', touches: [] }

/** What a record is about, and which rows of the image it touches; keys as in `imageTree`. */
function aboutOf(record: MetadataRecord, names: TopicNames): About {
  switch (record.type) {
    case 'LeaderChangeMessage':
      return { subject: String(record.leaderId), touches: [] }
    case 'KRaftVersionRecord':
      return { subject: String(record.version), touches: ['feature/kraft.version'] }
    case 'FeatureLevelRecord':
      return { subject: record.name, touches: [`feature/${record.name}`] }
    case 'RegisterControllerRecord':
      return {
        subject: String(record.controllerId),
        touches: [`controller/${record.controllerId}`],
      }
    case 'RegisterBrokerRecord':
    case 'UnregisterBrokerRecord':
    case 'BrokerRegistrationChangeRecord':
      return { subject: String(record.brokerId), touches: [`broker/${record.brokerId}`] }
    case 'UserScramCredentialRecord':
    case 'RemoveUserScramCredentialRecord':
      return { subject: record.name, touches: [`user/${record.name}/${record.mechanism}`] }
    case 'TopicRecord':
      return { subject: record.name, touches: [`topic/${record.name}`] }
    case 'ClearElrRecord':
      return { subject: record.topicName, touches: [`topic/${record.topicName}`] }
    case 'ConfigRecord': {
      const resource = `${record.resourceType}:${record.resourceName}`
      return { subject: record.resourceName, touches: [`config/${resource}/${record.name}`] }
    }
    case 'ProducerIdsRecord':
      return { subject: String(record.nextProducerId), touches: ['producerIds'] }
    case 'RemoveTopicRecord':
    case 'PartitionRecord':
    case 'PartitionChangeRecord':
      return aboutTopic(record, names)
    default:
      return NOTHING
  }
}

function aboutTopic(
  record: Extract<
    MetadataRecord,
    { type: 'RemoveTopicRecord' | 'PartitionRecord' | 'PartitionChangeRecord' }
  >,
  names: TopicNames,
): About {
  const name = names.get(record.topicId) ?? record.topicId
  if (record.type === 'RemoveTopicRecord') return { subject: name, touches: [`topic/${name}`] }
  const subject = `${name}-${record.partition}`
  return { subject, touches: [`partition/${subject}`] }
}

/** One record with its place in the log. */
export function recordView(
  record: MetadataRecord,
  place: Pick<MetadataRecordView, 'offset' | 'epoch' | 'firstOfBatch' | 'lastOfBatch'>,
  names: TopicNames,
): MetadataRecordView {
  const [short, family] = KINDS[record.type]
  const fields = Object.entries(record)
    .filter(([name, value]) => name !== 'type' && value !== undefined)
    .map(([name, value]): readonly [string, string] => [name, textOf(value)])
  return { ...place, type: record.type, short, family, ...aboutOf(record, names), fields }
}

/** A field's value as one line: lists in brackets, nested fields in braces. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).map(([name, item]) => `${name}=${textOf(item)}`)
  return `{${fields.join(', ')}}`
}
