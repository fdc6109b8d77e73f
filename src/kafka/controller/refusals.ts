import { invariant } from '~/base/invariant'
import type { NodeId } from '../ids'
import { errorAnswer } from '../protocol/errorAnswer'
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
  const answer = errorAnswer(body, { error, errorMessage })
  invariant(answer !== null, 'every request for a controller can be refused')
  return answer
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
