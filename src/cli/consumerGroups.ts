import { byText, javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type { DescribeGroupsResponse, OffsetFetchResponse } from '~/kafka/protocol/rpc/group'
import { errorMessage } from '~/kafka/protocol/errors'
import type { OptionSpec } from './options'
import { UsageError } from './options'
import type { Io, ScriptTool } from './script'
import { ToolError } from './script'

const flag = (name: string, about: string): OptionSpec => ({ name, argument: null, about })

const OPTIONS: readonly OptionSpec[] = [
  flag('all-groups', 'Every group.'),
  flag('all-topics', 'Every topic of the group.'),
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
  flag('delete', 'Deletes groups.'),
  flag('describe', 'Shows a group with its offsets and lag.'),
  { name: 'group', argument: 'consumer group', about: 'The group.' },
  flag('help', 'Prints this table.'),
  flag('list', 'Lists all groups.'),
  flag('members', 'With --describe: the members.'),
  flag('offsets', 'With --describe: offsets and lag; the default.'),
  flag('state', 'With --describe or --list: the state.'),
  { name: 'timeout', argument: 'timeout (ms)', about: 'How long it may take.' },
  flag('verbose', 'With --describe: more columns.'),
  flag('version', 'Prints the version.'),
]

type Described = DescribeGroupsResponse['groups'][number]
type Committed = OffsetFetchResponse['partitions'][number]

interface Row {
  readonly topic: string
  readonly partition: number
  readonly committed: number
  readonly member: Described['members'][number] | null
}

function coordinatorOf({ ask }: Io, group: string): number {
  return ask<'FindCoordinator'>({ api: 'FindCoordinator', keyType: 'group', key: group }).nodeId
}

function list(io: Io): number {
  const brokers = io.ask<'DescribeCluster'>({
    api: 'DescribeCluster',
    endpointType: 'BROKER',
  }).brokers
  const request = { api: 'ListGroups', statesFilter: [], typesFilter: [] } as const
  const groups = brokers.flatMap(
    ({ id }) => io.ask<'ListGroups'>(request, { type: 'broker', id }).groups,
  )
  const names = [...new Set(groups.map(({ groupId }) => groupId))].sort(byText)
  if (names.length > 0) io.out(names.join('\n'))
  return 0
}

/** Kafka: ConsumerGroupCommand.ConsumerGroupService.describeGroups. */
function describe(io: Io): number {
  for (const group of io.options.values('group')) describeGroup(io, group)
  return 0
}

function describeGroup(io: Io, group: string): void {
  const id = coordinatorOf(io, group)
  const route = { type: 'broker', id } as const
  io.ask<'ConsumerGroupDescribe'>({ api: 'ConsumerGroupDescribe', groups: [group] }, route)
  const described = io.ask<'DescribeGroups'>({ api: 'DescribeGroups', groups: [group] }, route)
  const [found] = described.groups
  if (found === undefined || found.error !== 'NONE') {
    io.err(`Error: Consumer group '${group}' does not exist.`)
    if (found === undefined) return
    throw new ToolError('', `Error: Consumer group '${group}' does not exist.`)
  }
  const offsets = io.ask<'OffsetFetch'>(
    {
      api: 'OffsetFetch',
      groupId: group,
      memberId: null,
      memberEpoch: -1,
      partitions: null,
      requireStable: false,
    },
    route,
  )
  if (io.options.has('members')) return describeMembers(io, group, found)
  if (found.groupState === 'Empty') {
    io.err(`\nConsumer group '${group}' has no active members.`.trimStart())
  } else if (
    found.groupState === 'PreparingRebalance' ||
    found.groupState === 'CompletingRebalance'
  ) {
    io.err(`Warning: Consumer group '${group}' is rebalancing.`)
  }
  printOffsets(io, group, rowsOf(found, offsets.partitions))
}

const hashOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }) =>
  (Math.imul(31, 31 + partition) + javaHashCode(topic)) | 0

/** Assigned partitions by member, then committed ones that nobody holds, in hash order. */
function rowsOf(group: Described, committed: readonly Committed[]): readonly Row[] {
  const at = (topic: string, partition: number) =>
    committed.find((row) => row.topic === topic && row.partition === partition)?.committedOffset ??
    -1
  const members = group.members.toSorted((a, b) => b.assignment.length - a.assignment.length)
  const held = members.flatMap((member) =>
    member.assignment
      .map(([topic, partition]) => ({ topic, partition, committed: at(topic, partition), member }))
      .toSorted((a, b) => byText(a.topic, b.topic) || a.partition - b.partition),
  )
  const free = committed
    .filter(
      (row) => !held.some((other) => hashOf(other) === hashOf(row) && other.topic === row.topic),
    )
    .map(({ topic, partition, committedOffset }) => ({
      topic,
      partition,
      committed: committedOffset,
      member: null,
    }))
  return [...held, ...javaHashOrder(free, hashOf)]
}

function endOf({ ask }: Io, { topic, partition }: Row): number {
  const found = ask<'ListOffsets'>(
    {
      api: 'ListOffsets',
      replicaId: null,
      isolationLevel: 'READ_UNCOMMITTED',
      partitions: [{ topic, partition, currentLeaderEpoch: null, timestamp: -1 }],
    },
    { type: 'leader', topic, partition },
  )
  return found.partitions[0]?.offset ?? -1
}

/** Kafka: ConsumerGroupCommand.printOffsets. */
function printOffsets(io: Io, group: string, rows: readonly Row[]): void {
  if (rows.length === 0) return
  const cells = rows.map((row) => {
    const end = endOf(io, row)
    const isCommitted = row.committed >= 0
    return [
      group,
      row.topic,
      String(row.partition),
      isCommitted ? String(row.committed) : '-',
      end >= 0 ? String(end) : '-',
      isCommitted ? String(end - row.committed) : '-',
      row.member?.memberId ?? '-',
      row.member?.clientHost ?? '-',
      row.member?.clientId ?? '-',
    ]
  })
  const width = (column: number, least: number) =>
    Math.max(least, ...cells.map((row) => row[column]?.length ?? 0))
  const widths = [width(0, 15), width(1, 15), 10, 15, 15, 15, width(6, 15), width(7, 15)]
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' ')
  io.out('')
  io.out(
    line([
      'GROUP',
      'TOPIC',
      'PARTITION',
      'CURRENT-OFFSET',
      'LOG-END-OFFSET',
      'LAG',
      'CONSUMER-ID',
      'HOST',
      'CLIENT-ID',
    ]),
  )
  for (const row of cells) io.out(line(row))
}

function describeMembers(io: Io, group: string, found: Described): void {
  if (found.members.length === 0) {
    io.err(`Consumer group '${group}' has no active members.`)
    return
  }
  const cells = found.members.map((member) => [
    group,
    member.memberId,
    member.clientHost,
    member.clientId,
    String(member.assignment.length),
  ])
  const width = (column: number) => Math.max(15, ...cells.map((row) => row[column]?.length ?? 0))
  const widths = [width(0), width(1), width(2), width(3), 15]
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' ')
  io.out('')
  io.out(line(['GROUP', 'CONSUMER-ID', 'HOST', 'CLIENT-ID', '#PARTITIONS']))
  for (const row of cells) io.out(line(row))
}

function remove(io: Io): number {
  for (const group of io.options.values('group')) {
    const id = coordinatorOf(io, group)
    const response = io.ask<'DeleteGroups'>(
      { api: 'DeleteGroups', groups: [group] },
      { type: 'broker', id },
    )
    const error = response.results[0]?.error ?? 'NONE'
    if (error === 'NONE') {
      io.out(`Deletion of requested consumer groups ('${group}') was successful.`)
    } else {
      io.out('\nError: Deletion of some consumer groups failed:')
      io.out(`* Group '${group}' could not be deleted due to: ${errorMessage(error)}`)
    }
  }
  return 0
}

/** `kafka-consumer-groups.sh`. Kafka: org.apache.kafka.tools.consumer.group.ConsumerGroupCommand. */
export const consumerGroupsTool: ScriptTool = {
  name: 'kafka-consumer-groups',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  main: (io) => {
    const actions = ['list', 'describe', 'delete'].filter((name) => io.options.has(name))
    if (actions.length !== 1) {
      throw new UsageError(
        'usage',
        'Command must include exactly one action: --list, --describe, --delete, --reset-offsets, --delete-offsets',
      )
    }
    if (!io.options.has('bootstrap-server')) {
      throw new UsageError('usage', 'Missing required argument "[bootstrap-server]"')
    }
    if (io.options.has('list')) return list(io)
    return io.options.has('describe') ? describe(io) : remove(io)
  },
  onError: ({ err, out }, error) => {
    if (error.javaClass === '') return 0
    out(`\nError: Executing consumer group command failed due to ${error.message}`)
    err(`${error.javaClass}: ${error.message}`)
    return 1
  },
}
