import { Map } from '~/base/persistentMap'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { Scenario, ScenarioClient, ScenarioServer } from '~/scenarios/scenario'
import { hostId, processId } from '~/sim/ids'
import type { ProcessId } from '~/sim/ids'
import type { Program } from '~/sim/model'
import type { Names } from '~/sim/network'
import type { Command } from '~/sim/world'
import { emptyWorld } from '~/sim/world'

/** The person's own machine, where terminals run that are not inside a container. */
export const OUTER_HOST = hostId('outer')

/** The process of a scenario's server; nodes are named by their id everywhere. */
export function serverProcess(nodeId: number): ProcessId {
  return processId(`kafka-${nodeId}`)
}

function namesOf(scenario: Scenario): Names {
  const aliases = scenario.hosts.flatMap((host) =>
    [host.id, ...host.names].map((name) => [name, hostId(host.id)] as const),
  )
  const published = scenario.published.map(
    ({ outer, host, port }) => [outer, { host: hostId(host), port }] as const,
  )
  return {
    aliases: Map(aliases),
    published: Map(published),
    outer: OUTER_HOST,
    loopback: scenario.loopback,
    networks: Map(
      scenario.hosts.flatMap(({ id, networks }) =>
        networks === undefined ? [] : [[hostId(id), networks] as const],
      ),
    ),
    ...(scenario.open === undefined ? {} : { open: scenario.open }),
  }
}

/** What starts a server for the first time; later `Start` does. */
export function serverStart(server: ScenarioServer): Command<KafkaModel> {
  return {
    type: 'Spawn',
    process: serverProcess(server.spec.nodeId),
    host: hostId(server.host),
    spec: server.spec,
  }
}

/** The first world of a run: hosts and names, nothing runs yet. */
export function buildWorld(
  scenario: Scenario,
  seed: number,
  program: Program<KafkaModel>,
): KafkaWorld {
  return emptyWorld(program, seed, namesOf(scenario))
}

/** What a scenario does at time 0: its servers (unless it starts down), its clients, its script. */
export function firstCommands(scenario: Scenario): readonly Command<KafkaModel>[] {
  const servers = scenario.startsDown ? [] : scenario.servers.map(serverStart)
  return [...servers, ...clientCommands(scenario), ...scriptCommands(scenario)]
}

/** The script is scheduled at time 0: it then stands in the world, as any scheduled command. */
function scriptCommands(scenario: Scenario): readonly Command<KafkaModel>[] {
  return (scenario.script ?? []).map(({ atMs, command }) => ({
    type: 'Schedule',
    delayMicros: atMs * 1000,
    command,
  }))
}

function clientCommands(scenario: Scenario): readonly Command<KafkaModel>[] {
  const admin: readonly Command<KafkaModel>[] =
    scenario.topics.length === 0
      ? []
      : [
          {
            type: 'Spawn',
            process: processId('setup'),
            host: clientHost(scenario),
            spec: {
              kind: 'client',
              program: 'workload-admin',
              args: scenario.topics.map((topic) => JSON.stringify(topic)),
              files: {},
              properties: { 'bootstrap.servers': scenario.bootstrap },
            },
          },
        ]
  const clients = scenario.workload.map((client) => clientStart(scenario, client))
  return scenario.startsDown ? [] : [...admin, ...clients]
}

/** What starts a client of a scenario, or one that a person adds to it. */
export function clientStart(scenario: Scenario, client: ScenarioClient): Command<KafkaModel> {
  const { id, kind, topic, ratePerSecond, load, bootstrap, groupId, properties } = client
  const shape = load === undefined ? [] : [load.sizeBytes, load.keySkew]
  return {
    type: 'Spawn',
    process: processId(id),
    host: clientHost(scenario),
    spec: {
      kind: 'client',
      program: kind === 'producer' ? 'workload-producer' : 'workload-consumer',
      args: [topic, ...[ratePerSecond, ...shape].map(String)],
      files: {},
      properties: {
        'bootstrap.servers': bootstrap,
        'client.id': id,
        ...(groupId === null ? {} : { 'group.id': groupId }),
        ...properties,
      },
    },
  }
}

/** Clients have a host of their own, so that links to them can be cut. */
function clientHost(scenario: Scenario): ReturnType<typeof hostId> {
  return scenario.loopback ? OUTER_HOST : hostId('clients')
}
