import { byText } from '~/base/integers'
import { javaInteger } from '~/base/javaNumbers'
import type { NodeId } from '../ids'
import type { Request, Response } from '../protocol/rpc'
import type { DescribedConfig } from '../protocol/rpc/admin'
import type { ServerSpec } from '../serverSpec'
import names from './loggers.json'

/** The level of log lines that a server was told to print, by logger; dies with the process. */
export type LogLevels = ReadonlyMap<string, string>

type Roles = ServerSpec['roles']
type Resource = Request<'IncrementalAlterConfigs'>['resources'][number]
type Result = Response<'IncrementalAlterConfigs'>['results'][number]

const ROOT = 'root'

/** What Kafka's own `config/log4j2.yaml` begins with. */
const START_LEVELS: LogLevels = new Map([[ROOT, 'INFO']])

/** Kafka: LogLevelConfig.VALID_LOG_LEVELS. */
const LEVELS = ['DEBUG', 'ERROR', 'FATAL', 'INFO', 'TRACE', 'WARN']

/** The levels of a process that has just begun. */
export function startLevels(): LogLevels {
  return START_LEVELS
}

/** A server with the loggers of its process. */
export interface LoggedNode {
  readonly roles: Roles
  /** It neither fetches the metadata log from another node nor is it fetched from. */
  readonly isAlone: boolean
  readonly levels: LogLevels
}

/** The loggers that a server's classes have made once it runs, in order. */
function loggersOf({ roles, isAlone }: LoggedNode): readonly string[] {
  const own = roles.flatMap((role) => names[role])
  const made = [...names.all, ...own, ROOT].toSorted(byText)
  return isAlone ? made.filter((name) => !names.replicating.includes(name)) : made
}

/** A logger without a level has that of its nearest ancestor. Kafka: Log4jCoreController.loggers. */
function levelOf(levels: LogLevels, logger: string): string {
  const own = levels.get(logger)
  if (own !== undefined) return own
  const dot = logger.lastIndexOf('.')
  return levelOf(levels, dot < 0 ? ROOT : logger.slice(0, dot))
}

/** Every logger of a server with its level. CFG-07. Kafka: LoggingController.loggers. */
export function describedLoggers(node: LoggedNode): readonly DescribedConfig[] {
  return existing(node).map((name) => ({
    name,
    value: levelOf(node.levels, name),
    readOnly: false,
    isSensitive: false,
    source: 'DYNAMIC_BROKER_LOGGER_CONFIG',
    synonyms: [],
  }))
}

/** A level makes its logger exist, and so it goes on when the level is taken away. */
function existing(node: LoggedNode): readonly string[] {
  return [...new Set([...loggersOf(node), ...node.levels.keys()])].toSorted(byText)
}

/** A server whose loggers change. */
export interface LoggingNode extends LoggedNode {
  readonly nodeId: NodeId
}

/**
 * Changes the levels of a server's own loggers, all that are named or none.
 * Kafka: RuntimeLoggerManager.applyChangesForResource.
 */
export function alterLoggers(
  node: LoggingNode,
  { type, name, ops }: Resource,
): { readonly levels: LogLevels; readonly result: Result } {
  const refused = nodeProblem(node, name) ?? levelProblem(node, ops)
  if (refused !== null) return { levels: node.levels, result: { type, name, ...refused } }
  const levels = new Map(node.levels)
  for (const op of ops) {
    if (op.op === 'DELETE') levels.delete(op.name)
    else levels.set(op.name, op.value ?? '')
  }
  return { levels, result: { type, name, error: 'NONE', errorMessage: null } }
}

type Refusal = Pick<Result, 'error' | 'errorMessage'>

function nodeProblem({ nodeId }: LoggingNode, name: string): Refusal | null {
  const refuse = (errorMessage: string): Refusal => ({ error: 'INVALID_REQUEST', errorMessage })
  const id = javaInteger(name, 32)
  if (id === null) return refuse(`Node id must be an integer, but it is: ${name}`)
  if (Number(id) === nodeId) return null
  return refuse(`Unexpected node id. Expected ${nodeId}, but received ${id}`)
}

/** Kafka: RuntimeLoggerManager.validateLogLevelConfigs. */
function levelProblem(node: LoggingNode, ops: Resource['ops']): Refusal | null {
  const known = existing(node)
  for (const { name, op, value } of ops) {
    if (op === 'APPEND' || op === 'SUBTRACT') {
      const errorMessage = `${op} operation is not allowed for the BROKER_LOGGER resource`
      return { error: 'INVALID_REQUEST', errorMessage }
    }
    if (!known.includes(name)) {
      return { error: 'INVALID_CONFIG', errorMessage: `Logger ${name} does not exist!` }
    }
    if (op === 'DELETE' && name === ROOT) {
      const errorMessage = 'Removing the log level of the root logger is not allowed'
      return { error: 'INVALID_REQUEST', errorMessage }
    }
    if (op === 'SET' && !LEVELS.includes(value ?? '')) {
      const errorMessage = `Cannot set the log level of ${name} to ${value ?? 'null'} as it is not a supported log level. Valid log levels are ${LEVELS.join(', ')}`
      return { error: 'INVALID_CONFIG', errorMessage }
    }
  }
  return null
}
