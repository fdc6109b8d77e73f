import type { ControllerRegistrationRequest } from '../protocol/rpc/controller'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerNow, answerWhenCommitted, write } from './controllerState'

/** The level of metadata.version, 3.7-IV0, from which controllers register. */
const REGISTRATION_LEVEL = 15

/** A controller makes itself known. KIP-919. Kafka: ClusterControlManager.registerController. */
export function onControllerRegistration(
  work: ControllerWork,
  caller: ControllerCaller,
  { controllerId, incarnationId, listeners }: ControllerRegistrationRequest,
): void {
  const { api } = { api: 'ControllerRegistration' } as const
  if ((work.state.image.features.get('metadata.version') ?? 0) < REGISTRATION_LEVEL) {
    const errorMessage =
      'The current MetadataVersion is too old to support controller registrations.'
    return answerNow(work, caller, { api, error: 'UNSUPPORTED_VERSION', errorMessage })
  }
  write(work, [
    { type: 'RegisterControllerRecord', controllerId, incarnationId, endpoints: listeners },
  ])
  work.facts.push({ type: 'ControllerRegistered', rule: 'C-04', controller: controllerId })
  answerWhenCommitted(work, caller, { api, error: 'NONE', errorMessage: null })
}
