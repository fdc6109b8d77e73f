import type { Api } from '../protocol/rpc'

const CALLS: ReadonlySet<Api> = new Set<Api>([
  'AddRaftVoter',
  'AlterPartitionReassignments',
  'ApiVersions',
  'DescribeCluster',
  'DescribeConfigs',
  'DescribeQuorum',
  'IncrementalAlterConfigs',
  'ListPartitionReassignments',
  'RemoveRaftVoter',
  'UnregisterBroker',
  'UpdateFeatures',
])

/**
 * True when an admin client that began with controllers may make the call; it refuses all others
 * itself. X-92. Kafka: KafkaAdminClient.NodeProvider.supportsUseControllers.
 */
export function controllersAnswer(api: Api): boolean {
  return CALLS.has(api)
}

const FOR_CONTROLLER: ReadonlySet<Api> = new Set<Api>([
  'AlterPartitionReassignments',
  'AlterUserScramCredentials',
  'CreatePartitions',
  'CreateTopics',
  'DeleteTopics',
  'ElectLeaders',
  'ListPartitionReassignments',
  'UpdateFeatures',
])

/**
 * True when the call goes to whom metadata names as the controller: to clients of brokers a random
 * live broker, which passes it on. A-41. Kafka: KafkaAdminClient.ControllerNodeProvider.
 */
export function isForController(api: Api): boolean {
  return FOR_CONTROLLER.has(api)
}

/** What the admin client calls its calls, where that is not the API's name. */
const CALL_NAMES: Readonly<Partial<Record<Api, string>>> = {
  Metadata: 'listTopics',
  DescribeQuorum: 'describeMetadataQuorum',
  DescribeCluster: 'listNodes',
}

/** What its handlers call the calls that look for the node to ask first. Kafka: AdminApiHandler.apiName. */
const HANDLERS: Readonly<Partial<Record<Api, string>>> = {
  ConsumerGroupDescribe: 'describeConsumerGroups',
  DeleteGroups: 'deleteConsumerGroups',
  DeleteRecords: 'deleteRecords',
  DescribeGroups: 'describeConsumerGroups',
  ListOffsets: 'listOffsets',
  OffsetCommit: 'offsetCommit',
  OffsetDelete: 'offsetDelete',
  OffsetFetch: 'offsetFetch',
}

/**
 * A call's name in the admin client's errors; `lookup`: of the request that finds whom to ask.
 * Kafka: KafkaAdminClient.Call.callName, AdminApiDriver.newRequest.
 */
export function callNameOf(api: Api, lookup: Api | null = null): string {
  const handler = HANDLERS[api]
  if (handler !== undefined) return `${handler}(api=${keyOf(lookup ?? api)})`
  return CALL_NAMES[api] ?? api.charAt(0).toLowerCase() + api.slice(1)
}

/** Kafka: ApiKeys. */
function keyOf(api: Api): string {
  return api.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
}
