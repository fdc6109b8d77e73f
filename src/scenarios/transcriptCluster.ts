import { nodeId } from '~/kafka/ids'
import type { ServerProperty } from '~/kafka/serverSpec'
import type { Scenario, ScenarioServer } from './scenario'

/** The shape of a cluster on loopback, as a transcript's header names it. */
export type ClusterShape =
  | { readonly type: 'combined'; readonly nodes: number }
  | { readonly type: 'apart'; readonly controllers: number; readonly brokers: number }

/** A cluster on loopback, with the properties that a transcript adds. */
export interface LoopbackCluster {
  readonly shape: ClusterShape
  /** For all nodes. */
  readonly properties: Readonly<Record<string, string>>
  /** For one node; they win. */
  readonly perNode: Readonly<Record<number, Readonly<Record<string, string>>>>
}

/** The cluster id of clusters that no file names. */
export const LOOPBACK_CLUSTER_ID = 'T2Zmc2V0U2ltdWxhdG9yAA'

interface Node {
  readonly id: number
  readonly roles: readonly ('broker' | 'controller')[]
}

function nodesOf(shape: ClusterShape): readonly Node[] {
  const numbers = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => from + index)
  if (shape.type === 'combined') {
    return numbers(shape.nodes, 1).map((id) => ({ id, roles: ['broker', 'controller'] }))
  }
  return [
    ...numbers(shape.brokers, 1).map((id) => ({ id, roles: ['broker'] as const })),
    ...numbers(shape.controllers, shape.brokers + 1).map((id) => ({
      id,
      roles: ['controller'] as const,
    })),
  ]
}

const brokerPort = (id: number) => 9091 + id
const controllerPort = (id: number) => 29092 + id

function propertiesOf(node: Node, cluster: LoopbackCluster): Record<string, string> {
  const nodes = nodesOf(cluster.shape)
  const brokers = nodes.filter(({ roles }) => roles.includes('broker')).length
  const voters = nodes.filter(({ roles }) => roles.includes('controller'))
  const factor = Math.min(3, brokers)
  const listeners = [
    ...(node.roles.includes('broker') ? [`PLAINTEXT://localhost:${brokerPort(node.id)}`] : []),
    ...(node.roles.includes('controller')
      ? [`CONTROLLER://localhost:${controllerPort(node.id)}`]
      : []),
  ]
  return {
    'process.roles': node.roles.join(','),
    'node.id': String(node.id),
    // Where transcripts look for a node's files.
    'log.dirs': `/dir/data-${node.id}`,
    listeners: listeners.join(','),
    // Of a broker that is a controller as well, only what clients use.
    'advertised.listeners': listeners[0] ?? '',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.voters': voters
      .map(({ id }) => `${id}@localhost:${controllerPort(id)}`)
      .join(','),
    'offsets.topic.replication.factor': String(factor),
    'transaction.state.log.replication.factor': String(factor),
    'transaction.state.log.min.isr': String(Math.max(1, factor - 1)),
    'share.coordinator.state.topic.replication.factor': String(factor),
    'share.coordinator.state.topic.min.isr': String(Math.max(1, factor - 1)),
    ...cluster.properties,
    ...cluster.perNode[node.id],
  }
}

function serverOf(node: Node, cluster: LoopbackCluster): ScenarioServer {
  const properties = Object.entries(propertiesOf(node, cluster)).map(
    ([name, value]): [string, ServerProperty] => [
      name,
      { value, source: { file: null, line: null } },
    ],
  )
  return {
    host: `node-${node.id}`,
    service: null,
    container: null,
    spec: {
      kind: 'server',
      nodeId: nodeId(node.id),
      roles: node.roles,
      properties: Object.fromEntries(properties),
      clusterId: LOOPBACK_CLUSTER_ID,
    },
  }
}

/**
 * A cluster of which every node listens on loopback: node n on `localhost:(9091+n)`, its
 * controller on `(29092+n)`. What transcripts of real clusters were recorded on.
 */
export function loopbackScenario(cluster: LoopbackCluster): Scenario {
  const nodes = nodesOf(cluster.shape)
  return {
    formatVersion: 1,
    id: 'loopback',
    title: 'A cluster on loopback',
    hosts: nodes.map(({ id }) => ({ id: `node-${id}`, names: [`node-${id}`], rack: null })),
    published: nodes.flatMap(({ id, roles }) => [
      ...(roles.includes('broker')
        ? [{ outer: brokerPort(id), host: `node-${id}`, port: brokerPort(id) }]
        : []),
      ...(roles.includes('controller')
        ? [{ outer: controllerPort(id), host: `node-${id}`, port: controllerPort(id) }]
        : []),
    ]),
    servers: nodes.map((node) => serverOf(node, cluster)),
    foreign: [],
    startsDown: false,
    loopback: true,
    bootstrap: `localhost:${brokerPort(1)}`,
    topics: [],
    workload: [],
  }
}
