import { brokerEpoch } from '../ids'
import type { ErrorCode } from './errors'
import type { Request, Response } from './rpc'

interface Failed {
  readonly error: ErrorCode
  readonly errorMessage: string | null
}

/**
 * What a request is answered that failed as a whole: the error in each of its rows. `null`: not a
 * request for a controller. Kafka: AbstractRequest.getErrorResponse.
 */
export function errorAnswer(body: Request, failed: Failed): Response | null {
  const { error, errorMessage } = failed
  switch (body.api) {
    case 'CreateTopics':
      return {
        api: body.api,
        topics: body.topics.map(({ name, configs }) => ({
          name,
          topicId: null,
          error,
          errorMessage,
          partitionCount: -1,
          replicationFactor: -1,
          configs,
        })),
      }
    case 'DeleteTopics':
      return { api: body.api, topics: body.topics.map((row) => ({ ...row, error, errorMessage })) }
    case 'CreatePartitions':
      return {
        api: body.api,
        topics: body.topics.map(({ name }) => ({ name, error, errorMessage })),
      }
    case 'IncrementalAlterConfigs':
      return {
        api: body.api,
        results: body.resources.map(({ type, name }) => ({ type, name, error, errorMessage })),
      }
    case 'AlterClientQuotas':
      return {
        api: body.api,
        entries: body.entries.map(({ entity }) => ({ entity, error, errorMessage })),
      }
    case 'AlterUserScramCredentials': {
      const users = [...body.deletions, ...body.upsertions].map(({ name }) => name)
      const results = users.map((user) => ({ user, error, errorMessage }))
      return { api: body.api, results }
    }
    case 'AlterPartitionReassignments': {
      const partitions = body.partitions.map((row) => ({ ...row, error, errorMessage }))
      return { api: body.api, error, errorMessage, partitions }
    }
    default:
      return wholeAnswer(body, failed)
  }
}

/** The answers that have the error once. */
function wholeAnswer(body: Request, { error, errorMessage }: Failed): Response | null {
  switch (body.api) {
    case 'ElectLeaders':
    case 'AlterPartition':
    case 'AssignReplicasToDirs':
    case 'ListPartitionReassignments':
      return { api: body.api, error, partitions: [] }
    case 'UpdateFeatures':
    case 'UnregisterBroker':
    case 'ControllerRegistration':
      return { api: body.api, error, errorMessage }
    case 'BrokerRegistration':
      return { api: body.api, error, brokerEpoch: brokerEpoch(-1) }
    case 'BrokerHeartbeat':
      return { api: body.api, error, isCaughtUp: false, isFenced: true, shouldShutDown: false }
    case 'AllocateProducerIds':
      return { api: body.api, error, producerIdStart: -1, producerIdCount: 0 }
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
      return { api: body.api, error, errorMessage }
    case 'DescribeQuorum':
      return {
        api: body.api,
        error,
        leaderId: null,
        leaderEpoch: -1,
        highWatermark: -1,
        currentVoters: [],
        observers: [],
        nodes: [],
      }
    default:
      return null
  }
}
