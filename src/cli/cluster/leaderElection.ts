import { javaHashOrder } from '~/base/javaOrder'
import { topicPartitionHash } from '~/kafka/protocol/topicPartitionHash'
import type { ElectLeadersResponse } from '~/kafka/protocol/rpc/admin'
import { exceptionText } from '~/kafka/protocol/errors'
import { decodeElections } from './electionFile'
import type { OptionSpec, Options } from '../parse/options'
import { UsageError } from '../parse/options'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError, wrapError } from '../script'

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

const FAILED = 'org.apache.kafka.tools.AdminCommandFailedException'

type Row = ElectLeadersResponse['partitions'][number]

/** A mistake on the command line: its message, then the trace. */
function refuse(message: string): UsageError {
  return new UsageError('joptsimple', message, FAILED)
}

/** Kafka: LeaderElectionCommandOptions.validate. @throws UsageError */
function check(options: Options): void {
  const missing = ['bootstrap-server', 'election-type'].filter((name) => !options.has(name))
  if (missing.length > 0) throw refuse(`Missing required option(s): ${missing.join(', ')}`)
  const ways = ['topic', 'all-topic-partitions', 'path-to-json-file']
  if (ways.filter((name) => options.has(name)).length !== 1) {
    throw refuse(`One and only one of the following options is required: ${ways.join(', ')}`)
  }
  if (options.has('topic') && !options.has('partition')) {
    throw refuse('Missing required option(s): partition')
  }
  if (!options.has('topic') && options.has('partition')) {
    throw refuse('Option partition is only allowed if topic is used')
  }
}

function typeOf(options: Options): 'PREFERRED' | 'UNCLEAN' {
  const text = options.value('election-type') ?? ''
  const type = text.toUpperCase()
  if (type === 'PREFERRED' || type === 'UNCLEAN') return type
  throw new ToolError(
    'joptsimple.OptionArgumentConversionException',
    `Cannot parse argument '${text}' of option election-type`,
    [`joptsimple.ValueConversionException: Value [${text}] is not one of [[PREFERRED,UNCLEAN]]`],
  )
}

function partitionsOf({ options, spec }: Io): { topic: string; partition: number }[] | null {
  if (options.has('all-topic-partitions')) return null
  const path = options.value('path-to-json-file')
  if (path !== undefined) return [...decodeElections(path, spec.files)]
  return [{ topic: options.value('topic') ?? '', partition: Number(options.value('partition')) }]
}

function main(io: Io): number {
  const { options, ask, out } = io
  check(options)
  const electionType = typeOf(options)
  const partitions = partitionsOf(io)
  try {
    const response = ask<'ElectLeaders'>({
      api: 'ElectLeaders',
      electionType,
      partitions,
      timeoutMs: 30_000,
    })
    // What failed as a whole names no partition. Kafka: KafkaAdminClient.electLeaders.
    if (response.error !== 'NONE') throw kafkaError(response.error, null)
    return report(io, electionType, response.partitions)
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    if (error.javaClass.startsWith('org.apache.kafka.common.errors.') && !isTimeout(error)) {
      const inner = wrapError('java.util.concurrent.ExecutionException', error)
      throw wrapError('java.lang.RuntimeException', inner)
    }
    if (!isTimeout(error)) throw error
    const message = 'Timeout waiting for election results'
    out(message)
    throw new ToolError(FAILED, message, wrapError('', error).causes)
  }
}

const isTimeout = ({ javaClass }: ToolError) => javaClass.endsWith('.TimeoutException')

const nameOf = ({ topic, partition }: Row) => `${topic}-${partition}`

/** Kafka: LeaderElectionCommand.electLeaders. */
function report({ out }: Pick<Io, 'out'>, type: string, rows: readonly Row[]): number {
  // A hash map of all, then one of each outcome.
  const all = javaHashOrder(rows, topicPartitionHash)
  const those = (holds: (row: Row) => boolean) =>
    javaHashOrder(all.filter(holds), topicPartitionHash)
  const done = those(({ error }) => error === 'NONE').map(nameOf)
  const needless = those(({ error }) => error === 'ELECTION_NOT_NEEDED').map(nameOf)
  const failed = those(({ error }) => error !== 'NONE' && error !== 'ELECTION_NOT_NEEDED')
  if (done.length > 0) {
    out(`Successfully completed leader election (${type}) for partitions ${done.join(', ')}`)
  }
  if (needless.length > 0)
    out(`Valid replica already elected for partitions ${needless.join(', ')}`)
  for (const row of failed) {
    const why = exceptionText(row.error, row.errorMessage ?? undefined)
    out(`Error completing leader election (${type}) for partition: ${nameOf(row)}: ${why}`)
  }
  if (failed.length === 0) return 0
  throw new ToolError(FAILED, `${failed.length} replica(s) could not be elected`)
}

/** `kafka-leader-election.sh`. Kafka: org.apache.kafka.tools.LeaderElectionCommand. */
export const leaderElectionTool: ScriptTool = {
  name: 'kafka-leader-election',
  bootstrapOption: 'bootstrap-server',
  configOption: 'admin.config',
  defaults: { 'default.api.timeout.ms': '30000', 'request.timeout.ms': '15000' },
  options: OPTIONS,
  purpose:
    'This tool attempts to elect a new leader for a set of topic partitions. The type of elections supported are preferred replicas and unclean replicas.',
  main,
  onError: ({ err }, error) => {
    err(error.message)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
