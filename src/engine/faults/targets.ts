import type { KafkaWorld } from '~/kafka/model'
import type { ClusterView } from '~/views/clusterView'
import type { HostId, ProcessId } from '~/sim/ids'
import { hostId, processId } from '~/sim/ids'

/** What a fault can be about. */
export type FaultTarget =
  | { readonly kind: 'node'; readonly id: number; readonly process: string }
  | { readonly kind: 'client'; readonly process: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'message'; readonly id: number }
  | {
      readonly kind: 'partition'
      readonly topic: string
      readonly partition: number
      /** Whose copy is meant; none: the leader's. */
      readonly broker?: number
    }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'rack'; readonly rack: string }
  /** The controllers together. */
  | { readonly kind: 'quorum' }
  /** A line drawn through the cluster: hosts on its one side, all others on the other. */
  | { readonly kind: 'line'; readonly hosts: readonly string[] }

/** What the offers are made from: both show the same instant. */
export interface FaultScene {
  readonly world: KafkaWorld
  readonly cluster: ClusterView
}

/** A server process of the scene. */
export interface SceneNode {
  readonly id: number
  readonly process: ProcessId
  readonly host: HostId
  readonly isBroker: boolean
  readonly isController: boolean
  readonly rack: string | null
}

/** The server processes, by id. */
export function nodesOf({ cluster }: FaultScene): readonly SceneNode[] {
  const nodes = new Map<string, SceneNode>()
  for (const { id, process, host, rack } of cluster.brokers) {
    nodes.set(process, {
      id,
      process: processId(process),
      host: hostId(host),
      isBroker: true,
      isController: cluster.controllers.some((row) => row.process === process),
      rack,
    })
  }
  for (const { id, process, host } of cluster.controllers) {
    if (nodes.has(process)) continue
    nodes.set(process, {
      id,
      process: processId(process),
      host: hostId(host),
      isBroker: false,
      isController: true,
      rack: null,
    })
  }
  return [...nodes.values()].sort((a, b) => a.id - b.id)
}

/** Every host of the scene: the servers' and the clients', in the order of the stage. */
export function hostsOf(scene: FaultScene): readonly HostId[] {
  const hosts = [
    ...nodesOf(scene).map(({ host }) => host),
    ...scene.cluster.clients.map(({ host }) => hostId(host)),
  ]
  return [...new Set(hosts)]
}

/** A target as a short text, unique within the run: what lists and documents call it. */
export function targetName(target: FaultTarget): string {
  switch (target.kind) {
    case 'node':
    case 'client':
      return target.process
    case 'link':
      return `${target.from}>${target.to}`
    case 'message':
      return `message ${target.id}`
    case 'partition':
      return `${target.topic}-${target.partition}`
    case 'group':
      return target.id
    case 'rack':
      return target.rack
    case 'quorum':
      return 'quorum'
    case 'line':
      return target.hosts.join(' ')
  }
}
