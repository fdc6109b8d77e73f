import { nodeId } from '~/kafka/ids'
import type { ArgparseParser } from '../parse/argparseTable'
import { SHORT_CONNECTION } from '../connection'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError, waitFor, wrapError } from '../script'

const CONFIG = { name: 'config', short: 'c', about: 'A file of settings for the admin client.' }

const PARSER: ArgparseParser = {
  prog: 'kafka-cluster',
  about: 'Shows what a cluster is made of.',
  helpStatus: 1,
  options: [],
  commands: [
    {
      name: 'cluster-id',
      about: "The cluster's id.",
      options: [CONFIG],
      groups: [SHORT_CONNECTION],
    },
    {
      name: 'unregister',
      about: 'Makes the cluster forget a broker.',
      options: [
        CONFIG,
        { name: 'id', short: 'i', type: 'Integer', isRequired: true, about: "The broker's id." },
      ],
      groups: [SHORT_CONNECTION],
    },
    {
      name: 'list-endpoints',
      about: 'Where brokers or controllers listen.',
      options: [
        CONFIG,
        { name: 'include-fenced-brokers', action: 'flag', about: 'Fenced brokers, too.' },
      ],
      groups: [SHORT_CONNECTION],
    },
  ],
}

function main(io: Io): number {
  switch (io.command) {
    case 'cluster-id':
      return clusterId(io)
    case 'unregister':
      return unregister(io)
    default:
      return listEndpoints(io)
  }
}

function clusterOf({ ask, options }: Io) {
  const endpointType = options.has('bootstrap-controller') ? 'CONTROLLER' : 'BROKER'
  const includesFenced = options.has('include-fenced-brokers')
  return waitFor(() =>
    ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType, includesFenced }),
  )
}

/** Kafka: ClusterTool.clusterIdCommand. */
function clusterId(io: Io): number {
  io.out(`Cluster ID: ${clusterOf(io).clusterId}`)
  return 0
}

/** Kafka: ClusterTool.unregisterCommand. */
function unregister({ ask, options, out, err }: Io): number {
  const id = Number(options.value('id'))
  const answer = waitFor(() =>
    ask<'UnregisterBroker'>({ api: 'UnregisterBroker', brokerId: nodeId(id) }),
  )
  if (answer.error !== 'NONE') {
    err(
      `[{time}] ERROR [AdminClient clientId=adminclient-1] Unregister broker request for broker ID ${id} failed: ${answer.errorMessage ?? ''} (org.apache.kafka.clients.admin.KafkaAdminClient)`,
    )
    const cause = kafkaError(answer.error, answer.errorMessage)
    throw wrapError('java.util.concurrent.ExecutionException', cause)
  }
  out(`Broker ${id} is no longer registered.`)
  return 0
}

/** Kafka: ClusterTool.listEndpoints. */
function listEndpoints(io: Io): number {
  const { options, out } = io
  const isBroker = !options.has('bootstrap-controller')
  if (!isBroker && options.has('include-fenced-brokers')) {
    throw new ToolError(
      'java.lang.IllegalArgumentException',
      'The option --include-fenced-brokers is only supported with --bootstrap-server option',
    )
  }
  const nodes = clusterOf(io).brokers
  const hostWidth = nodes.length === 0 ? 100 : Math.max(...nodes.map(({ host }) => host.length))
  const racks = nodes.flatMap(({ rack }) => (rack === null ? [] : [rack.length]))
  const rackWidth = racks.length === 0 ? 10 : Math.max(...racks)
  const line = (...[id, host, port, rack, state, kind]: readonly string[]) => {
    const cells = [
      id?.padEnd(10),
      host?.padEnd(hostWidth),
      port?.padEnd(10),
      rack?.padEnd(rackWidth),
    ]
    const states = isBroker ? [state?.padEnd(10)] : []
    out([...cells, ...states, kind?.padEnd(15)].join(' '))
  }
  line('ID', 'HOST', 'PORT', 'RACK', 'STATE', 'ENDPOINT_TYPE')
  const kind = isBroker ? 'broker' : 'controller'
  for (const { id, host, port, rack, isFenced } of nodes) {
    line(
      String(id),
      host,
      String(port),
      String(rack),
      isFenced === true ? 'fenced' : 'unfenced',
      kind,
    )
  }
  return 0
}

/** `kafka-cluster.sh`. Kafka: org.apache.kafka.tools.ClusterTool. */
export const clusterTool: ScriptTool = {
  name: 'kafka-cluster',
  bootstrapOption: 'bootstrap-server',
  configOption: 'config',
  options: [],
  parser: PARSER,
  main,
  onError: ({ err }, error) => {
    err(error.message)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
