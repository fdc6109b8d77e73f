import { randomBase64 } from '../drawUuid'
import { scramKey } from '../metadata/image'
import type { ErrorCode } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type {
  AlterUserScramCredentialsRequest,
  AlterUserScramCredentialsResponse,
} from '../protocol/rpc/scram'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerWhenCommitted, write } from './controllerState'

type Result = AlterUserScramCredentialsResponse['results'][number]
type Upsertion = AlterUserScramCredentialsRequest['upsertions'][number]
type Deletion = AlterUserScramCredentialsRequest['deletions'][number]

/** How often a password may be hashed. Kafka: ScramMechanism.minIterations, ScramControlManager. */
const ITERATIONS = { least: 4096, most: 16_384 } as const
/** Bytes of a mechanism's hash, and so of its keys. */
const KEY_BYTES = { 'SCRAM-SHA-256': 32, 'SCRAM-SHA-512': 64 } as const
/** Bytes of a salt. Kafka: ScramFormatter.secureRandomBytes. */
const SALT_BYTES = 26

/**
 * Sets and removes passwords of users. Their keys are random: nobody logs in with them (MODEL S41).
 * Kafka: ScramControlManager.alterCredentials.
 */
export function onAlterUserScramCredentials(
  work: ControllerWork,
  caller: ControllerCaller,
  { deletions, upsertions }: AlterUserScramCredentialsRequest,
): void {
  const refused = new Map<string, Result>()
  const changed = new Map<string, Deletion | Upsertion>()
  const note = (row: Deletion | Upsertion, problem: Problem) => {
    const { name: user } = row
    if (refused.has(user)) return
    const twice = changed.delete(user)
    const found = twice ? TWICE : problem
    if (found === null) changed.set(user, row)
    else refused.set(user, { user, ...found })
  }
  for (const row of deletions) note(row, deletionProblem(work, row))
  for (const row of upsertions) note(row, upsertionProblem(row))
  write(
    work,
    [...changed.values()].map((row) => recordOf(work, row)),
  )
  const done = [...changed.keys()].map((user): Result => ({
    user,
    error: 'NONE',
    errorMessage: null,
  }))
  answerWhenCommitted(work, caller, {
    api: 'AlterUserScramCredentials',
    results: [...done, ...refused.values()],
  })
}

type Problem = { readonly error: ErrorCode; readonly errorMessage: string } | null

const TWICE: Problem = {
  error: 'DUPLICATE_RESOURCE',
  errorMessage: 'A user credential cannot be altered twice in the same request',
}
const NO_NAME: Problem = {
  error: 'UNACCEPTABLE_CREDENTIAL',
  errorMessage: 'Username must not be empty',
}

function deletionProblem(work: ControllerWork, row: Deletion): Problem {
  if (row.name === '') return NO_NAME
  if (work.state.image.scram.has(scramKey(row))) return null
  const errorMessage = 'Attempt to delete a user credential that does not exist'
  return { error: 'RESOURCE_NOT_FOUND', errorMessage }
}

function upsertionProblem({ name, iterations }: Upsertion): Problem {
  if (name === '') return NO_NAME
  const refuse = (errorMessage: string): Problem => ({
    error: 'UNACCEPTABLE_CREDENTIAL',
    errorMessage,
  })
  if (iterations < ITERATIONS.least) return refuse('Too few iterations')
  return iterations > ITERATIONS.most ? refuse('Too many iterations') : null
}

function recordOf(work: ControllerWork, row: Deletion | Upsertion): MetadataRecord {
  const { name, mechanism } = row
  if (!('iterations' in row)) return { type: 'RemoveUserScramCredentialRecord', name, mechanism }
  const bytes = (count: number) => randomBase64(count, (bound) => work.ctx.draw('uuid', bound))
  return {
    type: 'UserScramCredentialRecord',
    name,
    mechanism,
    salt: bytes(SALT_BYTES),
    storedKey: bytes(KEY_BYTES[mechanism]),
    serverKey: bytes(KEY_BYTES[mechanism]),
    iterations: row.iterations,
  }
}
