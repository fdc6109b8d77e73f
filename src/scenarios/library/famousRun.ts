import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import { hostId, processId } from '~/sim/ids'
import type { Command } from '~/sim/world'
import type { Scenario, ScenarioClient, ScenarioDeed, ScenarioTopic } from '../scenario'
import type { ClusterShape } from '../transcriptCluster'
import { loopbackScenario } from '../transcriptCluster'

/** The name of any fact. */
type FactName = FactRecord<KafkaModel>['fact']['type']

/** When a cue comes: with the first event, after the cue before it, that reports such a fact. */
export interface CueWhen {
  readonly fact: FactName
  /** Fields of the fact that must be so; lists are equal when their members are. */
  readonly where?: Readonly<Record<string, unknown>>
  /** The process that reports it. */
  readonly process?: string
  /**
   * What makes it seen: the cue waits for the first such fact from there on. What a controller
   * writes holds only once it is committed.
   */
  readonly shownBy?: Omit<CueWhen, 'shownBy'>
}

/** When a partition's change is committed: a controller's record holds only then. */
export function changed(where: Readonly<Record<string, unknown>>): CueWhen {
  return { fact: 'PartitionChanged', where, shownBy: { fact: 'MetadataCommitted' } }
}

/** A thing of the run that a cue points at. */
export type CueThing =
  | { readonly kind: 'broker' | 'controller'; readonly id: number }
  | { readonly kind: 'client'; readonly process: string }
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }

/** A lens that a run is best seen in, by its name in addresses. */
type LensName = 'stage' | 'logs' | 'events' | 'charts' | 'isr' | 'metadata'

/** An instant of a famous run with a caption of its own: `cue.<run>.<id>` of the words. */
export interface Cue {
  readonly id: string
  readonly when: CueWhen
  /** What is chosen when it comes. */
  readonly about?: CueThing
}

/** A scenario that is known by name, with what to look at and what to say. */
export interface FamousRun {
  readonly scenario: Scenario
  /** The seed that it is told with; with others the same things happen at other instants. */
  readonly seed: number
  readonly view: { readonly main: LensName; readonly second: Exclude<LensName, 'stage'> }
  readonly cues: readonly Cue[]
}

/** What the cluster of a famous run is made of. */
interface FamousCluster {
  readonly id: string
  readonly title: string
  readonly shape: ClusterShape
  readonly properties?: Readonly<Record<string, string>>
  readonly topic: Omit<ScenarioTopic, 'partitions' | 'replicationFactor'>
  readonly workload: readonly ScenarioClient[]
  readonly script: readonly ScenarioDeed[]
}

const brokersOf = (shape: ClusterShape) => (shape.type === 'combined' ? shape.nodes : shape.brokers)

/** The servers that clients of a loopback cluster bootstrap from. */
export function bootstrapOf(shape: ClusterShape): string {
  return Array.from({ length: brokersOf(shape) }, (_, at) => `localhost:${9092 + at}`).join(',')
}

/** A scenario on loopback with one topic, clients, and a script. */
export function famousScenario(cluster: FamousCluster): Scenario {
  const { id, title, shape, properties, topic, workload, script } = cluster
  const bootstrap = bootstrapOf(shape)
  const assignments = topic.assignments ?? []
  return {
    ...loopbackScenario({
      shape,
      properties: {
        // The scenario's own topics have their replicas: a client must not create them first.
        'auto.create.topics.enable': 'false',
        'offsets.topic.num.partitions': '1',
        'group.initial.rebalance.delay.ms': '0',
        ...properties,
      },
      perNode: {},
    }),
    id,
    title,
    bootstrap,
    topics: [
      { ...topic, partitions: assignments.length, replicationFactor: assignments[0]?.length ?? 1 },
    ],
    workload: workload.map((client) => ({ ...client, bootstrap })),
    script,
  }
}

/** A producer that writes what the script or a person tells it to. */
export function onDemand(
  id: string,
  properties: Readonly<Record<string, string>>,
  topic = 'orders',
): ScenarioClient {
  return {
    id,
    kind: 'producer',
    topic,
    bootstrap: '',
    ratePerSecond: 0,
    groupId: null,
    properties,
  }
}

/** A consumer of a group. */
export function reader(id: string, groupId: string, topic = 'orders'): ScenarioClient {
  return { id, kind: 'consumer', topic, bootstrap: '', ratePerSecond: 0, groupId, properties: {} }
}

const server = (id: number) => processId(`kafka-${id}`)
const node = (id: number) => hostId(`node-${id}`)

/** What scripts do, at a second of simulated time. */
export const at = (second: number) => {
  const deed = (command: Command<KafkaModel>): ScenarioDeed => ({ atMs: second * 1000, command })
  return {
    /** A producer is told to write so many records. */
    send: (client: string, count = 1) =>
      deed({
        type: 'Call',
        process: processId(client),
        call: { type: 'Set', name: 'send', value: count },
      }),
    kill: (id: number) => deed({ type: 'Kill', process: server(id) }),
    stop: (id: number) => deed({ type: 'Signal', process: server(id), signal: 'SIGTERM' }),
    start: (id: number) => deed({ type: 'Start', process: server(id) }),
    /** Nothing passes from one node to the other; the way back is open. */
    cut: (from: number, to: number) =>
      deed({ type: 'SetLink', from: node(from), to: node(to), link: { cut: true } }),
    slow: (from: number, to: number, latencyMs: number) =>
      deed({
        type: 'SetLink',
        from: node(from),
        to: node(to),
        link: { latencyMicros: latencyMs * 1000 },
      }),
    heal: () => deed({ type: 'HealLinks' }),
  }
}
