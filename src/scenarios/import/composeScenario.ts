import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import { parseListeners } from '~/kafka/config/effective'
import type { ForeignService, PublishedPort, ScenarioHost, ScenarioServer } from '../scenario'
import type { ComposeText } from './compose'
import { dynamicFormat } from './dynamicQuorum'
import type { KafkaService } from './kafkaService'
import { containerId, draftOf, isKafkaService } from './kafkaService'
import type { JudgedNode } from './node'
import { judgeNode, specOf } from './node'
import { nodeRows } from './nodeRows'
import { placeAt, problem } from './problems'
import type { Imported, ImportFile, ReportRow } from './report'
import type { Service } from './service'
import { foreignRows } from './serviceRows'
import {
  cannotRun,
  failsAtStart,
  missingVoters,
  sameIdProblem,
  unreachableListener,
  zooKeeperMode,
} from './warnings'

/** A Kafka service with its node. */
interface Placed {
  readonly service: KafkaService
  readonly node: JudgedNode
  /** Why it does not run in the model; null: it runs. */
  readonly obstacle: Problem | null
}

/** The first port that Docker gives out where a file names none. Linux: ip_local_port_range. */
const FIRST_FREE_PORT = 32_768

/** Builds the scenario of a compose file. */
export function composeScenario(
  text: ComposeText,
  files: readonly ImportFile[],
  title: string,
): Result<Imported, readonly Problem[]> {
  const services = withFreePorts(text.services)
  const placed = services.filter(isKafkaService).map((service) => place(service, files))
  if (placed.length === 0) return err([noKafka(services)])
  const twins = sameIdProblem(placed.map(({ node }) => node))
  if (twins !== null) return err([twins])
  const running = placed.filter(({ obstacle }) => obstacle === null)
  const nodes = running.map(({ node }) => node)
  const lost = missingVoters(nodes)
  const warnings = [
    ...placed.flatMap(({ obstacle, node }) => obstacle ?? failsAtStart(node) ?? []),
    ...portClashes(services),
    ...running.flatMap(({ service, node }) => unreachable(service, node) ?? []),
    ...(lost === null ? [] : [lost]),
  ]
  const rows = services.flatMap((service) => rowsOf(service, { placed, services, files }))
  return ok({
    report: { rows: [...text.rows, ...rows], warnings },
    scenario: {
      formatVersion: 1,
      id: 'imported',
      title,
      hosts: running.map(({ service }) => hostOf(service)),
      published: publishedBy(running, services),
      servers: serversOf(running),
      foreign: services
        .filter((service) => !running.some((row) => row.service === service))
        .map(foreignOf),
      startsDown: true,
      loopback: false,
      project: text.project,
      bootstrap: bootstrapOf(nodes),
      topics: [],
      workload: [],
    },
  })
}

function place(service: KafkaService, files: readonly ImportFile[]): Placed {
  const node = judgeNode(draftOf(service, files))
  const { family, major, isGuessed } = service.kafka
  const isOld = isGuessed || (major !== null && major < (family === 'confluent' ? 8 : 4))
  const obstacle = (isOld ? zooKeeperMode(node) : null) ?? cannotRun(node)
  return { service, node, obstacle }
}

function noKafka(services: readonly Service[]): Problem {
  const [first] = services
  const names = services.map(({ name, image }) => `${name} (${image ?? '?'})`).join(', ')
  return problem({
    code: 'noKafka',
    place: placeAt(first?.file ?? '', first?.line ?? 1),
    message: `No service of this file runs Kafka: ${names}.`,
    hint: 'Known images: confluentinc/cp-kafka, apache/kafka, bitnami/kafka; others by KAFKA_PROCESS_ROLES.',
    values: { services: names },
  })
}

/** Where a file names only the container's port, Docker picks the next free one. */
function withFreePorts(services: readonly Service[]): readonly Service[] {
  let next = FIRST_FREE_PORT
  return services.map((service) => ({
    ...service,
    ports: service.ports.map((port) => {
      if (port.outer !== null) return port
      next += 1
      return { ...port, outer: next - 1 }
    }),
  }))
}

/** Outer ports that earlier services have. */
function takenBefore(service: Service, services: readonly Service[]): readonly number[] {
  const earlier = services.slice(0, services.indexOf(service))
  return earlier.flatMap(({ ports }) => ports.flatMap(({ outer }) => outer ?? []))
}

function portClashes(services: readonly Service[]): readonly Problem[] {
  return services.flatMap((service) => {
    const taken = takenBefore(service, services)
    const clash = service.ports.find(({ outer }) => outer !== null && taken.includes(outer))
    if (clash === undefined) return []
    return problem({
      code: 'portTaken',
      place: placeAt(clash.file, clash.line),
      message: `Bind for 0.0.0.0:${clash.outer ?? 0} failed: port is already allocated`,
      hint: `Another service has this port: give ${service.name} another one on the left of the colon.`,
      values: { service: service.name, port: clash.outer ?? 0 },
    })
  })
}

function unreachable(service: KafkaService, node: JudgedNode): Problem | null {
  const ports = service.ports.flatMap(({ outer, inner }) =>
    outer === null ? [] : [{ outer, inner }],
  )
  return unreachableListener(node, ports)
}

function listensOn({ properties }: JudgedNode): readonly number[] {
  return parseListeners(properties['listeners'] ?? '').map(({ port }) => port)
}

function publishedBy(
  running: readonly Placed[],
  services: readonly Service[],
): readonly PublishedPort[] {
  return running.flatMap(({ service, node }) => {
    if (service.usesHostNetwork) {
      return listensOn(node).map((port) => ({ outer: port, host: service.name, port }))
    }
    const taken = takenBefore(service, services)
    return service.ports.flatMap(({ outer, inner }) =>
      outer === null || taken.includes(outer) ? [] : [{ outer, host: service.name, port: inner }],
    )
  })
}

function hostOf(service: KafkaService): ScenarioHost {
  return {
    id: service.name,
    names: [...service.names, containerId(service.container)],
    rack: null,
    networks: service.networks,
  }
}

function serversOf(running: readonly Placed[]): readonly ScenarioServer[] {
  const format = dynamicFormat(running.map(({ node }) => node))
  let spare = Math.max(0, ...running.map(({ node }) => node.id ?? 0))
  return running.map(({ service, node }): ScenarioServer => {
    if (node.id === null) spare += 1
    return {
      host: service.name,
      service: service.name,
      container: service.container,
      dependsOn: service.dependsOn,
      image: service.image,
      profiles: service.profiles,
      dataVolume: dataVolumeOf(service, node),
      spec: specOf(node, { id: node.id ?? spare, format }),
    }
  })
}

/** What keeps the node's data when its container goes. CFG-50. */
function dataVolumeOf(
  service: KafkaService,
  { properties }: JudgedNode,
): 'named' | 'bind' | 'anonymous' {
  const folders = dataFolders(properties)
  const volume = service.volumes.find(
    ({ source, target }) =>
      source !== null && folders.some((folder) => `${folder}/`.startsWith(`${target}/`)),
  )
  const source = volume?.source ?? null
  if (source === null) return 'anonymous'
  return /^[./~\\]|^[A-Za-z]:/.test(source) ? 'bind' : 'named'
}

function dataFolders(properties: Readonly<Record<string, string>>): readonly string[] {
  const dirs = properties['log.dirs'] ?? properties['log.dir'] ?? '/tmp/kafka-logs'
  return dirs.split(',').map((dir) => dir.trim())
}

function foreignOf(service: Service): ForeignService {
  return {
    service: service.name,
    container: service.container,
    image: service.image,
    line: service.line,
    dependsOn: service.dependsOn,
    ports: service.ports.map(({ outer, inner }) => ({ outer: outer ?? 0, inner })),
  }
}

/** Where the scenario's own clients, which live in the network, find the brokers. */
export function bootstrapOf(nodes: readonly JudgedNode[]): string {
  const addresses = nodes.flatMap(({ properties, roles, draft }) => {
    if (!roles.includes('broker')) return []
    const between = properties['inter.broker.listener.name'] ?? 'PLAINTEXT'
    const told = parseListeners(properties['advertised.listeners'] ?? properties['listeners'] ?? '')
    const listener = told.find(({ name }) => name === between.toUpperCase()) ?? told[0]
    if (listener === undefined) return []
    return [
      `${listener.host === '' ? (draft.hostName ?? 'localhost') : listener.host}:${listener.port}`,
    ]
  })
  return addresses.join(',')
}

function rowsOf(
  service: Service,
  all: {
    readonly placed: readonly Placed[]
    readonly services: readonly Service[]
    readonly files: readonly ImportFile[]
  },
): readonly ReportRow[] {
  const found = all.placed.find((row) => row.service === service)
  if (found === undefined) return foreignRows(service)
  return nodeRows(found.service, found.node, {
    runs: found.obstacle === null,
    brokers: all.placed.filter(({ node }) => node.roles.includes('broker')).length,
    facts: {
      files: all.files,
      listens: listensOn(found.node),
      taken: takenBefore(service, all.services),
      dataFolders: dataFolders(found.node.properties),
    },
  })
}
