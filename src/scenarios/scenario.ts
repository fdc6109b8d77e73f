import type { KafkaModel } from '~/kafka/model'
import type { ServerSpec } from '~/kafka/serverSpec'
import type { Command } from '~/sim/world'

/** A container or machine of the scenario. */
export interface ScenarioHost {
  /** Unique id; the compose service's or container's name, or `node-1`. */
  readonly id: string
  /** Names that the other hosts of its network reach it by (service, container, hostname, alias). */
  readonly names: readonly string[]
  /** `broker.rack`-like placement for drawing, or null. */
  readonly rack: string | null
  /** Networks that it is in; a name is known only within one. None: all hosts know each other. */
  readonly networks?: readonly string[]
}

/** A port of the person's own machine that is passed on to a host: compose `ports:`. */
export interface PublishedPort {
  /** The port on the person's machine. */
  readonly outer: number
  readonly host: string
  readonly port: number
}

/** A Kafka server of the scenario, on its host. */
export interface ScenarioServer {
  readonly host: string
  /** The compose service, for `docker compose stop kafka-1`; null outside compose. */
  readonly service: string | null
  /** The container's name, for `docker exec`; null outside compose. */
  readonly container: string | null
  /** The container's image, as the file names it. */
  readonly image?: string | null
  /** Compose services that start before it. */
  readonly dependsOn?: readonly string[]
  /** Compose profiles; without one of them `docker compose up` leaves it out. */
  readonly profiles?: readonly string[]
  /** What keeps its data: an anonymous volume is lost with `docker compose down`. */
  readonly dataVolume?: 'named' | 'bind' | 'anonymous'
  readonly spec: ServerSpec
}

/** A service that stands in the file and is not a Kafka server (kafka-ui, a database). */
export interface ForeignService {
  readonly service: string
  readonly container: string
  readonly image: string | null
  readonly line: number | null
  readonly dependsOn: readonly string[]
  readonly ports: readonly { readonly outer: number; readonly inner: number }[]
}

/**
 * A runnable set-up as data: everything that a run needs besides its seed and commands.
 * Formats that are saved or shared carry `formatVersion`.
 */
export interface Scenario {
  readonly formatVersion: 1
  readonly id: string
  readonly title: string
  readonly hosts: readonly ScenarioHost[]
  readonly published: readonly PublishedPort[]
  readonly servers: readonly ScenarioServer[]
  readonly foreign: readonly ForeignService[]
  /** True when nothing runs until `docker compose up` is typed or pressed. */
  readonly startsDown: boolean
  /** Every host is reached as `localhost` by every other (a transcript's cluster on loopback). */
  readonly loopback: boolean
  /** The person's machine is in the same network as the hosts and knows their names. */
  readonly open?: boolean
  /** The compose project's name. */
  readonly project?: string
  /** `host:port,…` that the scenario's own clients bootstrap from. */
  readonly bootstrap: string
  /** Topics that a simulated admin client creates once the cluster answers. */
  readonly topics: readonly ScenarioTopic[]
  readonly workload: readonly ScenarioClient[]
  /** What the scenario does by itself, in time order: faults, sends, repairs. */
  readonly script?: readonly ScenarioDeed[]
}

/** Something that happens at an instant of the scenario, as if a person did it then. */
export interface ScenarioDeed {
  /** Simulated time, ms. */
  readonly atMs: number
  readonly command: Command<KafkaModel>
}

/** A topic that the scenario creates; -1 = the broker's default. */
export interface ScenarioTopic {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  /** The brokers of each partition, the preferred leader first; none: the controller places them. */
  readonly assignments?: readonly (readonly number[])[]
  readonly configs: Readonly<Record<string, string>>
}

/** A producer or consumer that the scenario itself starts. */
export interface ScenarioClient {
  readonly id: string
  readonly kind: 'producer' | 'consumer'
  readonly topic: string
  readonly bootstrap: string
  /** Producer: records per simulated second; 0 = only on demand. Consumer: ignored. */
  readonly ratePerSecond: number
  readonly groupId: string | null
  readonly properties: Readonly<Record<string, string>>
  /** Producer: what its records are like; none: six keys in turn, short values. */
  readonly load?: ClientLoad
}

/** What the records of a producer are like. */
export interface ClientLoad {
  /** Bytes of a value; 0: as short as it tells which record it is. */
  readonly sizeBytes: number
  /** Of a thousand records so many have the first key; the others take turns. */
  readonly keySkew: number
}
