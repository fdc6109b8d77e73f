import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type { ErrorCode } from '../protocol/errors'
import { topicNameProblem } from '../protocol/topicName'
import { settingOf } from './catalogue'
import { valueProblem } from './configDef'
import { groupConflict } from './groupConfigs'
import type { ConfigPair } from './topicConfigs'
import { lagConflict, topicConflict, TOPIC_DEFINITION_ORDER } from './topicConfigs'

/** Why a change of a resource's configs is refused. */
export interface ConfigRefusal {
  readonly error: ErrorCode
  readonly message: string
}

/** What is to be set, all of it, and what was set before. */
export interface ConfigChange {
  readonly name: string
  readonly configs: readonly ConfigPair[]
  readonly existing: ReadonlyMap<string, string>
  /** `remote.log.storage.system.enable`. */
  readonly tieredStorage: boolean
  /** The group settings of the node, by their broker names. */
  readonly groupSetting: (name: string) => number
}

function invalid(message: string): ConfigRefusal {
  return { error: 'INVALID_CONFIG', message }
}

/** Names as a Java map of them is walked through. */
function hashOrdered(names: readonly string[]): readonly string[] {
  return javaHashOrder(names, javaHashCode)
}

function nullProblem(kind: 'topic' | 'group', configs: readonly ConfigPair[]): string | null {
  const nulls = configs.filter(({ value }) => value === null).map(({ name }) => name)
  if (nulls.length === 0) return null
  return `Null value not supported for ${kind} configs: ${hashOrdered(nulls).join(',')}`
}

function unknownProblem(kind: 'topic' | 'group', configs: readonly ConfigPair[]): string | null {
  const names = configs.map(({ name }) => name)
  const unknown = hashOrdered(names).find((name) => settingOf(kind, name) === undefined)
  return unknown === undefined ? null : `Unknown ${kind} config name: ${unknown}`
}

function valuesProblem(
  kind: 'topic' | 'group',
  order: readonly string[],
  given: ReadonlyMap<string, string>,
): string | null {
  for (const name of order) {
    const [value, setting] = [given.get(name), settingOf(kind, name)]
    if (value === undefined || setting === undefined) continue
    const problem = valueProblem(setting, value)
    if (problem !== null) return problem
  }
  return null
}

function valuesOf(configs: readonly ConfigPair[]): ReadonlyMap<string, string> {
  return new Map(configs.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])))
}

/**
 * What is wrong with a topic's configs, in the order of Kafka's checks: its name, nulls, unknown
 * names, values, conflicts. C-75. Kafka: ControllerConfigurationValidator.validate, LogConfig.validate.
 */
export function topicChangeProblem(change: ConfigChange): ConfigRefusal | null {
  const { name, configs, existing, tieredStorage } = change
  if (name === '') {
    return { error: 'INVALID_REQUEST', message: 'Default topic resources are not allowed.' }
  }
  const bad = topicNameProblem(name)
  if (bad !== null) return { error: 'INVALID_TOPIC_EXCEPTION', message: bad }
  const given = valuesOf(configs)
  const message =
    nullProblem('topic', configs) ??
    unknownProblem('topic', configs) ??
    valuesProblem('topic', TOPIC_DEFINITION_ORDER, given) ??
    topicConflict(given, { existing, tieredStorage })
  return message === null ? null : invalid(message)
}

/**
 * What is wrong with the configs of a topic that is not there yet, in Kafka's words, or null.
 * Kafka: LogConfig.validate(Properties).
 */
export function newTopicProblem(configs: readonly ConfigPair[]): string | null {
  const given = valuesOf(configs)
  return (
    unknownProblem('topic', configs) ??
    valuesProblem('topic', TOPIC_DEFINITION_ORDER, given) ??
    lagConflict(given)
  )
}

/** GroupConfig's settings in the order of their definition. */
const GROUP_DEFINITION_ORDER: readonly string[] = [
  'consumer.session.timeout.ms',
  'consumer.heartbeat.interval.ms',
  'share.session.timeout.ms',
  'share.heartbeat.interval.ms',
  'share.record.lock.duration.ms',
  'share.auto.offset.reset',
  'share.isolation.level',
  'streams.session.timeout.ms',
  'streams.heartbeat.interval.ms',
  'streams.num.standby.replicas',
]

/** What is wrong with a group's configs. CFG-06. Kafka: GroupConfigManager.validate, GroupConfig.validate. */
export function groupChangeProblem(change: ConfigChange): ConfigRefusal | null {
  const { name, configs, groupSetting } = change
  if (name === '') {
    return { error: 'INVALID_REQUEST', message: 'Default group resources are not allowed.' }
  }
  const given = valuesOf(configs)
  const message =
    nullProblem('group', configs) ??
    unknownProblem('group', configs) ??
    valuesProblem('group', GROUP_DEFINITION_ORDER, given) ??
    groupConflict(given, groupSetting)
  return message === null ? null : invalid(message)
}
