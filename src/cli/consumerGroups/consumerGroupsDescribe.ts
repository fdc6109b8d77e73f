import { byText } from '~/base/integers'
import type { DescribedGroup, DescribedMember, PartitionOffset } from './consumerGroupsAsk'
import {
  byName,
  committedOffsets,
  describeGroup,
  logOffsets,
  namedGroups,
} from './consumerGroupsAsk'
import type { Io } from '../script'
import { waitFor } from '../script'

const NONE = '-'
const orNone = (value: number | null): string => (value === null ? NONE : String(value))

/** A row of cells, padded to widths; a width of 0 leaves a cell as it is. */
function line(cells: readonly string[], widths: readonly number[]): string {
  return cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' ')
}

/** A block of rows behind an empty line. */
function table(
  io: Io,
  columns: readonly { readonly name: string; readonly least: number; readonly grows?: true }[],
  rows: readonly (readonly string[])[],
): void {
  const widths = columns.map(({ least, grows }, column) =>
    grows === true ? Math.max(least, ...rows.map((row) => row[column]?.length ?? 0)) : least,
  )
  io.out('')
  io.out(
    line(
      columns.map(({ name }) => name),
      widths,
    ),
  )
  for (const row of rows) io.out(line(row, widths))
}

/** Kafka: ConsumerGroupService.shouldPrintMemberState. */
function tellState({ err, out }: Io, { groupId, state }: DescribedGroup): boolean {
  switch (state) {
    case 'Dead':
      out(`\nError: Consumer group '${groupId}' does not exist.`)
      return false
    case 'Empty':
      err(`Consumer group '${groupId}' has no active members.`)
      return true
    case 'Stable':
      return true
    default:
      err(`Warning: Consumer group '${groupId}' is rebalancing.`)
      return true
  }
}

/** X-43 … X-46. Kafka: ConsumerGroupService.describeGroups. */
export function describe(io: Io): number {
  const groups = byName([...new Set(namedGroups(io))], (group) => group)
    .map((group) => waitFor(() => describeGroup(io, group)))
    .toSorted((a, b) => byText(a.groupId, b.groupId))
  const { options } = io
  if (options.has('members')) for (const group of groups) printMembers(io, group)
  else if (options.has('state')) for (const group of groups) printState(io, group)
  else {
    const rows = groups.map((group) => ({ group, rows: offsetRows(io, group) }))
    for (const { group, rows: cells } of rows) printOffsets(io, group, cells)
  }
  return 0
}

/** Assigned partitions by member, then committed ones that nobody holds. X-43. */
function offsetRows(io: Io, group: DescribedGroup): readonly (readonly string[])[] {
  const committed = committedOffsets(io, group.groupId)
  const members = group.members
    .filter(({ assignment }) => assignment.length > 0)
    .toSorted((a, b) => b.assignment.length - a.assignment.length)
  const isHeld = (row: PartitionOffset) =>
    members.some(({ assignment }) =>
      assignment.some(([topic, partition]) => topic === row.topic && partition === row.partition),
    )
  const held = members.flatMap((member) =>
    partitionRows(io, {
      group,
      member,
      committed,
      partitions: member.assignment.map(([topic, partition]) => ({ topic, partition })),
    }),
  )
  const partitions = committed.filter((row) => !isHeld(row))
  return [...held, ...partitionRows(io, { group, member: null, committed, partitions })]
}

function partitionRows(
  io: Io,
  asked: {
    readonly group: DescribedGroup
    readonly member: DescribedMember | null
    readonly committed: readonly PartitionOffset[]
    readonly partitions: readonly { readonly topic: string; readonly partition: number }[]
  },
): readonly (readonly string[])[] {
  const { group, member, committed, partitions } = asked
  const sorted = partitions.toSorted((a, b) => a.partition - b.partition)
  return logOffsets(io, sorted, -1).map(({ topic, partition, offset: end }) => {
    const at = committed.find((row) => row.topic === topic && row.partition === partition)
    const place = member ?? { memberId: NONE, host: NONE, clientId: NONE }
    return [
      group.groupId,
      topic,
      String(partition),
      ...(io.options.has('verbose') ? [epochOf(at)] : []),
      orNone(at?.offset ?? null),
      String(end),
      at === undefined ? NONE : String(end - at.offset),
      place.memberId,
      place.host,
      place.clientId,
    ]
  })
}

/** The leader epoch that a commit carried. */
function epochOf(at: PartitionOffset | undefined): string {
  return at === undefined || at.leaderEpoch < 0 ? NONE : String(at.leaderEpoch)
}

/** Kafka: ConsumerGroupService.printOffsets. */
function printOffsets(io: Io, group: DescribedGroup, rows: readonly (readonly string[])[]): void {
  if (!tellState(io, group) || rows.length === 0) return
  const isVerbose = io.options.has('verbose')
  const columns = [
    { name: 'GROUP', least: 15, grows: true },
    { name: 'TOPIC', least: 15, grows: true },
    { name: 'PARTITION', least: 10 },
    ...(isVerbose ? [{ name: 'LEADER-EPOCH', least: 15 }] : []),
    { name: 'CURRENT-OFFSET', least: 15 },
    { name: 'LOG-END-OFFSET', least: 15 },
    { name: 'LAG', least: 15 },
    { name: 'CONSUMER-ID', least: 15, grows: true },
    { name: 'HOST', least: 15, grows: true },
    { name: 'CLIENT-ID', least: 0 },
  ] as const
  table(io, columns, rows)
}

/** `t:0,1;u:0`. Kafka: ConsumerGroupService.getAssignmentString. */
function assignmentText(assignment: DescribedMember['assignment']): string {
  if (assignment.length === 0) return NONE
  const topics = [...new Set(assignment.map(([topic]) => topic))]
  const numbers = (name: string) =>
    assignment
      .filter(([topic]) => topic === name)
      .map(([, partition]) => partition)
      .toSorted((a, b) => a - b)
  return topics
    .map((topic) => `${topic}:${numbers(topic).join(',')}`)
    .toSorted(byText)
    .join(';')
}

/** the columns stand there whether there are members or not. Kafka: ConsumerGroupService.printMembers. */
function printMembers(io: Io, group: DescribedGroup): void {
  const { members, groupId, targetEpoch } = group
  tellState(io, group)
  const isVerbose = io.options.has('verbose')
  const isStatic = members.some(({ instanceId }) => instanceId !== null)
  const columns = [
    { name: 'GROUP', least: 15, grows: true },
    { name: 'CONSUMER-ID', least: 15, grows: true },
    ...(isStatic ? [{ name: 'GROUP-INSTANCE-ID', least: 17, grows: true } as const] : []),
    { name: 'HOST', least: 15, grows: true },
    { name: 'CLIENT-ID', least: 15, grows: true },
    { name: '#PARTITIONS', least: 15 },
    ...(isVerbose
      ? ([
          { name: 'CURRENT-EPOCH', least: 15 },
          { name: 'CURRENT-ASSIGNMENT', least: 20, grows: true },
          { name: 'TARGET-EPOCH', least: 15 },
          { name: 'TARGET-ASSIGNMENT', least: 20, grows: true },
        ] as const)
      : []),
  ] as const
  const rows = members.map((member) => [
    groupId,
    member.memberId,
    ...(isStatic ? [member.instanceId ?? ''] : []),
    member.host,
    member.clientId,
    String(member.assignment.length),
    ...(isVerbose
      ? [
          orNone(member.memberEpoch),
          assignmentText(member.assignment),
          orNone(targetEpoch),
          assignmentText(member.target),
        ]
      : []),
  ])
  table(io, columns, rows)
}

/** Kafka: ConsumerGroupService.printStates. */
function printState(io: Io, group: DescribedGroup): void {
  if (!tellState(io, group)) return
  const { id, host, port } = group.coordinator
  const isVerbose = io.options.has('verbose')
  const columns = [
    { name: 'GROUP', least: 15, grows: true },
    { name: 'COORDINATOR (ID)', least: 25, grows: true },
    { name: 'ASSIGNMENT-STRATEGY', least: 20 },
    { name: 'STATE', least: 20 },
    ...(isVerbose
      ? [
          { name: 'GROUP-EPOCH', least: 15 },
          { name: 'TARGET-ASSIGNMENT-EPOCH', least: 25 },
        ]
      : []),
    { name: '#MEMBERS', least: 0 },
  ] as const
  const row = [
    group.groupId,
    `${host}:${port}  (${id})`,
    group.assignor === '' ? NONE : group.assignor,
    group.state,
    ...(isVerbose ? [orNone(group.groupEpoch), orNone(group.targetEpoch)] : []),
    String(group.members.length),
  ]
  table(io, columns, [row])
}
