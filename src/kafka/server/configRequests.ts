import type { BrokerState } from '../broker/brokerState'
import { describeConfigs } from '../broker/describeConfigs'
import type { ControllerState } from '../controller/controllerState'
import type { Request, Response } from '../protocol/rpc'
import type { QuorumState } from '../quorum/quorumState'
import { isSoleVoter } from '../quorum/quorumState'
import type { ServerSpec } from '../serverSpec'
import type { LogLevels } from './logLevels'
import { alterLoggers, describedLoggers } from './logLevels'

/** The process that is asked, with its roles. */
interface Asked {
  readonly spec: ServerSpec
  readonly logLevels: LogLevels
  readonly quorum: QuorumState | null
  readonly controller: ControllerState | null
  readonly broker: BrokerState | null
}

/** An answer about configs, with the levels of loggers as it leaves them. */
interface Answered {
  readonly response: Response
  readonly levels: LogLevels
}

/**
 * Answers what is asked of the process itself, whatever its roles: what its configs are, and the
 * levels of its loggers; null: a role answers. A client changes loggers in a request of their own.
 * Kafka: KafkaApis and ControllerApis, handleDescribeConfigs, handleIncrementalAlterConfigs.
 */
export function answerConfigs(
  state: Asked,
  body: Request,
  isForController: boolean,
): Answered | null {
  const { spec, logLevels: levels } = state
  const { nodeId, roles } = spec
  const isAlone = roles.length > 1 && state.quorum !== null && isSoleVoter(state.quorum)
  const role = isForController ? state.controller : state.broker
  if (role === null) return null
  if (body.api === 'DescribeConfigs') {
    const image = 'committed' in role ? role.committed : role.image
    const loggers = describedLoggers({ roles, isAlone, levels })
    return { levels, response: describeConfigs({ image, config: role.config, loggers }, body) }
  }
  if (body.api !== 'IncrementalAlterConfigs') return null
  if (body.resources.some(({ type }) => type !== 'BROKER_LOGGER')) return null
  const results: Response<'IncrementalAlterConfigs'>['results'][number][] = []
  let next = levels
  for (const resource of body.resources) {
    const altered = alterLoggers({ nodeId, roles, isAlone, levels: next }, resource)
    if (!body.validateOnly) next = altered.levels
    results.push(altered.result)
  }
  return { levels: next, response: { api: 'IncrementalAlterConfigs', results } }
}
