import type { Request, Response } from '~/kafka/protocol/rpc'
import type { Io } from './script'
import { kafkaError, waitFor } from './script'

/**
 * What moves of the partitions that are named, or of all (null). A-40.
 * Kafka: KafkaAdminClient.listPartitionReassignments.
 * @throws ToolError the answer's error, or that none came, in an ExecutionException.
 */
export function askReassignments(
  { ask }: Io,
  topics: Request<'ListPartitionReassignments'>['topics'],
): Response<'ListPartitionReassignments'>['partitions'] {
  return waitFor(() => {
    const { error, partitions } = ask<'ListPartitionReassignments'>({
      api: 'ListPartitionReassignments',
      topics,
    })
    if (error !== 'NONE') throw kafkaError(error, null)
    return partitions
  })
}
