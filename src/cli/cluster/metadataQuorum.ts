import { nodeId, ZERO_UUID } from '~/kafka/ids'
import type { DescribeQuorumResponse, QuorumReplicaState } from '~/kafka/protocol/rpc/admin'
import type { ArgparseParser } from '../parse/argparseTable'
import { CONNECTION } from '../connection'
import { addController, terse } from './addController'
import { prettyTable } from './prettyTable'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError, waitFor } from '../script'
import { uuidProblem } from '../uuidText'

const PARSER: ArgparseParser = {
  prog: 'kafka-metadata-quorum',
  about: 'Shows the quorum of the controllers, and changes it.',
  helpStatus: 0,
  options: [{ name: 'command-config', about: 'A file of settings for the admin client.' }],
  groups: [CONNECTION],
  commands: [
    {
      name: 'describe',
      about: 'Who leads, and how far the others are.',
      options: [
        { name: 'status', action: 'flag', about: 'The quorum in a few lines.' },
        { name: 'replication', action: 'flag', about: 'Every replica of the metadata log.' },
        { name: 'human-readable', action: 'flag', about: 'With --replication: times as ages.' },
      ],
    },
    {
      name: 'add-controller',
      about: 'Makes an observing controller a voter.',
      options: [{ name: 'dry-run', action: 'flag', about: 'Only says what would be done.' }],
    },
    {
      name: 'remove-controller',
      about: 'Takes a voter out of the quorum.',
      options: [
        { name: 'controller-id', short: 'i', type: 'Integer', isRequired: true, about: 'Its id.' },
        {
          name: 'controller-directory-id',
          short: 'd',
          isRequired: true,
          about: 'The id of its log directory.',
        },
        { name: 'dry-run', action: 'flag', about: 'Only says what would be done.' },
      ],
    },
  ],
}

function main(io: Io): number {
  const { options, command, spec } = io
  const file = options.value('command-config')
  if (file !== undefined && spec.files[file] === undefined) {
    throw terse(`Properties file ${file} does not exists!`)
  }
  if (command === 'describe') return describe(io)
  if (command === 'add-controller') return addController(io)
  return removeController(io)
}

function describe(io: Io): number {
  const { options } = io
  const [status, replication] = [options.has('status'), options.has('replication')]
  if (status && replication) {
    throw terse(
      'Only one of --status or --replication should be specified with describe sub-command',
    )
  }
  if (replication) return describeReplication(io, options.has('human-readable'))
  if (!status) {
    throw terse('One of --status or --replication must be specified with describe sub-command')
  }
  if (options.has('human-readable')) {
    throw terse('The option --human-readable is only supported along with --replication')
  }
  return describeStatus(io)
}

function askQuorum({ ask }: Io): DescribeQuorumResponse {
  return waitFor(() => ask<'DescribeQuorum'>({ api: 'DescribeQuorum' }))
}

function leaderOf({ currentVoters, leaderId }: DescribeQuorumResponse): QuorumReplicaState {
  const leader = currentVoters.find(({ replicaId }) => replicaId === leaderId)
  if (leader !== undefined) return leader
  throw new ToolError('java.util.NoSuchElementException', 'No value present')
}

/** Kafka: MetadataQuorumCommand.handleDescribeStatus. */
function describeStatus(io: Io): number {
  const { ask, out, spec } = io
  const endpointType = spec.args.some((word) => word.startsWith('--bootstrap-controller'))
    ? 'CONTROLLER'
    : 'BROKER'
  const { clusterId } = waitFor(() =>
    ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType }),
  )
  const quorum = askQuorum(io)
  const leader = leaderOf(quorum)
  const slowest = quorum.currentVoters.reduce((a, b) => (b.logEndOffset < a.logEndOffset ? b : a))
  const lagMs = lagTimeMs(leader, slowest)
  out(`ClusterId:              ${clusterId}`)
  out(`LeaderId:               ${quorum.leaderId ?? -1}`)
  out(`LeaderEpoch:            ${quorum.leaderEpoch}`)
  out(`HighWatermark:          ${quorum.highWatermark}`)
  out(`MaxFollowerLag:         ${leader.logEndOffset - slowest.logEndOffset}`)
  out(`MaxFollowerLagTimeMs:   ${lagMs}`)
  out(`CurrentVoters:          ${replicas(quorum, quorum.currentVoters)}`)
  out(`CurrentObservers:       ${replicas(quorum, quorum.observers)}`)
  return 0
}

function lagTimeMs(leader: QuorumReplicaState, slowest: QuorumReplicaState): number {
  if (leader === slowest) return 0
  const [ahead, behind] = [leader.lastCaughtUpTimestampMs, slowest.lastCaughtUpTimestampMs]
  return ahead < 0 || behind < 0 ? -1 : ahead - behind
}

function replicas({ nodes }: DescribeQuorumResponse, rows: readonly QuorumReplicaState[]): string {
  const texts = rows.map(({ replicaId, directoryId }) => {
    const endpoints = nodes
      .filter(({ id }) => id === replicaId)
      .map(({ listener, host, port }) => `"${listener}://${host}:${port}"`)
    const directory = directoryId === null ? '' : `, "directoryId": "${directoryId}"`
    const where = endpoints.length === 0 ? '' : `, "endpoints": [${endpoints.join(', ')}]`
    return `{"id": ${replicaId}${directory}${where}}`
  })
  return `[${texts.join(', ')}]`
}

/** Kafka: MetadataQuorumCommand.handleDescribeReplication. */
function describeReplication(io: Io, isHuman: boolean): number {
  const quorum = askQuorum(io)
  const leader = leaderOf(quorum)
  const time = (ms: number) => (ms >= 0 && isHuman ? `${io.nowMs - ms} ms ago` : String(ms))
  const row = (status: string) => (replica: QuorumReplicaState) => [
    String(replica.replicaId),
    replica.directoryId ?? ZERO_UUID,
    String(replica.logEndOffset),
    String(leader.logEndOffset - replica.logEndOffset),
    time(replica.lastFetchTimestampMs),
    time(replica.lastCaughtUpTimestampMs),
    status,
  ]
  const headers = [
    'NodeId',
    'DirectoryId',
    'LogEndOffset',
    'Lag',
    'LastFetchTimestamp',
    'LastCaughtUpTimestamp',
    'Status',
  ]
  const followers = quorum.currentVoters.filter((voter) => voter !== leader)
  const rows = [
    row('Leader')(leader),
    ...followers.map(row('Follower')),
    ...quorum.observers.map(row('Observer')),
  ]
  for (const line of prettyTable(headers, rows)) io.out(line)
  return 0
}

/** Kafka: MetadataQuorumCommand.handleRemoveController. */
function removeController({ ask, options, out }: Io): number {
  const id = Number(options.value('controller-id'))
  const directoryId = options.value('controller-directory-id') ?? ''
  if (id < 0) throw terse(`Invalid negative --controller-id: ${id}`)
  const problem = uuidProblem(directoryId)
  if (problem !== null) throw terse(`Failed to parse --controller-directory-id: ${problem}`)
  const what = `KRaft controller ${id} with directory id ${directoryId}`
  if (options.has('dry-run')) {
    out(`DRY RUN of removing  ${what}`)
    return 0
  }
  waitFor(() => {
    const { error, errorMessage } = ask<'RemoveRaftVoter'>({
      api: 'RemoveRaftVoter',
      clusterId: null,
      voterId: nodeId(id),
      voterDirectoryId: directoryId,
    })
    if (error !== 'NONE') throw kafkaError(error, errorMessage)
  })
  out(`Removed  ${what}`)
  return 0
}

/** `kafka-metadata-quorum.sh`. Kafka: org.apache.kafka.tools.MetadataQuorumCommand. */
export const metadataQuorumTool: ScriptTool = {
  name: 'kafka-metadata-quorum',
  bootstrapOption: 'bootstrap-server',
  options: [],
  parser: PARSER,
  main,
  onError: ({ err }, error) => {
    // What a future failed with is told by its cause.
    err(error.message)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
