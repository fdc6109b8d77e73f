import { javaHashCode } from '~/base/integers'
import { javaInteger } from '~/base/javaNumbers'
import { javaHashOrder } from '~/base/javaOrder'
import { settingOf } from '../config/catalogue'
import { clientMetricsProblem, METRICS_SETTINGS } from '../config/clientMetrics'
import { listOf } from '../config/listValue'
import type { ConfigRefusal } from '../config/resourceConfigs'
import { groupChangeProblem, topicChangeProblem } from '../config/resourceConfigs'
import { nodeId } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type {
  IncrementalAlterConfigsRequest,
  IncrementalAlterConfigsResponse,
} from '../protocol/rpc/admin'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerWhenCommitted, findTopic, isElrEnabled, write } from './controllerState'

type Resource = IncrementalAlterConfigsRequest['resources'][number]
type Result = IncrementalAlterConfigsResponse['results'][number]
type ConfigRecord = Extract<MetadataRecord, { type: 'ConfigRecord' }>

/** The longest value that a record can hold. */
const MAX_VALUE_LENGTH = 32_767
const MIN_ISR = 'min.insync.replicas'

/** Changes configs while running. C-74. Kafka: ConfigurationControlManager.incrementalAlterConfigs. */
export function onIncrementalAlterConfigs(
  work: ControllerWork,
  caller: ControllerCaller,
  body: IncrementalAlterConfigsRequest,
): void {
  const records: ConfigRecord[] = []
  const results = body.resources.map((resource): Result => {
    const { type, name } = resource
    const made = recordsOf(work, resource)
    if ('error' in made) return { type, name, error: made.error, errorMessage: made.message }
    records.push(...made.records)
    return { type, name, error: 'NONE', errorMessage: null }
  })
  if (!body.validateOnly) {
    write(work, [...records, ...clearElrRecords(work, records)])
    for (const { resourceType, resourceName, name, value } of records) {
      const resource = `${resourceType} ${resourceName}`
      work.facts.push({ type: 'ConfigChanged', rule: 'C-74', resource, name, value })
    }
  }
  answerWhenCommitted(work, caller, { api: 'IncrementalAlterConfigs', results })
}

/** Changes of configs as the HashMap that the controller puts them into iterates them. */
export function inHashOrder<T extends { readonly name: string }>(rows: readonly T[]): readonly T[] {
  return javaHashOrder(rows, ({ name }) => javaHashCode(name))
}

type Made = { readonly records: readonly ConfigRecord[] } | ConfigRefusal

/** The records of one resource, all or none. Kafka: incrementalAlterConfigResource. */
function recordsOf(work: ControllerWork, resource: Resource): Made {
  const { type, name } = resource
  if (type === 'BROKER_LOGGER') {
    return { error: 'INVALID_REQUEST', message: `Unknown resource type ${type}` }
  }
  const existing = work.state.image.configs.get(`${type}:${name}`)
  const records: ConfigRecord[] = []
  for (const op of inHashOrder(resource.ops)) {
    const old = existing?.get(op.name)
    const value = changed(type, old, op)
    if (typeof value === 'object' && value !== null) return value
    // A broker reloads even what has not changed. KAFKA-14136.
    if (old === (value ?? undefined) && type !== 'BROKER') continue
    records.push({
      type: 'ConfigRecord',
      resourceType: type,
      resourceName: name,
      name: op.name,
      value,
    })
  }
  const refused = validate(work, resource, records)
  return refused ?? { records }
}

/** The value after an operation: lists gain and lose members, all else is set or removed. */
function changed(
  type: Resource['type'],
  old: string | undefined,
  op: Resource['ops'][number],
): string | null | ConfigRefusal {
  if (op.op === 'SET') return op.value
  if (op.op === 'DELETE') return null
  const scope = type === 'TOPIC' ? 'topic' : type === 'GROUP' ? 'group' : 'broker'
  const setting =
    type === 'CLIENT_METRICS'
      ? METRICS_SETTINGS.find(({ name }) => name === op.name)
      : settingOf(scope, op.name)
  if (setting?.type !== 'LIST') {
    const message = `Can't ${op.op} to key ${op.name} because its type is not LIST.`
    return { error: 'INVALID_CONFIG', message }
  }
  const members = listOf(old ?? setting.default ?? '')
  const named = (op.value ?? '').split(',')
  return (op.op === 'APPEND' ? appended(members, named) : subtracted(members, named)).join(',')
}

/** What is there already is not added. */
function appended(members: readonly string[], named: readonly string[]): readonly string[] {
  return named.reduce<readonly string[]>(
    (list, member) => (list.includes(member) ? list : [...list, member]),
    members,
  )
}

/** One of each that is named goes, the first. */
function subtracted(members: readonly string[], named: readonly string[]): readonly string[] {
  return named.reduce<readonly string[]>((list, member) => {
    const at = list.indexOf(member)
    return at < 0 ? list : list.toSpliced(at, 1)
  }, members)
}

/** Kafka: ConfigurationControlManager.validateAlterConfig. */
function validate(
  work: ControllerWork,
  { type, name }: Resource,
  records: readonly ConfigRecord[],
): ConfigRefusal | null {
  const existing = new Map(work.state.image.configs.get(`${type}:${name}`) ?? [])
  const all = new Map<string, string | null>(existing)
  for (const record of records) {
    const refused = minIsrProblem(work, record)
    if (refused !== null) return refused
    if (record.value === null) all.delete(record.name)
    else if (record.value.length > MAX_VALUE_LENGTH) {
      const message = `The configuration value cannot be added because it exceeds the maximum value size of ${MAX_VALUE_LENGTH} bytes.`
      return { error: 'INVALID_CONFIG', message }
    } else all.set(record.name, record.value)
  }
  const { settings } = work.state.config
  const change = {
    name,
    configs: [...all].map(([key, value]) => ({ name: key, value })),
    existing,
    tieredStorage: settings.boolean('remote.log.storage.system.enable'),
    groupSetting: settings.int,
  }
  if (type === 'TOPIC') return topicChangeProblem(change) ?? topicExists(work, name)
  if (type === 'GROUP') return groupChangeProblem(change)
  if (type === 'CLIENT_METRICS') return clientMetricsProblem(name, all)
  return type === 'BROKER' ? brokerProblem(work, name) : null
}

/** C-77. The min ISR belongs to topics and the cluster while eligible leaders are kept. */
function minIsrProblem(work: ControllerWork, record: ConfigRecord): ConfigRefusal | null {
  const { resourceType, resourceName, name, value } = record
  if (name !== MIN_ISR || resourceType !== 'BROKER' || !isElrEnabled(work.state.image)) return null
  if (resourceName !== '') {
    const message = `Broker-level ${MIN_ISR} cannot be altered while ELR is enabled.`
    return { error: 'INVALID_CONFIG', message }
  }
  if (value !== null) return null
  const message = `Cluster-level ${MIN_ISR} cannot be removed while ELR is enabled.`
  return { error: 'INVALID_CONFIG', message }
}

function topicExists(work: ControllerWork, name: string): ConfigRefusal | null {
  if (findTopic(work, name) !== undefined) return null
  return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message: `The topic '${name}' does not exist.` }
}

function brokerProblem(work: ControllerWork, name: string): ConfigRefusal | null {
  if (name === '') return null
  const number = javaInteger(name, 32)
  if (number === null) {
    const message = 'Unable to parse broker name as a base 10 number.'
    return { error: 'INVALID_REQUEST', message }
  }
  const id = Number(number)
  if (id < 0) return { error: 'INVALID_REQUEST', message: 'Invalid negative broker ID.' }
  const isKnown =
    work.state.image.brokers.has(nodeId(id)) || work.state.config.voterIds.includes(nodeId(id))
  if (isKnown) return null
  return { error: 'BROKER_ID_NOT_REGISTERED', message: `No node with id ${id} found.` }
}

/** C-77. Another min ISR makes the eligible leaders unknown. Kafka: createClearElrRecordsAsNeeded. */
export function clearElrRecords(
  work: ControllerWork,
  records: readonly MetadataRecord[],
): readonly MetadataRecord[] {
  if (!isElrEnabled(work.state.image)) return []
  return records.flatMap((record): MetadataRecord[] => {
    if (record.type !== 'ConfigRecord' || record.name !== MIN_ISR) return []
    const topicName = record.resourceType === 'TOPIC' ? record.resourceName : ''
    return [{ type: 'ClearElrRecord', topicName }]
  })
}
