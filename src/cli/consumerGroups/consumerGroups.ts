import { javaSplit } from '~/base/javaSplit'
import { checkArgs, OPTIONS } from './consumerGroupsArgs'
import { askCoordinator, byName, inRuntime, listGroups, namedGroups } from './consumerGroupsAsk'
import { describe } from './consumerGroupsDescribe'
import { deleteOffsets, resetOffsets } from './consumerGroupsReset'
import { UsageError } from '../parse/options'
import { regexProblem } from './regexProblem'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError, waitFor } from '../script'

const STATES = [
  'Empty',
  'Assigning',
  'Reconciling',
  'Dead',
  'Stable',
  'CompletingRebalance',
  'PreparingRebalance',
]
const TYPES = ['Consumer', 'Classic']

/** The words of a list as Kafka writes them. @throws UsageError */
function wordsOf(
  text: string | undefined,
  known: readonly string[],
  [kind, title]: readonly [string, string],
): readonly string[] {
  if (text === undefined || text === '') return []
  return javaSplit(text, ',').map((word) => {
    const found = known.find((name) => name.toLowerCase() === word.trim().toLowerCase())
    if (found !== undefined) return found
    const message = `Invalid ${kind} list '${text}'. Valid ${title} are: ${known.join(', ')}`
    throw new UsageError('usage', message)
  })
}

/** Kafka: ConsumerGroupService.listGroups, printGroupInfo. */
function list(io: Io): number {
  const { options, out } = io
  const [hasType, hasState] = [options.has('type'), options.has('state')]
  if (!hasType && !hasState) {
    const groups = inRuntime(() => listGroups(io, { states: [], types: [] }))
    for (const { groupId } of groups) out(groupId)
    return 0
  }
  const types = wordsOf(options.value('type'), TYPES, ['types', 'types'])
  const states = wordsOf(options.value('state'), STATES, ['state', 'states'])
  const groups = waitFor(() => listGroups(io, { states, types }))
  const width = Math.max(15, ...groups.map(({ groupId }) => groupId.length)) + 10
  const line = (group: string, type: string, state: string) => {
    const cells = [...(hasType ? [type] : []), ...(hasState ? [state] : [])]
    out([group.padEnd(width), ...cells.map((cell) => cell.padEnd(20))].join(' '))
  }
  line('GROUP', 'TYPE', 'STATE')
  for (const { groupId, groupType, groupState } of groups) {
    const type = TYPES.find((name) => name.toLowerCase() === groupType) ?? 'Unknown'
    line(groupId, type, groupState)
  }
  return 0
}

/** Kafka: ConsumerGroupService.deleteGroups. */
function remove(io: Io): number {
  const groups = byName([...new Set(namedGroups(io))], (group) => group)
  const results = groups.map((group) => ({ group, problem: deleteOne(io, group) }))
  const quoted = results
    .filter(({ problem }) => problem === null)
    .map(({ group }) => `'${group}'`)
    .join(', ')
  const failed = results.filter(({ problem }) => problem !== null)
  if (failed.length === 0) {
    io.out(`Deletion of requested consumer groups (${quoted}) was successful.`)
    return 0
  }
  io.out('\nError: Deletion of some consumer groups failed:')
  for (const { group, problem } of failed) {
    io.out(`* Group '${group}' could not be deleted due to: ${problem ?? ''}`)
  }
  if (quoted !== '') io.out(`\nThese consumer groups were deleted successfully: ${quoted}`)
  return 0
}

/** Deletes one group: what is wrong, or null. */
function deleteOne(io: Io, group: string): string | null {
  try {
    const body = { api: 'DeleteGroups', groups: [group] } as const
    const { results } = askCoordinator<'DeleteGroups'>(io, group, body)
    const error = results[0]?.error ?? 'NONE'
    return error === 'NONE' ? null : textOf(kafkaError(error, null))
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    return textOf(error)
  }
}

function textOf({ javaClass, message }: ToolError): string {
  return `${javaClass}: ${message}`
}

/** Kafka: ConsumerGroupCommand.validateRegex. */
function validate({ options, out }: Io): number {
  const regex = options.value('validate-regex') ?? ''
  const problem = regexProblem(regex)
  const verdict = problem === null ? 'valid' : `invalid: ${problem}`
  out(`The regular expression \`${regex}\` is ${verdict}.`)
  return 0
}

function main(io: Io): number {
  const { options } = io
  checkArgs(options, io.err)
  if (options.has('validate-regex')) return validate(io)
  if (options.has('list')) return list(io)
  if (options.has('describe')) return describe(io)
  if (options.has('delete')) return remove(io)
  return options.has('reset-offsets') ? resetOffsets(io) : deleteOffsets(io)
}

/** `kafka-consumer-groups.sh`. Kafka: org.apache.kafka.tools.consumer.group.ConsumerGroupCommand. */
export const consumerGroupsTool: ScriptTool = {
  name: 'kafka-consumer-groups',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  purpose:
    'This tool helps to list all consumer groups, describe a consumer group, delete consumer group info, or reset consumer group offsets.',
  isUncaught: true,
  main,
  onError: ({ err, out }, error) => {
    out(`\nError: Executing consumer group command failed due to ${error.message}`)
    for (const line of stackTrace(error)) err(line)
    return 0
  },
}
