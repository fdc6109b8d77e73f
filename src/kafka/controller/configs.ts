import { validateTopicConfigs } from '../config/topicConfigs'
import { errorMessage } from '../protocol/errors'
import type { ErrorCode } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type {
  IncrementalAlterConfigsRequest,
  IncrementalAlterConfigsResponse,
} from '../protocol/rpc/admin'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerWhenCommitted, findTopic, write } from './controllerState'

type Resource = IncrementalAlterConfigsRequest['resources'][number]
type Result = IncrementalAlterConfigsResponse['results'][number]

/** Changes configs while running. §9. Kafka: ConfigurationControlManager.incrementalAlterConfigs. */
export function onIncrementalAlterConfigs(
  work: ControllerWork,
  caller: ControllerCaller,
  body: IncrementalAlterConfigsRequest,
): void {
  const records: MetadataRecord[] = []
  const results = body.resources.map((resource): Result => {
    const { type, name } = resource
    const made = recordsOf(work, resource)
    if ('error' in made) return { type, name, error: made.error, errorMessage: made.message }
    records.push(...made.records)
    return { type, name, error: 'NONE', errorMessage: null }
  })
  if (!body.validateOnly) write(work, records)
  answerWhenCommitted(work, caller, { api: 'IncrementalAlterConfigs', results })
}

function recordsOf(
  work: ControllerWork,
  resource: Resource,
):
  | { readonly records: readonly MetadataRecord[] }
  | { readonly error: ErrorCode; readonly message: string } {
  const { type, name } = resource
  if (type !== 'TOPIC' && type !== 'BROKER') {
    return { error: 'INVALID_REQUEST', message: errorMessage('INVALID_REQUEST') }
  }
  if (type === 'TOPIC' && findTopic(work, name) === undefined) {
    return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message: '' }
  }
  const existing = work.state.image.configs.get(`${type}:${name}`)
  const next = new Map(existing ?? [])
  for (const op of resource.ops) {
    const value = changed(next.get(op.name), op)
    if (value === null) next.delete(op.name)
    else next.set(op.name, value)
  }
  if (type === 'TOPIC') {
    const all = [...next].map(([key, value]) => ({ name: key, value }))
    const message = validateTopicConfigs(all)
    if (message !== null) return { error: 'INVALID_CONFIG', message }
  }
  return {
    records: resource.ops
      .filter(({ name: key }) => existing?.get(key) !== next.get(key))
      .map(({ name: key }) => ({
        type: 'ConfigRecord',
        resourceType: type,
        resourceName: name,
        name: key,
        value: next.get(key) ?? null,
      })),
  }
}

/** Lists gain and lose members; all else is set or removed. */
function changed(old: string | undefined, op: Resource['ops'][number]): string | null {
  const members = old === undefined || old === '' ? [] : old.split(',')
  const named = (op.value ?? '').split(',')
  switch (op.op) {
    case 'SET':
      return op.value
    case 'DELETE':
      return null
    case 'APPEND':
      return [...members, ...named.filter((member) => !members.includes(member))].join(',')
    case 'SUBTRACT':
      return members.filter((member) => !named.includes(member)).join(',')
  }
}
