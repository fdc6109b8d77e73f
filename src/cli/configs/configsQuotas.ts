import type { QuotaEntity } from '~/kafka/protocol/metadataRecords'
import type { DescribeClientQuotasRequest } from '~/kafka/protocol/rpc/admin'
import type { ScramMechanism } from '~/kafka/protocol/rpc/scram'
import { additions } from './configsAdditions'
import { entityNames, entityTypes, refuseArgument } from './configsArgs'
import type { Io } from '../script'
import { kafkaError, waitFor } from '../script'

type PartType = QuotaEntity[number]['type']

const PART_TYPES: Readonly<Record<string, PartType>> = {
  users: 'user',
  clients: 'client-id',
  ips: 'ip',
}

const WORDS: Readonly<Record<PartType, string>> = {
  user: 'user-principal',
  'client-id': 'client-id',
  ip: 'ip',
}

/** The order in which the parts of an entity are printed. */
const PART_ORDER: readonly PartType[] = ['user', 'client-id', 'ip']

const USER_AND_CLIENT = [
  'producer_byte_rate',
  'consumer_byte_rate',
  'request_percentage',
  'controller_mutation_rate',
]

/** True for what sets a password, no quota. Kafka: ScramMechanism.isScram. */
export function isScram(name: string): name is ScramMechanism {
  return name === 'SCRAM-SHA-256' || name === 'SCRAM-SHA-512'
}

function componentsOf({ options }: Io): DescribeClientQuotasRequest['components'] {
  const names = entityNames(options)
  return entityTypes(options).map((type, index) => {
    const name = names[index]
    const match = name === undefined ? 'any' : name === '' ? 'default' : 'exact'
    return { type: PART_TYPES[type] ?? 'user', match, name: name ?? '' }
  })
}

function quotasOf(io: Io) {
  return waitFor(() =>
    io.ask<'DescribeClientQuotas'>({
      api: 'DescribeClientQuotas',
      components: componentsOf(io),
      isStrict: true,
    }),
  ).entries
}

/** A number as Java's Double.toString prints it, for the sizes that quotas have. */
function asDouble(value: number): string {
  if (Number.isInteger(value) && value < 10_000_000) return `${value}.0`
  if (value < 10_000_000) return String(value)
  const digits = String(value).replace(/0+$/, '')
  const exponent = String(Math.trunc(value)).length - 1
  return `${digits.slice(0, 1)}.${digits.slice(1) === '' ? '0' : digits.slice(1)}E${exponent}`
}

/** Kafka: ConfigCommand.describeQuotaConfigs. */
export function describeQuotas(io: Io): number {
  for (const { entity, values } of quotasOf(io)) {
    const parts = PART_ORDER.flatMap((type) => {
      const part = entity.find((row) => row.type === type)
      if (part === undefined) return []
      return [part.name === null ? `the default ${WORDS[type]}` : `${WORDS[type]} '${part.name}'`]
    })
    const texts = values.map(({ key, value }) => `${key}=${asDouble(value)}`)
    io.out(`Quota configs for ${parts.join(', ')} are ${texts.join(', ')}`)
  }
  return 0
}

/** Kafka: ConfigCommand.alterQuotaConfigs. */
export function alterQuotas(io: Io): number {
  const { options, ask, out } = io
  const added = additions(io)
  const deleted = (options.value('delete-config') ?? '').split(',').filter((name) => name !== '')
  const types = entityTypes(options)
  const names = entityNames(options)
  checkQuotaNames(types, { added: added.map(({ name }) => name), deleted })
  const old = quotasOf(io)[0]?.values ?? []
  const invalid = deleted.filter((name) => !old.some(({ key }) => key === name))
  if (invalid.length > 0) throw refuseArgument(`Invalid config(s): ${invalid.join(',')}`)
  const sets = added.map(({ name, value }) => {
    const number = Number(value)
    if (value === '' || Number.isNaN(number)) {
      throw refuseArgument(`Cannot parse quota configuration value for ${name}: ${value}`)
    }
    return { key: name, value: number }
  })
  const entity = types.map((type, index) => ({
    type: PART_TYPES[type] ?? 'user',
    name: names[index] === '' ? null : (names[index] ?? null),
  }))
  const response = waitFor(() =>
    ask<'AlterClientQuotas'>({
      api: 'AlterClientQuotas',
      entries: [{ entity, ops: [...sets, ...deleted.map((key) => ({ key, value: null }))] }],
      validateOnly: false,
    }),
  )
  const [result] = response.entries
  if (result !== undefined && result.error !== 'NONE') {
    waitFor(() => {
      throw kafkaError(result.error, result.errorMessage)
    })
  }
  const [type = '', name = ''] = [types[0], names[0]]
  if (name === '') out(`Completed updating default config for ${type} in the cluster.`)
  else out(`Completed updating config for ${type.slice(0, -1)} ${name}.`)
  return 0
}

type Names = readonly string[]

/** Which names may be set for whom. Kafka: ConfigCommand.alterConfig. @throws UsageError */
export function checkQuotaNames(
  types: Names,
  names: { readonly added: Names; readonly deleted: Names },
): void {
  const [type] = types
  if (type === 'ips') {
    const all = [...names.added, ...names.deleted]
    const unknown = all.filter((name) => name !== 'connection_creation_rate')
    if (unknown.length === 0) return
    throw refuseArgument(
      `Only connection quota configs can be added for 'ips' using --bootstrap-server. Unexpected config names: ${unknown.join(',')}`,
    )
  }
  const isForClients = type === 'clients' || types.length === 2
  const refuse = (verb: string, unknown: Names, text: string) => {
    if (unknown.length === 0) return
    const [whose, what] = isForClients
      ? ['clients', 'quota configs']
      : ['users', 'quota and SCRAM credential configs']
    throw refuseArgument(
      `Only ${what} can be ${verb} for '${whose}' using --bootstrap-server. Unexpected config names: ${text}`,
    )
  }
  const unknownOf = (list: Names) => {
    const others = list.filter((name) => !USER_AND_CLIENT.includes(name))
    const users = others.filter((name) => !isScram(name))
    return isForClients ? [...users, ...others.filter(isScram)] : users
  }
  const [added, deleted] = [unknownOf(names.added), unknownOf(names.deleted)]
  refuse('added', added, `Set(${added.join(', ')})`)
  refuse('deleted', deleted, `ArrayBuffer(${deleted.join(', ')})`)
}
