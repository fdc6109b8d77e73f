import type { ContainerPort } from '~/cli/shell/dockerText'
import { containerId } from '~/cli/shell/dockerText'
import type { Scenario } from '~/scenarios/scenario'
import type { ProcessId } from '~/sim/ids'
import { serverProcess } from '../build'
import type { LifeLine } from '../journal'
import type { Run } from '../run'

/** A container of the scenario's compose file as docker would list it. */
export interface Container {
  readonly service: string
  readonly name: string
  readonly image: string
  /** The host in the simulation, or null for a service that is not a Kafka server. */
  readonly host: string | null
  readonly process: ProcessId | null
  /** Services that `up` takes with it. */
  readonly dependsOn: readonly string[]
  readonly profiles: readonly string[]
  /** What keeps its data; null: nothing in the simulation. */
  readonly volume: 'named' | 'bind' | 'anonymous' | null
  readonly ports: readonly ContainerPort[]
  readonly state: 'absent' | 'running' | 'paused' | 'exited'
  /** Since when it is in this state, µs. */
  readonly since: number
  readonly created: number
  readonly code: number
  readonly id: string
  /** Event before which everything belongs to a container that was removed. */
  readonly bornAt: number
}

/** The image of a Kafka server where the scenario names none. */
const KAFKA_IMAGE = 'confluentinc/cp-kafka:8.1.0'

/** True when a scenario has a compose file. */
export function isCompose(scenario: Scenario): boolean {
  return scenario.foreign.length > 0 || scenario.servers.some(({ service }) => service !== null)
}

/** The scenario's containers as they are at the cursor, in the order of the file. */
export function containersAt(run: Run): readonly Container[] {
  const { scenario } = run
  const servers = scenario.servers.flatMap((server) => {
    if (server.service === null) return []
    const ports = scenario.published
      .filter(({ host }) => host === server.host)
      .map(({ outer, port }) => ({ outer, inner: port }))
    const base = {
      service: server.service,
      name: server.container ?? server.service,
      image: server.image ?? KAFKA_IMAGE,
      host: server.host,
      dependsOn: server.dependsOn ?? [],
      profiles: server.profiles ?? [],
      volume: server.dataVolume ?? 'named',
      ports,
    }
    return [serverContainer(run, base, serverProcess(server.spec.nodeId))]
  })
  const others = scenario.foreign.map((row) =>
    foreignContainer(run, {
      service: row.service,
      name: row.container,
      image: row.image ?? row.service,
      host: null,
      dependsOn: row.dependsOn,
      profiles: [],
      volume: null,
      // A port without an outer one is not published.
      ports: row.ports.filter(({ outer }) => outer > 0),
    }),
  )
  return [...servers, ...others]
}

type Named = Pick<
  Container,
  'service' | 'name' | 'image' | 'host' | 'ports' | 'dependsOn' | 'profiles' | 'volume'
>

/** When a service's container was removed last, as an event index; -1: never. */
function removedAt(run: Run, service: string): number {
  return changesOf(run, service).findLast(({ to }) => to === 'absent')?.from ?? -1
}

interface Change {
  readonly from: number
  readonly at: number
  readonly to: 'running' | 'exited' | 'paused' | 'absent'
}

function changesOf(run: Run, service: string): readonly Change[] {
  const cursor = run.cursor()
  return run
    .branch()
    .journal.entries.flatMap((entry) =>
      entry.type !== 'line' || entry.from > cursor
        ? []
        : entry.changes.flatMap(({ services, to }) =>
            services.includes(service) ? [{ from: entry.from, at: entry.at, to }] : [],
          ),
    )
}

function serverContainer(run: Run, named: Named, process: ProcessId): Container {
  const cursor = run.cursor()
  const lives = run
    .branch()
    .journal.lives.filter((life) => life.process === process && life.index < cursor)
  const removed = removedAt(run, named.service)
  const last = lives.at(-1)
  const starts = lives.filter(({ what }) => what === 'started')
  const born = starts.find(({ index }) => index >= removed) ?? starts.at(-1)
  const isGone = last === undefined || (hasEnded(last) && (starts.at(-1)?.index ?? -1) < removed)
  const created = born?.at ?? 0
  const common = {
    ...named,
    process,
    created,
    id: containerId(named.name, created),
    bornAt: born?.index ?? 0,
  }
  if (isGone) return { ...common, state: 'absent', since: 0, code: 0 }
  return { ...common, ...serverState(lives, last) }
}

function hasEnded({ what }: LifeLine): boolean {
  return what === 'exited' || what === 'killed'
}

function serverState(
  lives: readonly LifeLine[],
  last: LifeLine,
): Pick<Container, 'state' | 'since' | 'code'> {
  if (hasEnded(last)) {
    return { state: 'exited', since: last.at, code: last.code }
  }
  const since = lives.findLast(({ what }) => what === 'started')?.at ?? 0
  return { state: last.what === 'paused' ? 'paused' : 'running', since, code: 0 }
}

function foreignContainer(run: Run, named: Named): Container {
  const first: Change = { from: 0, at: 0, to: run.scenario.startsDown ? 'absent' : 'running' }
  const changes = [first, ...changesOf(run, named.service)]
  const last = changes.at(-1) ?? first
  const removed = changes.findLastIndex(({ to }) => to === 'absent')
  const born = changes.slice(removed + 1).find(({ to }) => to === 'running') ?? first
  const started = last.to === 'paused' ? changes.findLast(({ to }) => to === 'running') : last
  return {
    ...named,
    process: null,
    state: last.to,
    since: started?.at ?? last.at,
    created: born.at,
    code: last.to === 'exited' ? 143 : 0,
    id: containerId(named.name, born.at),
    bornAt: born.from,
  }
}
