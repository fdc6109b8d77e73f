import type { DescribeLogDirsResponse } from '~/kafka/protocol/rpc/admin'
import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import { topicPartitionHash } from '~/kafka/protocol/topicPartitionHash'
import { exceptionClass } from '~/kafka/protocol/errors'
import { parseInteger } from '../parse/javaInteger'
import type { OptionSpec } from '../parse/options'
import { require } from '../parse/options'
import type { Io, ScriptTool } from '../script'
import { stackTrace, waitFor } from '../script'

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'bootstrap-server',
    argument: 'The server(s) to use for bootstrapping',
    about: 'Where to begin (required).',
  },
  { name: 'broker-list', argument: 'Broker list', about: 'Brokers by number, with commas.' },
  {
    name: 'command-config',
    argument: 'Admin client property file',
    about: 'Settings of the admin client.',
  },
  { name: 'describe', argument: null, about: 'Shows the directories (required).' },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'topic-list', argument: 'Topic list', about: 'Topics, with commas; all unless given.' },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

const listOf = (text: string | undefined) => (text ?? '').split(',').filter((item) => item !== '')

/** Kafka: LogDirsCommand.execute. */
function main({ options, ask, out, err }: Io): number {
  require(options, ['bootstrap-server', 'describe'])
  const topics = listOf(options.value('topic-list'))
  const existing = waitFor(() =>
    ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType: 'BROKER' }),
  )
    .brokers.map(({ id }) => Number(id))
    .sort((a, b) => a - b)
  const wanted = listOf(options.value('broker-list')).map(parseInteger)
  const unknown = wanted.filter((id) => !existing.includes(id))
  if (unknown.length > 0) {
    err(
      `ERROR: The given brokers do not exist from --broker-list: ${unknown.join(',')}. Current existent brokers: ${existing.join(',')}`,
    )
    return 1
  }
  const asked = wanted.length > 0 ? [...new Set(wanted)] : existing
  out('Querying brokers for log directories information')
  const answers = asked.map((id) => ({
    broker: id,
    logDirs: waitFor(() =>
      ask<'DescribeLogDirs'>({ api: 'DescribeLogDirs' }, { type: 'broker', id }),
    ).logDirs,
  }))
  out(`Received log directory information from brokers ${asked.join(',')}`)
  const brokers = answers.map(({ broker, logDirs }) => ({
    broker,
    logDirs: inMapOrder(logDirs).map((dir) => dirOf(dir, topics)),
  }))
  out(JSON.stringify({ brokers, version: 1 }))
  return 0
}

/** Kafka: KafkaAdminClient.logDirDescriptions, a hash map made for as many as there are. */
function inMapOrder(dirs: DescribeLogDirsResponse['logDirs']): DescribeLogDirsResponse['logDirs'] {
  return javaHashOrder(dirs, ({ logDir }) => javaHashCode(logDir), 1)
}

function dirOf(
  { logDir, error, partitions }: DescribeLogDirsResponse['logDirs'][number],
  topics: readonly string[],
): unknown {
  // What passes goes from the hash map of all partitions into one of its own. X-110.
  const named = javaHashOrder(partitions, topicPartitionHash).filter(
    ({ topic }) => topics.length === 0 || topics.includes(topic),
  )
  const rows = javaHashOrder(named, topicPartitionHash).map(
    ({ topic, partition, size, offsetLag, isFuture }) => ({
      partition: `${topic}-${partition}`,
      size,
      offsetLag,
      isFuture,
    }),
  )
  const failure = error === 'NONE' ? null : exceptionClass(error)
  return { partitions: rows, error: failure, logDir }
}

/** `kafka-log-dirs.sh`. Kafka: org.apache.kafka.tools.LogDirsCommand. */
export const logDirsTool: ScriptTool = {
  name: 'kafka-log-dirs',
  options: OPTIONS,
  purpose: 'This tool helps to query log directory usage on the specified brokers.',
  bootstrapOption: 'bootstrap-server',
  main,
  onError: ({ err }, error) => {
    err(error.message)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
