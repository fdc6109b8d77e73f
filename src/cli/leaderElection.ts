import type { ElectLeadersResponse } from '~/kafka/protocol/rpc/admin'
import { ERRORS, errorMessage } from '~/kafka/protocol/errors'
import type { OptionSpec } from './options'
import { UsageError } from './options'
import type { Io, ScriptTool } from './script'

const OPTIONS: readonly OptionSpec[] = [
  { name: 'admin.config', argument: 'config file', about: 'Settings of the admin client.' },
  { name: 'all-topic-partitions', argument: null, about: 'Every partition that needs it.' },
  { name: 'bootstrap-server', argument: 'host:port', about: 'Where to begin (required).' },
  { name: 'election-type', argument: 'election type', about: 'preferred or unclean (required).' },
  { name: 'help', argument: null, about: 'Prints this table.' },
  {
    name: 'partition',
    argument: 'partition id',
    type: 'integer',
    about: 'With --topic: the partition.',
  },
  {
    name: 'path-to-json-file',
    argument: 'Path to JSON file',
    about: 'A file that names partitions.',
  },
  { name: 'topic', argument: 'topic name', about: 'With --partition: the topic.' },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

type Row = ElectLeadersResponse['partitions'][number]

function main({ options, ask, out }: Io): number {
  const missing = ['bootstrap-server', 'election-type'].filter((name) => !options.has(name))
  if (missing.length > 0) {
    throw new UsageError('terse', `Missing required option(s): ${missing.join(', ')}`)
  }
  const type = (options.value('election-type') ?? '').toUpperCase()
  if (type !== 'PREFERRED' && type !== 'UNCLEAN') {
    throw new UsageError(
      'terse',
      `Invalid value for --election-type: ${options.value('election-type') ?? ''}`,
    )
  }
  const topic = options.value('topic')
  const partition = options.value('partition')
  if (topic !== undefined && partition === undefined) {
    throw new UsageError('terse', 'Missing required option(s): partition')
  }
  if (topic === undefined && !options.has('all-topic-partitions')) {
    throw new UsageError(
      'terse',
      'One and only one of the following options is required: topic, all-topic-partitions, path-to-json-file',
    )
  }
  const partitions = topic === undefined ? null : [{ topic, partition: Number(partition) }]
  const response = ask<'ElectLeaders'>({
    api: 'ElectLeaders',
    electionType: type,
    partitions,
    timeoutMs: 30_000,
  })
  return report({ out }, type, response.partitions)
}

const nameOf = ({ topic, partition }: Row) => `${topic}-${partition}`

/** Kafka: LeaderElectionCommand.electLeaders. */
function report({ out }: Pick<Io, 'out'>, type: string, rows: readonly Row[]): number {
  const done = rows.filter(({ error }) => error === 'NONE').map(nameOf)
  const needless = rows.filter(({ error }) => error === 'ELECTION_NOT_NEEDED').map(nameOf)
  const failed = rows.filter(({ error }) => error !== 'NONE' && error !== 'ELECTION_NOT_NEEDED')
  if (done.length > 0) {
    out(`Successfully completed leader election (${type}) for partitions ${done.join(', ')}`)
  }
  if (needless.length > 0)
    out(`Valid replica already elected for partitions ${needless.join(', ')}`)
  for (const row of failed) {
    const javaClass = `org.apache.kafka.common.errors.${ERRORS[row.error].exception}`
    const message = row.errorMessage ?? errorMessage(row.error)
    out(
      `Error completing leader election (${type}) for partition: ${nameOf(row)}: ${javaClass}: ${message}`,
    )
  }
  if (failed.length === 0) return 0
  throw new UsageError('terse', `${failed.length} replica(s) could not be elected`)
}

/** `kafka-leader-election.sh`. Kafka: org.apache.kafka.tools.LeaderElectionCommand. */
export const leaderElectionTool: ScriptTool = {
  name: 'kafka-leader-election',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  main,
  onError: ({ err }, error) => {
    err(`Error while executing leader election: ${error.message}`)
    return 1
  },
}
