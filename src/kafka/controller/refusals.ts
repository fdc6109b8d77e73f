import type { NodeId } from '../ids'
import { brokerEpoch } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import type { ControllerApi } from './controllerApi'

/** What a controller says that knows of no active one. C-84. */
export const NO_CONTROLLER = 'No controller appears to be active.'

/**
 * The whole answer of a controller that is not the active one. C-85.
 * Kafka: ControllerExceptions.newWrongControllerException.
 * @param leaderId the active one, as far as it knows
 */
export function notController(body: Request<ControllerApi>, leaderId: NodeId | null): Response {
  const error: ErrorCode = 'NOT_CONTROLLER'
  const errorMessage =
    leaderId === null ? NO_CONTROLLER : `The active controller appears to be node ${leaderId}.`
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
    case 'ElectLeaders':
    case 'AlterPartition':
    case 'AssignReplicasToDirs':
    case 'ListPartitionReassignments':
      return { api: body.api, error, partitions: [] }
    case 'AlterPartitionReassignments':
      return { api: body.api, error, errorMessage, partitions: [] }
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
  }
}

/** The answer that was ready, turned into a refusal: leadership was lost before its commit. C-84. */
export function refused(body: Response, errorMessage: string): Response {
  const error: ErrorCode = 'NOT_CONTROLLER'
  const both = { error, errorMessage }
  switch (body.api) {
    case 'CreateTopics':
      return { ...body, topics: body.topics.map((row) => ({ ...row, ...both })) }
    case 'DeleteTopics':
      return { ...body, topics: body.topics.map((row) => ({ ...row, ...both })) }
    case 'CreatePartitions':
      return { ...body, topics: body.topics.map((row) => ({ ...row, ...both })) }
    case 'IncrementalAlterConfigs':
      return { ...body, results: body.results.map((row) => ({ ...row, ...both })) }
    case 'AlterClientQuotas':
      return { ...body, entries: body.entries.map((row) => ({ ...row, ...both })) }
    case 'AlterUserScramCredentials':
      return { ...body, results: body.results.map((row) => ({ ...row, ...both })) }
    case 'BrokerRegistration':
    case 'BrokerHeartbeat':
    case 'AlterPartition':
    case 'AssignReplicasToDirs':
    case 'AllocateProducerIds':
    case 'ElectLeaders':
      return { ...body, error }
    case 'AlterPartitionReassignments':
    case 'UpdateFeatures':
    case 'UnregisterBroker':
    case 'ControllerRegistration':
      return { ...body, ...both }
    default:
      return body
  }
}
