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

/** What the admin client calls its calls, where that is not the API's name. */
const CALL_NAMES: Readonly<Partial<Record<Api, string>>> = {
  Metadata: 'listTopics',
  DescribeQuorum: 'describeMetadataQuorum',
  DescribeCluster: 'listNodes',
}

/** A call's name in the admin client's errors. Kafka: KafkaAdminClient.Call.callName. */
export function callNameOf(api: Api): string {
  return CALL_NAMES[api] ?? api.charAt(0).toLowerCase() + api.slice(1)
}
