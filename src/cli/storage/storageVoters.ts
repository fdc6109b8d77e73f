import { javaInteger } from '~/base/javaNumbers'
import { ToolError } from '../script'
import { uuidProblem } from '../uuidText'

/** A voter as `--initial-controllers` names it. Kafka: DynamicVoter. */
export interface InitialVoter {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly directoryId: string
}

function illegal(message: string): ToolError {
  return new ToolError('java.lang.IllegalArgumentException', message)
}

/** A text that is no number where one stands. Kafka: DynamicVoter.parse. */
function noNumber(what: string, text: string): ToolError {
  const cause = `java.lang.NumberFormatException: For input string: "${text}"`
  const message = `Failed to parse ${what} in dynamic voter string.`
  return new ToolError('java.lang.IllegalArgumentException', message, [cause])
}

function numberOf(what: string, text: string): number {
  const number = javaInteger(text, 32)
  if (number === null) throw noNumber(what, text)
  return Number(number)
}

/** The number before the first `@`. */
function idOf(text: string): number {
  const id = numberOf('node id', text)
  if (id < 0) throw illegal(`Invalid negative node id ${id} in dynamic voter string.`)
  return id
}

/** The host, in brackets where it has colons, and what follows it. */
function hostOf(text: string): readonly [host: string, rest: string] {
  if (text === '') throw illegal('No hostname found after node id.')
  if (text.startsWith('[')) {
    const end = text.indexOf(']')
    if (end >= 0) return [text.slice(1, end), text.slice(end + 1)]
    throw illegal('Hostname began with left bracket, but no right bracket was found.')
  }
  const end = text.indexOf(':')
  if (end < 0) throw illegal('No colon following hostname could be found.')
  return [text.slice(0, end), text.slice(end)]
}

function portOf(text: string): number {
  const port = numberOf('port', text)
  if (port >= 0 && port <= 65_535) return port
  throw illegal(`Invalid port ${port} in dynamic voter string.`)
}

/** `6@localhost:29099:JEXY6aqzQY-32P5TStzaFg`. Kafka: DynamicVoter.parse. @throws ToolError */
function voterOf(given: string): InitialVoter {
  const text = given.trim()
  const at = text.indexOf('@')
  if (at < 0) throw illegal('No @ found in dynamic voter string.')
  if (at === 0) throw illegal('Invalid @ at beginning of dynamic voter string.')
  const id = idOf(text.slice(0, at))
  const [host, rest] = hostOf(text.slice(at + 1))
  if (!rest.startsWith(':')) throw illegal('Port section must start with a colon.')
  const end = rest.indexOf(':', 1)
  if (end < 0) throw illegal('No colon following port could be found.')
  const port = portOf(rest.slice(1, end))
  const directoryId = rest.slice(end + 1)
  const problem = uuidProblem(directoryId)
  if (problem !== null) {
    throw new ToolError(
      'java.lang.IllegalArgumentException',
      'Failed to parse directory ID in dynamic voter string.',
      [`java.lang.IllegalArgumentException: ${problem}`],
    )
  }
  return { id, host, port, directoryId }
}

/** The voters of `--initial-controllers`. Kafka: DynamicVoters.parse. @throws ToolError */
export function parseInitialVoters(text: string): readonly InitialVoter[] {
  const voters = text
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .map(voterOf)
  if (voters.length === 0) throw illegal('No voters given.')
  const twice = voters.find(({ id }, index) => voters.findIndex((row) => row.id === id) < index)
  if (twice !== undefined) throw illegal(`Node id ${twice.id} was specified more than once.`)
  return voters
}
