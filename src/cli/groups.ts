import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type { Response } from '~/kafka/protocol/rpc'
import type { Options, OptionSpec } from './parse/options'
import { refuseWith, UsageError } from './parse/options'
import type { Io, ScriptTool } from './script'
import { stackTrace, ToolError } from './script'

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'bootstrap-server',
    argument: 'server to connect to',
    about: 'Where to begin (required).',
  },
  {
    name: 'command-config',
    argument: 'command config property file',
    about: 'Settings of the admin client.',
  },
  { name: 'consumer', argument: null, about: 'Groups of consumers of every kind.' },
  { name: 'group-type', argument: 'type', about: 'classic, consumer, share or streams.' },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'list', argument: null, about: 'Lists groups (required).' },
  { name: 'protocol', argument: 'protocol', about: 'Groups of this protocol.' },
  { name: 'share', argument: null, about: 'Share groups.' },
  { name: 'streams', argument: null, about: 'Streams groups.' },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

const TYPES = ['Classic', 'Consumer', 'Share', 'Streams']
const FILTERS = ['consumer', 'group-type', 'protocol', 'share', 'streams']
/** What it waits for all brokers, ms; after that the future itself gives up, without a message. */
const WAIT_MS = 30_000

type Listed = Response<'ListGroups'>['groups'][number]

function typeOf(text: string): string | undefined {
  return TYPES.find((name) => name.toLowerCase() === text.toLowerCase())
}

/** Kafka: GroupsCommandOptions.checkArgs. @throws UsageError */
function checkArgs(options: Options): void {
  if (!options.has('bootstrap-server')) {
    throw new UsageError('usage', 'Missing required option(s) [bootstrap-server]')
  }
  if (!options.has('list')) {
    throw new UsageError('usage', 'Command must include exactly one action: --list.')
  }
  const type = options.value('group-type')
  if (type !== undefined && typeOf(type) === undefined) {
    const message = '--group-type must be a valid group type.'
    throw new UsageError('joptsimple', message, 'java.lang.IllegalArgumentException')
  }
  for (const name of ['consumer', 'share', 'streams']) {
    refuseWith(
      options,
      name,
      FILTERS.filter((other) => other !== name),
    )
  }
}

/** Kafka: GroupsCommand.GroupsService.combinedFilter. */
function passes(options: Options, { groupType, protocolType }: Listed): boolean {
  const [type, protocol] = [options.value('group-type'), options.value('protocol')]
  if (type !== undefined || protocol !== undefined) {
    const isType = type === undefined || groupType === type.toLowerCase()
    return isType && (protocol === undefined || protocolType === protocol)
  }
  if (options.has('consumer')) {
    return groupType === 'consumer' || ['', 'consumer'].includes(protocolType)
  }
  if (options.has('share')) return groupType === 'share'
  return !options.has('streams') || groupType === 'streams'
}

function listed({ ask }: Io): readonly Listed[] {
  const { brokers } = ask<'DescribeCluster'>(
    { api: 'DescribeCluster', endpointType: 'BROKER' },
    { type: 'any', limitMs: WAIT_MS },
  )
  const request = { api: 'ListGroups', statesFilter: [], typesFilter: [] } as const
  const groups = brokers.flatMap(
    ({ id }) => ask<'ListGroups'>(request, { type: 'broker', id, limitMs: WAIT_MS }).groups,
  )
  return javaHashOrder(groups, ({ groupId }) => javaHashCode(groupId))
}

/** Kafka: GroupsCommand.GroupsService.listGroups. */
function main(io: Io): number {
  const { options, out } = io
  checkArgs(options)
  const rows = listed(io)
    .filter((group) => passes(options, group))
    .map(({ groupId, groupType, protocolType }) => [groupId, typeOf(groupType) ?? '', protocolType])
  const width = Math.max(20, ...rows.flat().map((cell) => cell.length))
  const line = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(width)).join(' ')
  out(line(['GROUP', 'TYPE', 'PROTOCOL']))
  for (const row of rows) out(`${line(row)} `)
  return 0
}

/** `kafka-groups.sh`. Kafka: org.apache.kafka.tools.GroupsCommand. */
export const groupsTool: ScriptTool = {
  name: 'kafka-groups',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  purpose: 'This tool helps to list groups of all types.',
  main,
  onError: ({ out, err }, error) => {
    const isLate = error.javaClass.endsWith('.TimeoutException')
    const told = isLate ? new ToolError('java.util.concurrent.TimeoutException', '') : error
    out(`Error while executing groups command : ${isLate ? 'null' : error.message}`)
    const [first = '', ...rest] = stackTrace(told)
    err(`[{time}] ERROR ${first}`)
    for (const line of rest) err(line)
    err(' (org.apache.kafka.tools.GroupsCommand)')
    return 1
  },
}
