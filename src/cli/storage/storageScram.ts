import { javaInteger } from '~/base/javaNumbers'
import { randomBase64 } from '~/kafka/drawUuid'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import { UsageError } from '../parse/options'

const [LEAST, MOST] = [4096, 16_384]
const MECHANISMS: readonly string[] = ['SCRAM-SHA-256', 'SCRAM-SHA-512']
const KNOWN: readonly string[] = ['name', 'salt', 'iterations', 'password', 'saltedpassword']

function refuse(message: string): UsageError {
  return new UsageError('terse', message)
}

function componentOf(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at < 0) throw refuse(`No equals sign found in SCRAM component: ${text}`)
  const value = text.slice(at + 1).trim()
  const isQuoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"')
  return [text.slice(0, at).trim(), isQuoted ? value.slice(1, -1) : value]
}

function checkIterations(text: string, mechanism: string): void {
  const count = javaInteger(text, 32)
  if (count === null) throw refuse(`Failed to parse iterations count: ${text}`)
  const end = `for add-scram using ${mechanism.replaceAll('-', '_')}`
  if (count < LEAST) throw refuse(`The 'iterations' value must be >= ${LEAST} ${end}`)
  if (count > MOST) throw refuse(`The 'iterations' value must be <= ${MOST} ${end}`)
}

interface Checked {
  readonly mechanism: string
  readonly parts: ReadonlyMap<string, string>
}

/** @throws UsageError */
function checked(given: string): Checked {
  const text = given.trim()
  const at = text.indexOf('=')
  if (at < 0) throw refuse(`Failed to find equals sign in SCRAM argument '${text}'`)
  const [mechanism, config] = [text.slice(0, at), text.slice(at + 1)]
  if (!MECHANISMS.includes(mechanism)) {
    throw refuse(`The add-scram mechanism ${mechanism} is not supported.`)
  }
  if (!config.startsWith('[')) throw refuse('Expected configuration string to start with [')
  if (!config.endsWith(']')) throw refuse('Expected configuration string to end with ]')
  const parts = new Map(config.slice(1, -1).split(',').map(componentOf))
  if (!parts.has('name')) throw refuse("You must supply 'name' to add-scram")
  const iterations = parts.get('iterations')
  if (!parts.has('password')) {
    if (!parts.has('saltedpassword')) {
      throw refuse("You must supply one of 'password' or 'saltedpassword' to add-scram")
    }
    if (!parts.has('salt')) {
      throw refuse("You must supply 'salt' with 'saltedpassword' to add-scram")
    }
  }
  const unknown = [...parts.keys()].filter((name) => !KNOWN.includes(name)).toSorted()
  if (unknown.length > 0) throw refuse(`Unknown SCRAM configurations: ${unknown.join(', ')}`)
  if (iterations !== undefined) checkIterations(iterations, mechanism)
  return { mechanism, parts }
}

/** Bytes of a mechanism's keys. */
const KEY_BYTES: Readonly<Record<string, number>> = { 'SCRAM-SHA-256': 32, 'SCRAM-SHA-512': 64 }
const SALT_BYTES = 26

/**
 * The record of one `--add-scram`, with random keys (MODEL S41).
 * Kafka: ScramParser.parsePerMechanismArgument, PerMechanismData. @throws UsageError
 */
export function scramRecord(given: string, draw: (bound: number) => number): MetadataRecord {
  const { mechanism, parts } = checked(given)
  const iterations = parts.get('iterations')
  const bytes = (count: number) => randomBase64(count, draw)
  const keyBytes = KEY_BYTES[mechanism] ?? 0
  return {
    type: 'UserScramCredentialRecord',
    name: parts.get('name') ?? '',
    mechanism: mechanism === 'SCRAM-SHA-512' ? mechanism : 'SCRAM-SHA-256',
    salt: parts.get('salt') ?? bytes(SALT_BYTES),
    storedKey: bytes(keyBytes),
    serverKey: bytes(keyBytes),
    iterations: Number(iterations ?? LEAST),
  }
}
