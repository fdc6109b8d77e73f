import { javaHashCode } from '~/base/integers'
import { javaInteger } from '~/base/javaNumbers'
import { javaHashOrder } from '~/base/javaOrder'
import { baseName, brokerSettingOf } from '../config/brokerSettings'
import { valueProblem } from '../config/configDef'
import { wholeNumber } from '../config/effective'
import { listOf } from '../config/listValue'
import { startProblem } from '../config/serverStart'
import type { Request, Response } from '../protocol/rpc'
import type { BrokerState, BrokerWork, Caller } from './brokerState'
import { answer } from './brokerState'
import type { ConfigSources } from './configSynonyms'
import { effectiveBrokerValue } from './configSynonyms'
import { forward } from './forward'

type Resource = Request<'IncrementalAlterConfigs'>['resources'][number]
type Result = Response<'IncrementalAlterConfigs'>['results'][number]

/**
 * Looks at a change of configs before the controller does: only a broker knows whether its own
 * settings can change while it runs. CFG-06. Kafka: ConfigAdminManager.preprocess.
 */
export function onAlterConfigs(
  work: BrokerWork,
  caller: Caller,
  body: Request<'IncrementalAlterConfigs'>,
): void {
  const results = body.resources.map((resource): Result | null => {
    const message = problemOf(work.state, body.resources, resource)
    if (message === null) return null
    const { type, name } = resource
    return { type, name, error: 'INVALID_REQUEST', errorMessage: message }
  })
  const refused = results.filter((result) => result !== null)
  if (refused.length === body.resources.length) {
    return answer(work, caller, { api: 'IncrementalAlterConfigs', results: refused })
  }
  const resources = body.resources.filter((_, index) => results[index] === null)
  forward(work, caller, { body: { ...body, resources }, refused })
}

function problemOf(
  state: BrokerState,
  all: readonly Resource[],
  resource: Resource,
): string | null {
  const { type, name, ops } = resource
  const same = all.filter((other) => other.type === type && other.name === name)
  if (same.length > 1) return 'Each resource must appear at most once.'
  const names = ops.map((op) => op.name)
  if (new Set(names).size < names.length) return 'Error due to duplicate config keys'
  const nulls = ops.filter(({ op, value }) => op !== 'DELETE' && value === null)
  if (nulls.length > 0) {
    return `Null value not supported for : ${nulls.map((op) => op.name).join(', ')}`
  }
  return type === 'BROKER' ? brokerProblem(state, resource) : null
}

function brokerProblem(state: BrokerState, resource: Resource): string | null {
  const { name } = resource
  const own = state.config.nodeId
  if (name !== '') {
    const id = javaInteger(name, 32)
    if (id === null) return `Node id must be an integer, but it is: ${name}`
    if (Number(id) !== own) return `Unexpected broker id, expected ${own}, but received ${name}`
  }
  const next = new Map(state.image.configs.get(`BROKER:${name}`) ?? [])
  for (const op of resource.ops) {
    if (op.op === 'DELETE') next.delete(op.name)
    else next.set(op.name, op.value ?? '')
  }
  return changeProblem(state, next, name !== '')
}

/** Kafka: DynamicBrokerConfig.ClusterLevelListenerConfigs. */
const OF_ANY_LEVEL = ['max.connections', 'max.connection.creation.rate', 'num.network.threads']

/** True for a listener's setting that one broker has. Kafka: DynamicBrokerConfig.perBrokerConfigs. */
function isOfListener(name: string): boolean {
  const base = baseName(name)
  return base !== name && !OF_ANY_LEVEL.includes(base)
}

/** Kafka: SslConfigs.RECONFIGURABLE_CONFIGS. */
const SECURITY = [
  'ssl.keystore.type',
  'ssl.keystore.location',
  'ssl.keystore.password',
  'ssl.key.password',
  'ssl.keystore.key',
  'ssl.keystore.certificate.chain',
  'ssl.truststore.type',
  'ssl.truststore.location',
  'ssl.truststore.password',
  'ssl.truststore.certificates',
]

/**
 * Why a broker refuses its dynamic settings as they would be, or null. CFG-06.
 * Kafka: DynamicBrokerConfig.validateConfigs, then the reconfigurables.
 */
export function changeProblem(
  state: ConfigSources,
  next: ReadonlyMap<string, string>,
  perBroker: boolean,
): string | null {
  const named = (update: string) =>
    [...next.keys()].filter((name) => brokerSettingOf(name)?.update === update)
  const readOnly = named('read-only')
  if (readOnly.length > 0) return `Cannot update these configs dynamically: ${asSet(readOnly)}`
  const bare = SECURITY.filter((name) => next.has(name))
  if (bare.length > 0) {
    return `These security configs can be dynamically updated only per-listener using the listener prefix: HashSet(${bare.join(', ')})`
  }
  for (const [name, value] of next) {
    const setting = brokerSettingOf(baseName(name))
    const problem = setting === undefined ? null : valueProblem(setting, value)
    if (problem !== null) return problem
  }
  const prefixed = [...next.keys()].filter((name) => isOfListener(name))
  const onlyOwn = [...named('per-broker'), ...prefixed]
  if (!perBroker && onlyOwn.length > 0) {
    return `Cannot update these configs at default cluster level, broker id must be specified: ${asSet(onlyOwn)}`
  }
  return (
    requirementProblem(state, next, perBroker) ??
    reporterProblem(next) ??
    connectionProblem(next) ??
    threadProblem(state, next)
  )
}

/** The table of Java's Properties, which is a ConcurrentHashMap, at its start. */
const PROPERTIES_TABLE = 16

/** Names of properties in a Scala set, as text; more than four of them are a HashSet. */
function asSet(names: readonly string[]): string {
  const ordered = javaHashOrder(names, javaHashCode, PROPERTIES_TABLE)
  return `${names.length > 4 ? 'HashSet' : 'Set'}(${ordered.join(', ')})`
}

/** The whole new configuration is checked as at a start. CFG-12. Kafka: KafkaConfig.validateValues. */
function requirementProblem(
  { config, image }: ConfigSources,
  next: ReadonlyMap<string, string>,
  perBroker: boolean,
): string | null {
  const { settings, nodeId } = config
  const file = settings.names.map((name) => [name, settings.given(name) ?? ''] as const)
  const cluster = perBroker ? (image.configs.get('BROKER:') ?? []) : next
  const own = perBroker ? next : (image.configs.get(`BROKER:${nodeId}`) ?? [])
  return startProblem(Object.fromEntries([...file, ...cluster, ...own]))?.message ?? null
}

/** The one class of reporters that every server has. Kafka: CommonClientConfigs. */
const REPORTER = 'org.apache.kafka.common.metrics.JmxReporter'

/** Reporters whose class is not there. Kafka: DynamicBrokerConfig.processReconfigurable. */
function reporterProblem(next: ReadonlyMap<string, string>): string | null {
  const given = next.get('metric.reporters')
  if (given === undefined || listOf(given).every((javaClass) => javaClass === REPORTER)) return null
  const why =
    'Validation of dynamic config update of Set(metric.reporters) failed with class class kafka.server.DynamicMetricsReporters'
  return invalidChange(why)
}

/** A listener takes one connection at least. Kafka: SocketServer.ListenerConnectionQuota.validateReconfiguration. */
function connectionProblem(next: ReadonlyMap<string, string>): string | null {
  const name = ['max.connections', 'max.connection.creation.rate'].find(
    (limit) => wholeNumber(next.get(limit) ?? '1') <= 0,
  )
  if (name === undefined) return null
  return invalidChange(`Invalid ${name} ${wholeNumber(next.get(name) ?? '')}`)
}

/** What a part of the server says of new settings. Kafka: DynamicBrokerConfig.validate. */
function invalidChange(why: string): string {
  return `Invalid value org.apache.kafka.common.config.ConfigException: ${why} for configuration Invalid dynamic configuration`
}

const THREADS = [
  'num.io.threads',
  'num.network.threads',
  'num.replica.fetchers',
  'num.recovery.threads.per.data.dir',
  'background.threads',
  // Kafka: DynamicRemoteLogConfig.validateReconfiguration.
  'remote.log.reader.threads',
  'remote.log.manager.copier.thread.pool.size',
  'remote.log.manager.expiration.thread.pool.size',
]

/** Pools of threads at most double or halve at once. CFG-07. Kafka: DynamicThreadPool.validateReconfiguration. */
function threadProblem(state: ConfigSources, next: ReadonlyMap<string, string>): string | null {
  const pools = [...THREADS, 'log.cleaner.threads']
  for (const name of pools) {
    const [text, current] = [next.get(name), wholeNumber(effectiveBrokerValue(state, name) ?? '')]
    const why = text === undefined ? null : poolProblem(name, wholeNumber(text), current)
    if (why !== null) return invalidChange(why)
  }
  return null
}

function poolProblem(name: string, value: number, current: number): string | null {
  const half = Math.floor(current / 2)
  if (name === 'log.cleaner.threads') {
    if (value < 1) return 'Log cleaner threads should be at least 1'
    if (value < half) {
      return `Log cleaner threads cannot be reduced to less than half the current value ${current}`
    }
    if (value <= current * 2) return null
    return `Log cleaner threads cannot be increased to more than double the current value ${current}`
  }
  const start = `Dynamic thread count update validation failed for ${name}=${value}`
  if (value <= 0) return `${start}, value should be at least 1`
  if (value < half) return `${start}, value should be at least half the current value ${current}`
  if (value <= current * 2) return null
  return `${start}, value should not be greater than double the current value ${current}`
}
