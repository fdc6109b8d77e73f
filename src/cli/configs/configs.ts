import { byText } from '~/base/integers'
import type { Route } from '~/kafka/client/admin'
import type { ConfigResourceType, DescribedConfig } from '~/kafka/protocol/rpc/admin'
import { topicNameProblem } from '~/kafka/protocol/topicName'
import {
  checkConfigArgs,
  CONFIG_OPTIONS,
  entityNames,
  entityTypes,
  refuseArgument,
} from './configsArgs'
import { additions } from './configsAdditions'
import { alterQuotas, describeQuotas } from './configsQuotas'
import { alterCredentials, changesCredentials, describeCredentials } from './configsScram'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError, waitFor } from '../script'

const TYPES: Readonly<Record<string, ConfigResourceType>> = {
  topics: 'TOPIC',
  brokers: 'BROKER',
  groups: 'GROUP',
  'client-metrics': 'CLIENT_METRICS',
  'broker-loggers': 'BROKER_LOGGER',
}

const TIMEOUT = 'java.util.concurrent.TimeoutException'

/** How long the tool waits for a description, and for a change, ms. */
const DESCRIBE_WAIT_MS = 30_000
const ALTER_WAIT_MS = 60_000

/** One entity: its type in the plural, and its name ('' = the default). */
interface Entity {
  readonly type: string
  readonly name: string
}

function main(io: Io): number {
  const { options } = io
  checkConfigArgs(options, io.knowsHost)
  const [type = ''] = entityTypes(options)
  if (type === 'users' || type === 'clients' || type === 'ips') {
    if (!options.has('alter')) return describeQuotas(io) + describeCredentials(io)
    return changesCredentials(io) ? alterCredentials(io) : alterQuotas(io)
  }
  if (options.has('alter')) return alter(io, { type, name: entityNames(options)[0] ?? '' })
  return describe(io, type)
}

/** Configs of a broker are asked of that broker, all else of any. KafkaAdminClient.nodeFor. */
function routeOf({ type, name }: Entity, limitMs: number): Route {
  const isBroker = type === 'brokers' || type === 'broker-loggers'
  return isBroker && name !== '' ? { type: 'broker', id: Number(name), limitMs } : { type: 'any' }
}

/** The active controller changes all but loggers itself. KafkaAdminClient.incrementalAlterConfigs. */
function alterRouteOf({ options }: Io, entity: Entity): Route {
  const isForController = options.has('bootstrap-controller') && entity.type !== 'broker-loggers'
  return isForController ? { type: 'any' } : routeOf(entity, ALTER_WAIT_MS)
}

/** The wait of the tool itself may end before that of the admin client. X-64. */
function waitAtMost<T>({ spec, options }: Io, limitMs: number, ask: () => T): T {
  try {
    return waitFor(ask)
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    const file = spec.files[options.value('command-config') ?? ''] ?? ''
    const own = /^default\.api\.timeout\.ms\s*[=:]\s*(\d+)/m.exec(file)?.[1]
    const isOurs = error.message.includes('TimeoutException') && Number(own ?? '60000') > limitMs
    throw isOurs ? new ToolError(TIMEOUT, '') : error
  }
}

/** The configs of an entity: its own dynamic ones, or all. Kafka: ConfigCommand.getResourceConfig. */
function configsOf(io: Io, entity: Entity, all: boolean): readonly DescribedConfig[] {
  const type = TYPES[entity.type] ?? 'TOPIC'
  checkTopicName(entity)
  const response = waitAtMost(io, DESCRIBE_WAIT_MS, () =>
    io.ask<'DescribeConfigs'>(
      {
        api: 'DescribeConfigs',
        resources: [{ type, name: entity.name, keys: null }],
        includeSynonyms: true,
      },
      routeOf(entity, DESCRIBE_WAIT_MS),
    ),
  )
  const [result] = response.results
  if (result !== undefined && result.error !== 'NONE') {
    waitFor(() => {
      throw kafkaError(result.error, result.errorMessage)
    })
  }
  const own = ownSource(entity)
  return [...(result?.configs ?? [])]
    .filter(({ source }) => all || own === null || source === own)
    .toSorted((a, b) => byText(a.name, b.name))
}

function checkTopicName({ type, name }: Entity): void {
  const problem = type === 'topics' ? topicNameProblem(name) : null
  if (problem === null) return
  throw new ToolError('org.apache.kafka.common.errors.InvalidTopicException', problem)
}

function ownSource({ type, name }: Entity): DescribedConfig['source'] | null {
  if (type === 'topics') return 'DYNAMIC_TOPIC_CONFIG'
  if (type === 'groups') return 'DYNAMIC_GROUP_CONFIG'
  if (type === 'client-metrics') return 'DYNAMIC_CLIENT_METRICS_CONFIG'
  if (type !== 'brokers') return null
  return name === '' ? 'DYNAMIC_DEFAULT_BROKER_CONFIG' : 'DYNAMIC_BROKER_CONFIG'
}

/** Kafka: ConfigCommand.describeResourceConfig. */
function describe(io: Io, type: string): number {
  const { options, out } = io
  const all = options.has('all')
  const [named] = entityNames(options)
  const one = type.slice(0, -1)
  if (!all && named !== undefined && !isThere(io, { type, name: named })) {
    out(`The ${one} '${named}' doesn't exist and doesn't have dynamic config.`)
    return 0
  }
  const names = named === undefined ? everyName(io, type) : [named]
  for (const name of names) {
    if (name === '') out(`Default configs for ${type} in the cluster are:`)
    else out(`${all ? 'All' : 'Dynamic'} configs for ${one} ${name} are:`)
    for (const config of configsOf(io, { type, name }, all)) out(configLine(config))
  }
  return 0
}

function configLine({ name, value, isSensitive, synonyms }: DescribedConfig): string {
  const texts = synonyms.map((row) => `${row.source}:${row.name}=${row.value ?? 'null'}`)
  return `  ${name}=${value ?? 'null'} sensitive=${isSensitive} synonyms={${texts.join(', ')}}`
}

function isThere(io: Io, entity: Entity): boolean {
  checkTopicName(entity)
  return entity.name === '' || everyName(io, entity.type).includes(entity.name)
}

/** Every entity of a type that could have configs. */
function everyName({ ask, options }: Io, type: string): readonly string[] {
  switch (type) {
    case 'topics':
      return waitFor(() =>
        ask<'Metadata'>({ api: 'Metadata', topics: null, allowAutoTopicCreation: false }),
      ).topics.map(({ name }) => name)
    case 'brokers':
    case 'broker-loggers': {
      const endpointType = options.has('bootstrap-controller') ? 'CONTROLLER' : 'BROKER'
      const cluster = waitFor(() =>
        ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType }),
      )
      return [...cluster.brokers.map(({ id }) => String(id)), '']
    }
    case 'groups':
      return groupNames(ask)
    case 'client-metrics':
      return waitFor(() =>
        ask<'ListConfigResources'>({ api: 'ListConfigResources', types: ['CLIENT_METRICS'] }),
      ).resources.map(({ name }) => name)
    default:
      return []
  }
}

function groupNames(ask: Io['ask']): readonly string[] {
  const brokers = ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType: 'BROKER' }).brokers
  const groups = brokers.flatMap(({ id }) =>
    ask<'ListGroups'>(
      { api: 'ListGroups', statesFilter: [], typesFilter: [] },
      { type: 'broker', id },
    ).groups.map(({ groupId }) => groupId),
  )
  const set = ask<'ListConfigResources'>({ api: 'ListConfigResources', types: ['GROUP'] })
  return [...new Set([...groups, ...set.resources.map(({ name }) => name)])]
}

interface Change {
  readonly entity: Entity
  readonly deleted: readonly string[]
  readonly added: ReturnType<typeof additions>
}

/** What is deleted must be set; a logger must be there for either. ConfigCommand.alterConfig. */
function refuseUnknown({ entity, deleted, added }: Change, old: readonly DescribedConfig[]): void {
  const isForLoggers = entity.type === 'broker-loggers'
  const named = isForLoggers ? [...deleted, ...added.map(({ name }) => name)] : deleted
  const unknown = named.filter((name) => !old.some((config) => config.name === name))
  if (unknown.length === 0) return
  const what = isForLoggers ? 'broker logger' : 'config'
  throw refuseArgument(`Invalid ${what}(s): ${unknown.join(',')}`)
}

/** Kafka: ConfigCommand.alterResourceConfig. */
function alter(io: Io, entity: Entity): number {
  const { options, ask, out } = io
  const added = additions(io)
  const deleted = (options.value('delete-config') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  refuseUnknown({ entity, deleted, added }, configsOf(io, entity, false))
  const { type, name } = entity
  const ops = [
    ...deleted.map((key) => ({ name: key, op: 'DELETE' as const, value: '' })),
    ...added.map((pair) => ({ name: pair.name, op: 'SET' as const, value: pair.value })),
  ]
  const response = waitAtMost(io, ALTER_WAIT_MS, () =>
    ask<'IncrementalAlterConfigs'>(
      {
        api: 'IncrementalAlterConfigs',
        resources: [{ type: TYPES[type] ?? 'TOPIC', name, ops }],
        validateOnly: false,
      },
      alterRouteOf(io, entity),
    ),
  )
  const [result] = response.results
  if (result !== undefined && result.error !== 'NONE') {
    waitFor(() => {
      throw kafkaError(result.error, result.errorMessage)
    })
  }
  if (name === '') out(`Completed updating default config for ${type} in the cluster.`)
  else out(`Completed updating config for ${type.slice(0, -1)} ${name}.`)
  return 0
}

/** `kafka-configs.sh`. Kafka: kafka.admin.ConfigCommand. */
export const configsTool: ScriptTool = {
  name: 'kafka-configs',
  bootstrapOption: 'bootstrap-server',
  options: CONFIG_OPTIONS,
  terseStart: '',
  purpose:
    'This tool helps to manipulate and describe entity config for a topic, client, user, broker, ip, client-metrics or group',
  main,
  onError: ({ err, args }, error) => {
    // Kafka: ConfigCommand.main, its cases.
    if (error.javaClass.startsWith('joptsimple.')) {
      err(error.message)
      return 1
    }
    err(`Error while executing config command with args '${args.join(' ')}'`)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
