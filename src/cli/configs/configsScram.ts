import type { Request } from '~/kafka/protocol/rpc'
import type { ScramMechanism } from '~/kafka/protocol/rpc/scram'
import { additions } from './configsAdditions'
import { entityNames, entityTypes, refuseArgument } from './configsArgs'
import { checkQuotaNames, isScram } from './configsQuotas'
import type { Io } from '../script'
import { kafkaError, waitFor } from '../script'

/** How often a password is hashed unless said otherwise, and at least. */
const ITERATIONS = 4096

interface Wanted {
  readonly added: readonly { readonly name: string; readonly value: string }[]
  readonly deleted: readonly string[]
}

function wantedOf(io: Io): Wanted {
  const deleted = (io.options.value('delete-config') ?? '').split(',')
  return { added: additions(io), deleted: deleted.filter((name) => name !== '') }
}

/** True when a change is about passwords of one user, and about no quota. @throws UsageError */
export function changesCredentials(io: Io): boolean {
  const { added, deleted } = wantedOf(io)
  const names = [...added.map(({ name }) => name), ...deleted]
  if (!names.some(isScram)) return false
  checkQuotaNames(entityTypes(io.options), { added: added.map(({ name }) => name), deleted })
  if (entityNames(io.options).includes('')) {
    throw refuseArgument(
      'The use of --entity-default or --user-defaults is not allowed with User SCRAM Credentials using --bootstrap-server.',
    )
  }
  if (names.every(isScram)) return true
  throw refuseArgument(
    "Cannot alter both quota and SCRAM credential configs simultaneously for 'users' using --bootstrap-server.",
  )
}

type Upsertion = Request<'AlterUserScramCredentials'>['upsertions'][number]

/** Kafka: iterationsAndPasswordBytes. @throws UsageError */
function upsertion(user: string, mechanism: ScramMechanism, value: string): Upsertion {
  const match = /^(?:iterations=(-?\d*),)?password=(.*)$/.exec(value)
  if (match === null) {
    const name = mechanism.replaceAll('-', '_')
    throw refuseArgument(`Invalid credential property ${name}=${value}`)
  }
  const given = match[1]
  const iterations = given === undefined || given === '-1' ? ITERATIONS : Number(given)
  if (iterations < ITERATIONS) {
    throw refuseArgument(
      `Iterations ${iterations} is less than the minimum ${ITERATIONS} required for ${mechanism}`,
    )
  }
  return { name: user, mechanism, iterations }
}

/** Kafka: ConfigCommand.alterUserScramCredentialConfigs. */
export function alterCredentials(io: Io): number {
  const { added, deleted } = wantedOf(io)
  const [user = ''] = entityNames(io.options)
  const deletions = deleted.filter(isScram).map((mechanism) => ({ name: user, mechanism }))
  const upsertions = added.flatMap(({ name, value }) =>
    isScram(name) ? [upsertion(user, name, value)] : [],
  )
  const response = waitFor(() =>
    io.ask<'AlterUserScramCredentials'>({
      api: 'AlterUserScramCredentials',
      deletions,
      upsertions,
    }),
  )
  const failed = response.results.find(({ error }) => error !== 'NONE')
  if (failed !== undefined) {
    waitFor(() => {
      throw kafkaError(failed.error, failed.errorMessage)
    })
  }
  io.out(`Completed updating config for user ${user}.`)
  return 0
}

/** Passwords of users, where no client and no default is meant. X-66. Kafka: describeClientQuotaAndUserScramCredentialConfigs. */
export function describeCredentials({ options, ask, out }: Io): number {
  const names = entityNames(options)
  const types = entityTypes(options)
  if (!types.includes('users') || types.includes('clients') || names.includes('')) return 0
  const { results } = waitFor(() =>
    ask<'DescribeUserScramCredentials'>({ api: 'DescribeUserScramCredentials', users: names }),
  )
  for (const { user, error, credentials } of results) {
    if (error === 'RESOURCE_NOT_FOUND') continue
    const texts = credentials.map((row) => `${row.mechanism}=iterations=${row.iterations}`)
    out(`SCRAM credential configs for user-principal '${user}' are ${texts.join(', ')}`)
  }
  return 0
}
