import { byText, javaHashCode } from '~/base/integers'
import { javaInteger } from '~/base/javaNumbers'
import { scalaHashOrder } from '~/base/javaOrder'
import { baseName, brokerSettingOf, describedNames } from '../config/brokerSettings'
import { settingNames, settingOf } from '../config/catalogue'
import { shownValue } from '../config/configDef'
import { describeClientMetrics } from '../metadata/describeClientMetrics'
import type { ConfigScope } from '../config/catalogue'
import { BROKER_CONFIG_NAMES } from '../log/logConfig'
import type { Request, Response } from '../protocol/rpc'
import type { ConfigResource, DescribedConfig } from '../protocol/rpc/admin'
import type { ErrorCode } from '../protocol/errors'
import { topicNameProblem } from '../protocol/topicName'
import type { BrokerState } from './brokerState'
import { readTopicConfig } from './brokerState'
import type { ConfigSources } from './configSynonyms'
import { effectiveBrokerValue, synonymNames } from './configSynonyms'

type Source = DescribedConfig['source']
type Synonym = DescribedConfig['synonyms'][number]

interface Refused {
  readonly error: ErrorCode
  readonly errorMessage: string
}

/** A node that describes configs, with the loggers of its process. */
export interface DescribingNode extends ConfigSources {
  readonly loggers: readonly DescribedConfig[]
}

/**
 * Describes configs with where they come from; a broker and a controller do it alike. CFG-03.
 * Kafka: ConfigHelper.handleDescribeConfigsRequest.
 */
export function describeConfigs(
  node: DescribingNode,
  request: Request<'DescribeConfigs'>,
): Response<'DescribeConfigs'> {
  return {
    api: 'DescribeConfigs',
    results: request.resources.map((resource) => {
      const { type, name, keys } = resource
      const described = describe(node, resource)
      if ('error' in described) return { type, name, ...described, configs: [] }
      const configs = described.filter((config) => keys?.includes(config.name) !== false)
      return { type, name, error: 'NONE', errorMessage: null, configs }
    }),
  }
}

/** Resources with a dynamic config. KIP-1142. Kafka: KafkaApis.handleListConfigResources. */
export function listConfigResources(
  state: BrokerState,
  { types }: Request<'ListConfigResources'>,
): Response<'ListConfigResources'> {
  const resources = [...state.image.configs.keys()].toSorted(byText).flatMap((key) => {
    const type = types.find((wanted) => key.startsWith(`${wanted}:`))
    return type === undefined ? [] : [{ type, name: key.slice(type.length + 1) }]
  })
  return { api: 'ListConfigResources', error: 'NONE', resources }
}

function describe(
  state: DescribingNode,
  resource: ConfigResource,
): readonly DescribedConfig[] | Refused {
  switch (resource.type) {
    case 'TOPIC':
      return describeTopicConfigs(state, resource.name)
    case 'BROKER':
      return describeBrokerConfigs(state, resource.name)
    case 'GROUP':
      return describeGroupConfigs(state, resource.name)
    case 'CLIENT_METRICS':
      return describeClientMetrics(state.image, resource.name)
    case 'BROKER_LOGGER':
      return describeLoggers(state, resource.name)
  }
}

/** CFG-07. Kafka: ConfigHelper.describeConfigs, BROKER_LOGGER. */
function describeLoggers(
  { config, loggers }: DescribingNode,
  broker: string,
): readonly DescribedConfig[] | Refused {
  const refuse = (errorMessage: string): Refused => ({ error: 'INVALID_REQUEST', errorMessage })
  if (broker === '') return refuse('Broker id must not be empty')
  const id = javaInteger(broker, 32)
  if (id === null) return refuse(`Broker id must be an integer, but it is: ${broker}`)
  if (Number(id) === config.nodeId) return loggers
  return refuse(`Unexpected broker id, expected ${config.nodeId} but received ${id}`)
}

function describeTopicConfigs(
  state: ConfigSources,
  topic: string,
): readonly DescribedConfig[] | Refused {
  const bad = topicNameProblem(topic)
  if (bad !== null) return { error: 'INVALID_TOPIC_EXCEPTION', errorMessage: bad }
  if (!state.image.topicIds.has(topic)) {
    return { error: 'UNKNOWN_TOPIC_OR_PARTITION', errorMessage: '' }
  }
  // An internal one is shown where it is set. Kafka: AbstractConfig.nonInternalValues.
  const isSet = (name: string) => state.image.configs.get(`TOPIC:${topic}`)?.has(name) === true
  const names = settingNames('topic').filter(
    (name) => name !== 'internal.segment.bytes' || isSet(name),
  )
  // Two Java maps are joined: Scala does not know their size, its table has grown. ConfigHelper.allConfigs.
  return scalaHashOrder(names, javaHashCode, names.length).map((name) =>
    describeTopic(state, topic, name),
  )
}

function describeTopic(state: ConfigSources, topic: string, name: string): DescribedConfig {
  const setting = settingOf('topic', name)
  const asRead = (text: string) => (setting === undefined ? text : shownValue(setting, text))
  const own = state.image.configs.get(`TOPIC:${topic}`)?.get(name)
  const inherited = synonymsOf(state, BROKER_CONFIG_NAMES[name] ?? name)
  const read = readTopicConfig(state, topic, name).value
  const value = read === '' ? (setting?.default ?? null) : asRead(read)
  const first: readonly Synonym[] =
    own === undefined ? [] : [{ name, value: asRead(own), source: 'DYNAMIC_TOPIC_CONFIG' }]
  const synonyms = [...first, ...inherited]
  const source = synonyms[0]?.source ?? 'DEFAULT_CONFIG'
  return { name, value, readOnly: false, isSensitive: false, source, synonyms }
}

function describeBrokerConfigs(
  state: ConfigSources,
  broker: string,
): readonly DescribedConfig[] | Refused {
  const own = state.config.nodeId
  const id = broker === '' ? BigInt(own) : javaInteger(broker, 32)
  if (id === null) {
    const errorMessage = `Broker id must be an integer, but it is: ${broker}`
    return { error: 'INVALID_REQUEST', errorMessage }
  }
  if (Number(id) !== own) {
    const errorMessage = `Unexpected broker id, expected ${own} or empty string, but received ${broker}`
    return { error: 'INVALID_REQUEST', errorMessage }
  }
  const { configs } = state.image
  const defaults = [...(configs.get('BROKER:')?.keys() ?? [])]
  const names =
    broker === ''
      ? defaults
      : [
          ...describedNames(),
          ...defaults,
          ...(configs.get(`BROKER:${broker}`)?.keys() ?? []),
          ...state.config.settings.names,
        ]
  return [...new Set(names)]
    .toSorted(byText)
    .map((name) => describeBroker(state, name, broker !== ''))
}

function describeBroker(state: ConfigSources, name: string, perBroker: boolean): DescribedConfig {
  const setting = brokerSettingOf(baseName(name))
  // What Kafka does not know might be a secret.
  const isSensitive = setting === undefined || setting.type === 'PASSWORD'
  const synonyms = synonymsOf(state, name)
    .filter(({ source }) => perBroker || source === 'DYNAMIC_DEFAULT_BROKER_CONFIG')
    .map((synonym) => (isSensitive ? { ...synonym, value: null } : synonym))
  const first = synonyms[0]
  return {
    name,
    value: isSensitive ? null : valueNow(state, name, first?.value),
    readOnly: setting?.update === 'read-only',
    isSensitive,
    source: first?.source ?? 'DEFAULT_CONFIG',
    synonyms,
  }
}

/**
 * A setting's value: a dynamic one of the same meaning in another unit puts that of the file aside.
 * Kafka: DynamicBrokerConfig.overrideProps.
 */
function valueNow(state: ConfigSources, name: string, told: string | null | undefined) {
  const { configs } = state.image
  const dynamic = [`BROKER:${state.config.nodeId}`, 'BROKER:'].map((key) => configs.get(key))
  const isDynamic = (other: string) => dynamic.some((values) => values?.has(other) === true)
  const others = synonymNames(name).filter((other) => other !== name)
  if (!isDynamic(name) && others.some(isDynamic)) return settingOf('broker', name)?.default ?? null
  return told ?? effectiveBrokerValue(state, name)
}

/** A group's own settings over those of the broker. Kafka: ConfigHelper.createGroupConfigEntry. */
function describeGroupConfigs(
  state: ConfigSources,
  group: string,
): readonly DescribedConfig[] | Refused {
  if (group === '') {
    return { error: 'INVALID_REQUEST', errorMessage: 'Group name must not be empty' }
  }
  const scope: ConfigScope = 'group'
  return settingNames(scope).map((name) => {
    const own = state.image.configs.get(`GROUP:${group}`)?.get(name)
    const fallback = effectiveBrokerValue(state, `group.${name}`)
    const value = own ?? fallback ?? settingOf(scope, name)?.default ?? null
    const source: Source = own === undefined ? 'DEFAULT_CONFIG' : 'DYNAMIC_GROUP_CONFIG'
    const synonyms = [{ name, value, source }]
    return { name, value, readOnly: false, isSensitive: false, source, synonyms }
  })
}

/**
 * The values of a broker setting from the strongest to the default; none where the setting itself
 * has no value, only its synonyms. Kafka: ConfigHelper.configSynonyms.
 */
function synonymsOf(state: ConfigSources, name: string): readonly Synonym[] {
  const { image, config } = state
  const own = image.configs.get(`BROKER:${config.nodeId}`)
  const cluster = image.configs.get('BROKER:')
  const sources: readonly (readonly [Source, (key: string) => string | null | undefined])[] = [
    ['DYNAMIC_BROKER_CONFIG', (key) => own?.get(key)],
    ['DYNAMIC_DEFAULT_BROKER_CONFIG', (key) => cluster?.get(key)],
    ['STATIC_BROKER_CONFIG', (key) => config.settings.given(key)],
    ['DEFAULT_CONFIG', (key) => settingOf('broker', key)?.default],
  ]
  const all = sources.flatMap(([source, valueOf]) =>
    synonymNames(name).flatMap((key): Synonym[] => {
      const value = valueOf(key)
      return value === undefined || value === null ? [] : [{ name: key, value, source }]
    }),
  )
  const from = all.findIndex((synonym) => synonym.name === name)
  return from < 0 ? [] : all.slice(from)
}
