import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type { Request, Response, Api } from '~/kafka/protocol/rpc'
import type { Route } from '~/kafka/client/admin'
import { callNameOf } from '~/kafka/client/adminCalls'
import { topicPartitionHash } from '~/kafka/protocol/topicPartitionHash'
import type { Io } from '../script'
import { kafkaError, ToolError, waitFor, wrapError } from '../script'

/** A partition by topic and number. */
export interface Partition {
  readonly topic: string
  readonly partition: number
}

/** A partition with an offset. */
export interface PartitionOffset extends Partition {
  readonly offset: number
  /** Of a committed offset; -1: it carries none. */
  readonly leaderEpoch: number
}

/** A member as the admin client describes it; null where its protocol has no such thing. */
export interface DescribedMember {
  readonly memberId: string
  readonly instanceId: string | null
  readonly clientId: string
  readonly host: string
  readonly assignment: readonly (readonly [topic: string, partition: number])[]
  readonly target: readonly (readonly [topic: string, partition: number])[]
  readonly memberEpoch: number | null
}

/** Kafka: ConsumerGroupDescription. */
export interface DescribedGroup {
  readonly groupId: string
  readonly state: string
  readonly assignor: string
  readonly coordinator: { readonly id: number; readonly host: string; readonly port: number }
  readonly members: readonly DescribedMember[]
  readonly groupEpoch: number | null
  readonly targetEpoch: number | null
}

/** What a hash map of Java's keyed by text iterates to. */
export function byName<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  return javaHashOrder(items, (item) => javaHashCode(nameOf(item)))
}

/** What a hash map of Java's keyed by partition iterates to. */
export function byPartition<T extends Partition>(items: readonly T[]): readonly T[] {
  return javaHashOrder(items, topicPartitionHash)
}

/** A number that an option holds; joptsimple reads it when it is asked for. X-40. @throws ToolError */
export function numberOf({ options }: Pick<Io, 'options'>, name: string, fallback = 0): number {
  const text = options.value(name)
  if (text === undefined) return fallback
  if (/^[+-]?\d+$/.test(text)) return Number(text)
  const below = `java.lang.NumberFormatException: For input string: "${text}"`
  throw new ToolError(
    'joptsimple.OptionArgumentConversionException',
    `Cannot parse argument '${text}' of option ${name}`,
    [`joptsimple.internal.ReflectionException: ${below}`, below],
  )
}

/** Asks within the time that `--timeout` leaves each call. */
export function askTimed<A extends Api>(
  io: Io,
  body: Request<A>,
  { name, ...route }: Route & { readonly name?: string } = { type: 'any' },
): Response<A> {
  return io.ask<A>(body, { ...route, limitMs: numberOf(io, 'timeout', 30_000) }, name)
}

/** What a RuntimeException is made of that a future has failed with. */
export function inRuntime<T>(ask: () => T): T {
  try {
    return waitFor(ask)
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    throw wrapError('java.lang.RuntimeException', error)
  }
}

/** Who coordinates a group, for a call that needs to know. Kafka: CoordinatorStrategy. */
function coordinatorOf(io: Io, group: string, call: Api): DescribedGroup['coordinator'] {
  const found = askTimed<'FindCoordinator'>(
    io,
    { api: 'FindCoordinator', keyType: 'group', key: group },
    { type: 'any', name: callNameOf(call, 'FindCoordinator') },
  )
  return { id: found.nodeId, host: found.host, port: found.port }
}

/** Asks a group's coordinator, which is looked up first, both within one time. KafkaAdminClient.invokeDriver. */
export function askCoordinator<A extends Api>(
  io: Io,
  group: string,
  body: Request<A>,
): Response<A> {
  const { id } = coordinatorOf(io, group, body.api)
  return askTimed<A>(io, body, { type: 'broker', id, isFound: true })
}

/** The groups that consumers know. X-42. Kafka: KafkaAdminClient.listGroups, ListGroupsOptions.forConsumerGroups. */
export function listGroups(
  io: Io,
  filter: { readonly states: readonly string[]; readonly types: readonly string[] },
): Response<'ListGroups'>['groups'] {
  const { brokers } = askTimed<'DescribeCluster'>(io, {
    api: 'DescribeCluster',
    endpointType: 'BROKER',
  })
  const { states: statesFilter, types } = filter
  const typesFilter = types.length > 0 ? types : ['classic', 'consumer']
  const request = { api: 'ListGroups', statesFilter, typesFilter } as const
  const groups = brokers.flatMap((node) =>
    ofNode(node, () => askTimed<'ListGroups'>(io, request, { type: 'broker', id: node.id }).groups),
  )
  const known = groups.filter(({ protocolType }) => ['', 'consumer'].includes(protocolType))
  return byName(known, ({ groupId }) => groupId)
}

/** The error of one node names it, and no cause any more. Kafka: KafkaAdminClient.ListGroupsResults.addError. */
function ofNode<T>(node: Response<'DescribeCluster'>['brokers'][number], ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    const { id, host, port, rack } = node
    const name = `${host}:${port} (id: ${id} rack: ${rack ?? 'null'} isFenced: false)`
    throw new ToolError(error.javaClass, `Error listing groups on ${name}: ${error.message}`)
  }
}

/** The groups that a command line names, or all. */
export function namedGroups(io: Io): readonly string[] {
  if (!io.options.has('all-groups')) return io.options.values('group')
  return inRuntime(() => listGroups(io, { states: [], types: [] })).map(({ groupId }) => groupId)
}

/** Asks the new way, and then the old one. Kafka: DescribeConsumerGroupsHandler. @throws ToolError */
export function describeGroup(io: Io, groupId: string): DescribedGroup {
  const coordinator = coordinatorOf(io, groupId, 'ConsumerGroupDescribe')
  const route = { type: 'broker', id: coordinator.id, isFound: true } as const
  const [row] = askTimed<'ConsumerGroupDescribe'>(
    io,
    { api: 'ConsumerGroupDescribe', groups: [groupId] },
    route,
  ).groups
  if (row?.error !== 'NONE') return describeClassic(io, groupId, coordinator)
  return {
    groupId,
    coordinator,
    state: row.groupState,
    assignor: row.assignorName,
    groupEpoch: row.groupEpoch,
    targetEpoch: row.assignmentEpoch,
    members: row.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      host: member.clientHost,
      assignment: member.assignment,
      target: member.targetAssignment,
      memberEpoch: member.memberEpoch,
    })),
  }
}

function describeClassic(
  io: Io,
  groupId: string,
  coordinator: DescribedGroup['coordinator'],
): DescribedGroup {
  const [row] = askTimed<'DescribeGroups'>(
    io,
    { api: 'DescribeGroups', groups: [groupId] },
    { type: 'broker', id: coordinator.id, isFound: true },
  ).groups
  if (row?.error !== 'NONE') {
    throw kafkaError(row?.error ?? 'GROUP_ID_NOT_FOUND', row?.errorMessage ?? null)
  }
  return {
    groupId,
    coordinator,
    state: row.groupState,
    assignor: row.protocolData,
    groupEpoch: null,
    targetEpoch: null,
    members: row.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.groupInstanceId,
      clientId: member.clientId,
      host: member.clientHost,
      assignment: member.assignment,
      target: [],
      memberEpoch: null,
    })),
  }
}

/** All that a group has committed, by hash. Kafka: ConsumerGroupService.getCommittedOffsets. */
export function committedOffsets(io: Io, groupId: string): readonly PartitionOffset[] {
  return inRuntime(() => {
    const { partitions } = askCoordinator<'OffsetFetch'>(io, groupId, {
      api: 'OffsetFetch',
      groupId,
      memberId: null,
      memberEpoch: -1,
      partitions: null,
      requireStable: false,
    })
    const rows = partitions
      .filter(({ committedOffset }) => committedOffset >= 0)
      .map(({ topic, partition, committedOffset, committedLeaderEpoch }) => ({
        topic,
        partition,
        offset: committedOffset,
        leaderEpoch: committedLeaderEpoch,
      }))
    return byPartition(rows)
  })
}

/** One offset of each partition; -1: none. Kafka: ConsumerGroupService.getLogOffsets. */
export function logOffsets(
  io: Io,
  partitions: readonly Partition[],
  timestamp: number,
): readonly PartitionOffset[] {
  const rows = partitions.map(({ topic, partition }) => {
    const answer = inRuntime(() =>
      askTimed<'ListOffsets'>(
        io,
        {
          api: 'ListOffsets',
          replicaId: null,
          isolationLevel: 'READ_UNCOMMITTED',
          partitions: [{ topic, partition, currentLeaderEpoch: null, timestamp }],
        },
        { type: 'leader', topic, partition },
      ),
    )
    return { topic, partition, offset: answer.partitions[0]?.offset ?? -1, leaderEpoch: -1 }
  })
  return byPartition(rows)
}
