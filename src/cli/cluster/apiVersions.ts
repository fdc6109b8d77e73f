import { apisOf } from '~/kafka/protocol/apis'
import type { OptionSpec } from '../parse/options'
import { UsageError } from '../parse/options'
import type { Io, ScriptTool } from '../script'
import { stackTrace, waitFor } from '../script'

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'bootstrap-server',
    argument: 'server(s) to use for bootstrapping',
    about: 'Where to begin (required).',
  },
  { name: 'command-config', argument: 'config file', about: 'Settings of the admin client.' },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

/** APIs that clients know and a broker of this release does not offer: their versions are unstable. */
const NOT_OFFERED: readonly (readonly [number, string])[] = [
  [88, 'StreamsGroupHeartbeat'],
  [89, 'StreamsGroupDescribe'],
]

/** The lines of one broker, by ascending key. Kafka: NodeApiVersions.toString. */
function apiLines(): readonly string[] {
  const offered = apisOf('BROKER').map(({ name, key, min, max }) => ({
    key,
    text: `${name}(${key}): ${min === max ? String(min) : `${min} to ${max}`} [usable: ${max}]`,
  }))
  const others = NOT_OFFERED.map(([key, name]) => ({ key, text: `${name}(${key}): UNSUPPORTED` }))
  return [...offered, ...others].toSorted((a, b) => a.key - b.key).map(({ text }) => text)
}

/** X-190. Kafka: BrokerApiVersionsCommand.execute. */
function main({ options, ask, out }: Io): number {
  if (!options.has('bootstrap-server')) {
    throw new UsageError('usage', 'Missing required argument "[bootstrap-server]"')
  }
  const { brokers } = waitFor(() =>
    ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType: 'BROKER' }),
  )
  for (const { id, host, port, rack } of brokers) {
    const versions = waitFor(() =>
      ask<'ApiVersions'>(
        { api: 'ApiVersions', clientSoftwareName: 'apache-kafka-java' },
        { type: 'broker', id },
      ),
    )
    const lines = versions.listener === 'BROKER' ? apiLines() : []
    out(`${host}:${port} (id: ${id} rack: ${rack ?? 'null'} isFenced: false) -> (`)
    lines.forEach((line, index) => {
      out(`\t${line}${index < lines.length - 1 ? ',' : ''}`)
    })
    out(')')
  }
  return 0
}

/** `kafka-broker-api-versions.sh`. Kafka: org.apache.kafka.tools.BrokerApiVersionsCommand. */
export const apiVersionsTool: ScriptTool = {
  name: 'kafka-broker-api-versions',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  purpose: 'This tool helps to retrieve broker version information.',
  main,
  onError: ({ err }, error) => {
    err(error.message)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
