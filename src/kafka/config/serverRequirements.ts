import { groupRequirement } from './groupRequirements'
import { roleRequirement } from './roleRequirements'
import { interBroker, listenersOf } from './startListeners'
import { configException, csv, illegal, unless } from './startSettings'
import type { StartProblem, StartSettings } from './startSettings'

type Check = (settings: StartSettings) => StartProblem | null

/** In Kafka's order: constructors of the parts first, then `validateValues`. */
const CHECKS: readonly Check[] = [
  duplicateRoles,
  codecs,
  groupRequirement,
  earlyStartListeners,
  classicProtocol,
  sameId,
  logTimes,
  logCleaner,
  replicaTimes,
  roleRequirement,
  interBrokerSasl,
  requestBytes,
  connections,
]

/** What does not fit together, or null. CFG-12. Kafka: KafkaConfig, KafkaConfig.validateValues. */
export function requirementProblem(settings: StartSettings): StartProblem | null {
  for (const check of CHECKS) {
    const problem = check(settings)
    if (problem !== null) return problem
  }
  return null
}

function duplicateRoles({ roles }: StartSettings): StartProblem | null {
  if (new Set(roles).size === roles.length) return null
  const list = `ArrayBuffer(${roles.join(', ')})`
  return configException(
    `Duplicate role names found in \`process.roles\`: ${list}`,
    'process.roles',
  )
}

/** Kafka: CompressionType.forId, as the coordinators' settings are read. */
function codecs({ config }: StartSettings): StartProblem | null {
  for (const topic of ['offsets', 'share.coordinator.state']) {
    const property = `${topic}.topic.compression.codec`
    const id = config.int(property)
    if (id < 0 || id > 4) return illegal(`Unknown compression type id: ${id}`, property)
  }
  return null
}

function earlyStartListeners(settings: StartSettings): StartProblem | null {
  const listeners = listenersOf(settings, 'listeners')
  if (!listeners.ok) return listeners.problem
  const given = settings.config.given('early.start.listeners')
  const known = listeners.value.map(({ name }) => name)
  const unknown = csv(given ?? '').find((name) => !known.includes(name))
  if (unknown === undefined) return null
  return configException(
    `early.start.listeners contains listener ${unknown}, but this is not contained in listeners or controller.listener.names`,
    'early.start.listeners',
  )
}

function classicProtocol({ config }: StartSettings): StartProblem | null {
  const property = 'group.coordinator.rebalance.protocols'
  if (config.list(property).includes('classic')) return null
  return configException(`Disabling the 'classic' protocol is not supported.`, property)
}

function sameId({ nodeId, config }: StartSettings): StartProblem | null {
  if (nodeId === config.int('broker.id')) return null
  return configException('You must set `node.id` to the same value as `broker.id`.', 'broker.id')
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** ms beats minutes beats hours. CFG-04. */
function firstGiven(
  { config }: StartSettings,
  names: readonly (readonly [string, number])[],
): { readonly value: number; readonly property: string } {
  const last = names.at(-1) ?? ['', 1]
  const [name, unit] = names.find(([key]) => config.given(key) !== undefined) ?? last
  return { value: config.int(name) * unit, property: name }
}

function logTimes(settings: StartSettings): StartProblem | null {
  const roll = firstGiven(settings, [
    ['log.roll.ms', 1],
    ['log.roll.hours', HOUR_MS],
  ])
  const jitter = firstGiven(settings, [
    ['log.roll.jitter.ms', 1],
    ['log.roll.jitter.hours', HOUR_MS],
  ])
  const retention = firstGiven(settings, [
    ['log.retention.ms', 1],
    ['log.retention.minutes', MINUTE_MS],
    ['log.retention.hours', HOUR_MS],
  ])
  const dirs = settings.config.given('log.dirs') ?? settings.config.string('log.dir')
  return (
    unless(roll.value >= 1, 'log.roll.ms must be greater than or equal to 1', roll.property) ??
    unless(
      jitter.value >= 0,
      'log.roll.jitter.ms must be greater than or equal to 0',
      jitter.property,
    ) ??
    unless(
      retention.value !== 0,
      'log.retention.ms must be unlimited (-1) or, greater than or equal to 1',
      retention.property,
    ) ??
    unless(
      csv(dirs).length > 0,
      'At least one log directory must be defined via log.dirs or log.dir.',
      'log.dirs',
    )
  )
}

function logCleaner({ config }: StartSettings): StartProblem | null {
  const buffer = config.int('log.cleaner.dedupe.buffer.size')
  const threads = config.int('log.cleaner.threads')
  if (threads === 0) return illegalArithmetic()
  return unless(
    Math.trunc(buffer / threads) > 1_048_576,
    'log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.',
    'log.cleaner.dedupe.buffer.size',
  )
}

function illegalArithmetic(): StartProblem {
  const javaClass = 'java.lang.ArithmeticException'
  return { javaClass, message: '/ by zero', property: 'log.cleaner.threads' }
}

function replicaTimes({ config }: StartSettings): StartProblem | null {
  const wait = config.int('replica.fetch.wait.max.ms')
  return (
    unless(
      wait <= config.int('replica.socket.timeout.ms'),
      'replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary socket timeouts',
      'replica.socket.timeout.ms',
    ) ??
    unless(
      wait <= config.int('replica.lag.time.max.ms'),
      'replica.fetch.wait.max.ms should always be less than or equal to replica.lag.time.max.ms to prevent frequent changes in ISR',
      'replica.fetch.wait.max.ms',
    )
  )
}

function interBrokerSasl(settings: StartSettings): StartProblem | null {
  const { config } = settings
  const between = interBroker(settings)
  if (!between.ok) return between.problem
  if (!between.protocol.startsWith('SASL')) return null
  const own = `listener.name.${between.name.toLowerCase()}.sasl.enabled.mechanisms`
  const enabled = csv(config.given(own) ?? config.string('sasl.enabled.mechanisms'))
  return unless(
    enabled.includes(config.string('sasl.mechanism.inter.broker.protocol')),
    'sasl.mechanism.inter.broker.protocol must be included in sasl.enabled.mechanisms when SASL is used for inter-broker communication',
    'sasl.mechanism.inter.broker.protocol',
  )
}

function requestBytes({ config }: StartSettings): StartProblem | null {
  const queued = config.int('queued.max.request.bytes')
  return unless(
    queued <= 0 || queued >= config.int('socket.request.max.bytes'),
    'queued.max.request.bytes must be larger or equal to socket.request.max.bytes',
    'queued.max.request.bytes',
  )
}

const OVERRIDES = 'max.connections.per.ip.overrides'

function connections({ config }: StartSettings): StartProblem | null {
  const overrides = csv(config.string(OVERRIDES))
  const delay = config.int('connection.failed.authentication.delay.ms')
  const idle = config.int('connections.max.idle.ms')
  return (
    unless(
      config.int('max.connections.per.ip') !== 0 || overrides.length > 0,
      `max.connections.per.ip can be set to zero only if ${OVERRIDES} property is set.`,
      'max.connections.per.ip',
    ) ??
    overridesProblem(overrides) ??
    unless(
      idle < 0 || delay < idle,
      `connection.failed.authentication.delay.ms=${delay} should always be less than connections.max.idle.ms=${idle} to prevent failed authentication responses from timing out`,
      'connections.max.idle.ms',
    )
  )
}

function overridesProblem(overrides: readonly string[]): StartProblem | null {
  const unpaired = overrides.find((item) => !item.includes(':'))
  if (unpaired !== undefined) {
    const why = `begin 0, end -1, length ${unpaired.length}`
    return illegal(`Error parsing configuration property '${OVERRIDES}': ${why}`, OVERRIDES)
  }
  const limits = overrides.map((item) => item.slice(item.lastIndexOf(':') + 1).trim())
  const odd = limits.find((limit) => !/^[+-]?\d+$/.test(limit))
  if (odd !== undefined) {
    const javaClass = 'java.lang.NumberFormatException'
    return { javaClass, message: `For input string: "${odd}"`, property: OVERRIDES }
  }
  const addresses = overrides.map((item) => item.slice(0, item.lastIndexOf(':')).trim())
  const wrong = addresses.filter((address) => !/^[0-9a-zA-Z\-%._:]*$/.test(address))
  if (wrong.length === 0) return null
  return illegal(`${OVERRIDES} contains invalid addresses : ${wrong.join(',')}`, OVERRIDES)
}
