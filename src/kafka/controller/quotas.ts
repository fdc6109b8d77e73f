import type { ErrorCode } from '../protocol/errors'
import { quotaKey } from '../metadata/image'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { AlterClientQuotasRequest, AlterClientQuotasResponse } from '../protocol/rpc/admin'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerWhenCommitted, write } from './controllerState'

type Entry = AlterClientQuotasRequest['entries'][number]
type Result = AlterClientQuotasResponse['entries'][number]

/** The quotas of users and clients, and of addresses, with their types. Kafka: QuotaConfig. */
const USER_AND_CLIENT: Readonly<Record<string, 'LONG' | 'DOUBLE'>> = {
  producer_byte_rate: 'LONG',
  consumer_byte_rate: 'LONG',
  request_percentage: 'DOUBLE',
  controller_mutation_rate: 'DOUBLE',
}
const IP: Readonly<Record<string, 'LONG' | 'DOUBLE'>> = { connection_creation_rate: 'LONG' }

/** Changes quotas. They are kept, not enforced. Kafka: ClientQuotaControlManager.alterClientQuotas. */
export function onAlterClientQuotas(
  work: ControllerWork,
  caller: ControllerCaller,
  body: AlterClientQuotasRequest,
): void {
  const records: MetadataRecord[] = []
  const entries = body.entries.map((entry): Result => {
    const { entity } = entry
    const problem = problemOf(entry)
    if (problem !== null) return { entity, ...problem }
    records.push(...recordsOf(work, entry))
    return { entity, error: 'NONE', errorMessage: null }
  })
  if (!body.validateOnly) write(work, records)
  answerWhenCommitted(work, caller, { api: 'AlterClientQuotas', entries })
}

type Problem = { readonly error: ErrorCode; readonly errorMessage: string } | null

function problemOf({ entity, ops }: Entry): Problem {
  const refuse = (errorMessage: string): Problem => ({ error: 'INVALID_REQUEST', errorMessage })
  if (entity.length === 0) return refuse('Invalid empty client quota entity')
  const hasIp = entity.some(({ type }) => type === 'ip')
  if (hasIp && entity.length > 1) {
    return refuse(
      'Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId',
    )
  }
  const known = hasIp ? IP : USER_AND_CLIENT
  for (const { key, value } of ops) {
    if (value === null) continue
    const type = Object.hasOwn(known, key) ? known[key] : undefined
    if (type === undefined) return refuse(`Invalid configuration key ${key}`)
    if (value <= 0) return refuse(`Quota ${key} must be greater than 0`)
    if (type === 'LONG' && !Number.isInteger(value)) {
      return refuse(`${key} cannot be a fractional value.`)
    }
  }
  return null
}

function recordsOf(work: ControllerWork, { entity, ops }: Entry): readonly MetadataRecord[] {
  const current = work.state.image.quotas.get(quotaKey(entity))?.values
  return ops
    .filter(({ key, value }) => current?.get(key) !== (value ?? undefined))
    .map(({ key, value }) => ({ type: 'ClientQuotaRecord', entity, key, value }))
}
