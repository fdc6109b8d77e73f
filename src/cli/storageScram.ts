import { isJavaNumber, UsageError } from './options'

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
  if (!isJavaNumber('integer', text)) throw refuse(`Failed to parse iterations count: ${text}`)
  const end = `for add-scram using ${mechanism.replaceAll('-', '_')}`
  if (Number(text) < LEAST) throw refuse(`The 'iterations' value must be >= ${LEAST} ${end}`)
  if (Number(text) > MOST) throw refuse(`The 'iterations' value must be <= ${MOST} ${end}`)
}

/** Looks at one `--add-scram`. Kafka: ScramParser.parsePerMechanismArgument, PerMechanismData. @throws UsageError */
export function checkScram(given: string): void {
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
}
