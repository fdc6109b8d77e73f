import { javaSplit } from '~/base/javaSplit'
import { nodeId } from '~/kafka/ids'
import { errorMessage } from '~/kafka/protocol/errors'
import type { ListPartitionReassignmentsResponse } from '~/kafka/protocol/rpc/admin'
import { placeReplicas } from '~/kafka/controller/stripedReplicaPlacer'
import { askReassignments } from '../askReassignments'
import { checkReassignArgs, REASSIGN_OPTIONS } from './reassignArgs'
import { parseInteger } from '../parse/javaInteger'
import type { Target } from './reassignFile'
import {
  assignmentJson,
  checkTargets,
  decodeTargets,
  decodeTopics,
  inOrder,
  nameOf,
  refuse,
} from './reassignFile'
import type { MoveWish } from './reassignMoves'
import { executeMoves, movesText, moveStates, moveWishes } from './reassignMoves'
import { clearThrottles, setThrottles, throttleDirs } from './reassignThrottles'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError, waitFor, wrapError } from '../script'

type Moving = ListPartitionReassignmentsResponse['partitions'][number]

const UNKNOWN = 'org.apache.kafka.common.errors.UnknownTopicOrPartitionException'

function terse(message: string): ToolError {
  return new ToolError('terse', message)
}

function main(io: Io): number {
  const action = checkReassignArgs(io.options)
  switch (action) {
    case 'generate':
      return generate(io)
    case 'execute':
      return execute(io)
    case 'verify':
      return verify(io)
    case 'cancel':
      return cancel(io)
    case 'list':
      return list(io)
  }
}

function targetsOf({ options, spec }: Io): readonly Target[] {
  return decodeTargets(options.value('reassignment-json-file') ?? '', spec.files)
}

/** The replicas of whole topics. @throws ToolError for a topic that is not there. */
function assignmentOf(
  { ask }: Io,
  topics: readonly string[],
  isLenient = false,
): readonly Target[] {
  const answer = waitFor(() =>
    ask<'DescribeTopicPartitions'>({ api: 'DescribeTopicPartitions', topics: [...topics] }),
  )
  return answer.topics.flatMap(({ name, error, partitions }) => {
    if (error !== 'NONE' && error !== 'UNKNOWN_TOPIC_OR_PARTITION') {
      throw wrapError('java.util.concurrent.ExecutionException', kafkaError(error, null))
    }
    if (error !== 'NONE' && !isLenient) {
      const text = `${UNKNOWN}: Topic ${name} not found.`
      throw new ToolError('java.util.concurrent.ExecutionException', text, [text])
    }
    return partitions.map(({ partition, replicas }) => ({ topic: name, partition, replicas }))
  })
}

const topicsIn = (targets: readonly Target[]) => [...new Set(targets.map(({ topic }) => topic))]

function liveBrokers({
  ask,
}: Io): readonly { readonly id: number; readonly rack: string | null }[] {
  return waitFor(() => ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType: 'BROKER' }))
    .brokers
}

/** Kafka: ReassignPartitionsCommand.generateAssignment. */
function generate(io: Io): number {
  const { options, spec, out } = io
  const wanted = javaSplit(options.value('broker-list') ?? '', ',').map(parseInteger)
  const twice = [...new Set(wanted.filter((id, index) => wanted.indexOf(id) !== index))]
  if (twice.length > 0) {
    throw refuse(`Broker list contains duplicate entries: [${twice.join(', ')}]`)
  }
  const topics = decodeTopics(options.value('topics-to-move-json-file') ?? '', spec.files)
  const again = [...new Set(topics.filter((name, index) => topics.indexOf(name) !== index))]
  if (again.length > 0) {
    throw refuse(`List of topics to reassign contains duplicate entries: [${again.join(', ')}]`)
  }
  const current = assignmentOf(io, topics)
  const isRackAware = !options.has('disable-rack-aware')
  const brokers = liveBrokers(io)
    .filter(({ id }) => wanted.includes(id))
    .map(({ id, rack }) => ({ id: nodeId(id), rack: isRackAware ? rack : null, fenced: false }))
  const proposed = topicsIn(current).flatMap((topic) => {
    const rows = current.filter((row) => row.topic === topic)
    const replicationFactor = rows[0]?.replicas.length ?? 1
    const placed = placeReplicas({
      partitionCount: rows.length,
      replicationFactor,
      brokers,
      nextInt: io.draw,
    })
    if (!placed.ok) {
      const javaClass = 'org.apache.kafka.common.errors.InvalidReplicationFactorException'
      throw new ToolError(javaClass, placed.message)
    }
    return placed.assignments.map((replicas, partition) => ({ topic, partition, replicas }))
  })
  out(`Current partition replica assignment\n${assignmentJson(current)}\n`)
  out(`Proposed partition reassignment configuration\n${assignmentJson(proposed)}`)
  return 0
}

/** Kafka: ReassignPartitionsCommand.executeAssignment. */
function execute(io: Io): number {
  const { options, ask, out } = io
  const targets = targetsOf(io)
  checkTargets(targets)
  const moving = askReassignments(io, null)
  if (moving.length > 0 && !options.has('additional')) {
    throw terse(
      'Cannot execute because there is an existing partition assignment.  Use --additional to override this and create a new partition assignment in addition to the existing one. The --additional flag can also be used to change the throttle by resubmitting the current reassignment.',
    )
  }
  const live = liveBrokers(io).map(({ id }) => id)
  const unknown = targets.flatMap(({ replicas }) => replicas).find((id) => !live.includes(id))
  if (unknown !== undefined) throw refuse(`Unknown broker id ${unknown}`)
  const names = new Set(targets.map(nameOf))
  const current = assignmentOf(io, topicsIn(targets)).filter((row) => names.has(nameOf(row)))
  refuseMissing(targets, current)
  out(
    `Current partition replica assignment\n\n${assignmentJson(current)}\n\nSave this to use as the --reassignment-json-file option during rollback`,
  )
  const wished = moveWishes(targets)
  throttleMoves(io, { current, targets, moving, wished })
  const answer = waitFor(() =>
    ask<'AlterPartitionReassignments'>({
      api: 'AlterPartitionReassignments',
      allowReplicationFactorChange: !options.has('disallow-replication-factor-change'),
      partitions: targets.map((row) => ({ ...row, replicas: row.replicas.map(nodeId) })),
    }),
  )
  const failed = answer.partitions.filter(({ error }) => error !== 'NONE')
  if (failed.length > 0) {
    const lines = failed.map(
      (row) => `${nameOf(row)}: ${row.errorMessage ?? errorMessage(row.error)}`,
    )
    throw terse(`Error reassigning partition(s):\n${lines.join('\n')}`)
  }
  out(
    `Successfully started partition reassignment${targets.length === 1 ? '' : 's'} for ${inOrder(targets).map(nameOf).join(',')}`,
  )
  executeMoves(io, wished)
  return 0
}

/** Limits before anything moves: between brokers, and between the directories of brokers. */
function throttleMoves(
  io: Io,
  about: {
    readonly current: readonly Target[]
    readonly targets: readonly Target[]
    readonly moving: readonly Moving[]
    readonly wished: readonly MoveWish[]
  },
): void {
  const { options, out } = io
  const throttle = Number(options.value('throttle') ?? -1)
  const between = Number(options.value('replica-alter-log-dirs-throttle') ?? -1)
  if (throttle < 0 && between < 0) return
  out(
    'Warning: You must run --verify periodically, until the reassignment completes, to ensure the throttle is removed.',
  )
  const { current, targets, moving, wished } = about
  if (throttle >= 0) {
    setThrottles(io, { current, targets, moving, throttle })
    out(`The inter-broker throttle limit was set to ${throttle} B/s`)
  }
  if (between < 0) return
  throttleDirs(
    io,
    wished.map(({ broker }) => broker),
    between,
  )
  out(`The replica-alter-dir throttle limit was set to ${between} B/s`)
}

/** Kafka: ReassignPartitionsCommand.getReplicaAssignmentForPartitions. @throws ToolError */
function refuseMissing(targets: readonly Target[], current: readonly Target[]): void {
  const missing = targets.filter((row) => !current.some((other) => nameOf(other) === nameOf(row)))
  if (missing.length === 0) return
  const text = `${UNKNOWN}: Unable to find partition: ${missing.map(nameOf).join(', ')}`
  throw new ToolError('java.util.concurrent.ExecutionException', text, [text])
}

/** Kafka: ReassignPartitionsCommand.verifyAssignment. */
function verify(io: Io): number {
  const { options, out } = io
  const targets = targetsOf(io)
  const moving = askReassignments(io, null)
  const isMoving = (row: Target) => moving.some((other) => nameOf(other) === nameOf(row))
  const settled = targets.filter((row) => !isMoving(row))
  const current = settled.length === 0 ? [] : assignmentOf(io, topicsIn(settled), true)
  out('Status of partition reassignment:')
  for (const row of inOrder(targets)) {
    const name = nameOf(row)
    const now = current.find((other) => nameOf(other) === name)?.replicas.join(',') ?? ''
    if (isMoving(row)) out(`Reassignment of partition ${name} is still in progress.`)
    else if (now === row.replicas.join(',')) out(`Reassignment of partition ${name} is completed.`)
    else {
      out(
        `There is no active reassignment of partition ${name}, but replica set is ${now} rather than ${row.replicas.join(',')}.`,
      )
    }
  }
  const states = moveStates(io, moveWishes(targets))
  out(movesText(states))
  const isDone = states.every(({ type }) => type === 'cancelled' || type === 'completed')
  if (moving.length === 0 && isDone && !options.has('preserve-throttles')) {
    clearThrottles(io, targets, (line) => out(line))
  }
  return 0
}

const NO_MOVES = 'None of the specified partition moves are active.'

/** Kafka: ReassignPartitionsCommand.cancelAssignment. */
function cancel(io: Io): number {
  const { options, ask, out } = io
  const targets = targetsOf(io)
  const moving = askReassignments(io, null)
  // A set: what a file names twice is cancelled once.
  const named = new Map(targets.map((row) => [nameOf(row), row] as const))
  const reassigned = moving.flatMap((row) => named.get(nameOf(row)) ?? [])
  if (reassigned.length === 0) out('None of the specified partition reassignments are active.')
  else {
    const answer = waitFor(() =>
      ask<'AlterPartitionReassignments'>({
        api: 'AlterPartitionReassignments',
        allowReplicationFactorChange: true,
        partitions: reassigned.map(({ topic, partition }) => ({
          topic,
          partition,
          replicas: null,
        })),
      }),
    )
    const failed = answer.partitions.filter(({ error }) => error !== 'NONE')
    if (failed.length > 0) {
      const lines = failed.map(
        (row) => `${nameOf(row)}: ${row.errorMessage ?? errorMessage(row.error)}`,
      )
      const many = failed.length === 1 ? '' : 's'
      throw terse(`Error cancelling partition reassignment${many} for:\n${lines.join('\n')}`)
    }
    out(
      `Successfully cancelled partition reassignment${reassigned.length === 1 ? '' : 's'} for: ${inOrder(reassigned).map(nameOf).join(',')}`,
    )
  }
  const active = moveStates(io, moveWishes(targets)).filter(({ type }) => type === 'active')
  const print = active.length === 0 ? firstAfter(NO_MOVES, out) : out
  executeMoves(
    io,
    active.map(({ wish, current }) => ({ ...wish, logDir: current ?? '' })),
  )
  if (!options.has('preserve-throttles')) clearThrottles(io, targets, print)
  else if (active.length === 0) out(NO_MOVES)
  return 0
}

/** Kafka ends the sentence before without a new line: the next one follows it. */
function firstAfter(start: string, out: (line: string) => void): (line: string) => void {
  let before = start
  return (line) => {
    out(before + line)
    before = ''
  }
}

/** Kafka: ReassignPartitionsCommand.listReassignments. */
function list(io: Io): number {
  const rows = askReassignments(io, null)
  if (rows.length === 0) {
    io.out('No partition reassignments found.')
    return 0
  }
  io.out('Current partition reassignments:')
  for (const row of rows) {
    const { addingReplicas, removingReplicas } = row
    const adding = addingReplicas.length === 0 ? '' : ` adding: ${addingReplicas.join(',')}.`
    const removing =
      removingReplicas.length === 0 ? '' : ` removing: ${removingReplicas.join(',')}.`
    io.out(`${nameOf(row)}: replicas: ${row.replicas.join(',')}.${adding}${removing}`)
  }
  return 0
}

/** `kafka-reassign-partitions.sh`. Kafka: org.apache.kafka.tools.reassign.ReassignPartitionsCommand. */
export const reassignTool: ScriptTool = {
  name: 'kafka-reassign-partitions',
  bootstrapOption: 'bootstrap-server',
  options: REASSIGN_OPTIONS,
  isUncaught: true,
  purpose: 'This tool helps to move topic partitions between replicas.',
  main,
  onError: ({ out }, error) => {
    if (error.javaClass === 'terse') out(error.message)
    else {
      out(`Error: ${error.message}`)
      for (const line of stackTrace(error)) out(line)
    }
    return 1
  },
}
