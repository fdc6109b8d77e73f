import { byText } from '~/base/integers'
import { settingNames, settingOf } from '../config/catalogue'
import { BROKER_CONFIG_NAMES } from '../log/logConfig'
import type { Request, Response } from '../protocol/rpc'
import type { ConfigResource, DescribedConfig } from '../protocol/rpc/admin'
import { topicNameProblem } from '../protocol/topicName'
import type { BrokerState } from './brokerState'

type Source = DescribedConfig['source']
type Synonym = DescribedConfig['synonyms'][number]

/** Describes configs. Kafka: ConfigHelper.handleDescribeConfigsRequest. */
export function describeConfigs(
  state: BrokerState,
  request: Request<'DescribeConfigs'>,
): Response<'DescribeConfigs'> {
  return {
    api: 'DescribeConfigs',
    results: request.resources.map((resource) => {
      const { type, name, keys } = resource
      const isWanted = (config: DescribedConfig) => keys === null || keys.includes(config.name)
      const described = describe(state, resource)
      if (typeof described === 'string') {
        return { type, name, error: described, errorMessage: null, configs: [] }
      }
      return {
        type,
        name,
        error: 'NONE',
        errorMessage: null,
        configs: described.filter(isWanted),
      }
    }),
  }
}

function describe(
  state: BrokerState,
  resource: ConfigResource,
): readonly DescribedConfig[] | 'UNKNOWN_TOPIC_OR_PARTITION' | 'INVALID_TOPIC_EXCEPTION' {
  if (resource.type === 'TOPIC') {
    if (topicNameProblem(resource.name) !== null) return 'INVALID_TOPIC_EXCEPTION'
    if (!state.image.topicIds.has(resource.name)) return 'UNKNOWN_TOPIC_OR_PARTITION'
    return settingNames('topic')
      .filter((name) => name !== 'internal.segment.bytes')
      .toSorted(byText)
      .map((name) => describeTopic(state, resource.name, name))
  }
  if (resource.type !== 'BROKER') return []
  return settingNames('broker')
    .toSorted(byText)
    .map((name) => described(name, brokerSynonyms(state, resource.name, name), true))
}

function present(value: string | undefined, name: string, source: Source): readonly Synonym[] {
  return value === undefined ? [] : [{ name, value, source }]
}

function brokerSynonyms(state: BrokerState, broker: string, name: string): readonly Synonym[] {
  const { configs } = state.image
  const { settings } = state.config
  return [
    ...present(configs.get(`BROKER:${broker}`)?.get(name), name, 'DYNAMIC_BROKER_CONFIG'),
    ...present(configs.get('BROKER:')?.get(name), name, 'DYNAMIC_DEFAULT_BROKER_CONFIG'),
    ...present(settings.given(name), name, 'STATIC_BROKER_CONFIG'),
    ...present(settingOf('broker', name)?.default ?? undefined, name, 'DEFAULT_CONFIG'),
  ]
}

function describeTopic(state: BrokerState, topic: string, name: string): DescribedConfig {
  const own = state.image.configs.get(`TOPIC:${topic}`)?.get(name)
  const brokerName = BROKER_CONFIG_NAMES[name] ?? name
  const inherited = brokerSynonyms(state, String(state.config.nodeId), brokerName)
  const fallback = settingOf('topic', name)?.default ?? null
  const synonyms: readonly Synonym[] = [...present(own, name, 'DYNAMIC_TOPIC_CONFIG'), ...inherited]
  return synonyms.length > 0
    ? described(name, synonyms, false)
    : described(name, [{ name, value: fallback, source: 'DEFAULT_CONFIG' }], false)
}

function described(name: string, synonyms: readonly Synonym[], readOnly: boolean): DescribedConfig {
  const [first] = synonyms
  return {
    name,
    value: first?.value ?? null,
    readOnly,
    isSensitive: false,
    source: first?.source ?? 'DEFAULT_CONFIG',
    synonyms,
  }
}
