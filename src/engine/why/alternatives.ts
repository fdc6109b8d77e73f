import type { KafkaModel } from '~/kafka/model'
import { partitionByName } from '~/kafka/metadata/image'
import { isServer } from '~/kafka/server/server'
import type { HostId, ProcessId } from '~/sim/ids'
import { processId } from '~/sim/ids'
import type { Command } from '~/sim/world'
import { deedOf, viewCommand } from '~/views/commandView'
import { newestImage, serversOf } from '~/views/servers'
import { OUTER_HOST, serverProcess } from '../build'
import { TOOL_PREFIX } from '../journal'
import type { Run } from '../run'
import type { WhyLink } from './chain'
import { leaderChangeBefore } from './chain'
import type { FactRow } from './lookBack'
import { isTooFewInSync } from './refused'
import type { Alternative } from './retake'
import { readConfig } from './values'

/** So many are offered. EXPERIENCE (f). */
const OFFERED = 3
/** A setting is changed so long before what it would change, µs: the tool has to start, to ask and to be heard. */
const LEAD = 3_000_000

type Order = Command<KafkaModel>

/**
 * What would have made a difference: settings first, then what was done. A setting of a topic is
 * changed by a real request of kafka-configs.sh; a client is restarted with another one, as a
 * person would have to; a cut is healed half-way; what was done is left out.
 */
export function alternativesFor(
  run: Run,
  first: FactRow,
  chain: readonly WhyLink[],
): readonly Alternative[] {
  const found = [
    ...ofSettings(run, first),
    ...ofLoss(run, first, chain),
    ...ofDeeds(run, first, chain),
  ]
  const labels = new Set<string>()
  const distinct = found.filter(({ label, values }) => {
    const key = JSON.stringify([label, values])
    return !labels.has(key) && labels.add(key)
  })
  return distinct.slice(0, OFFERED)
}

function ofSettings(run: Run, row: FactRow): readonly Alternative[] {
  const { fact, event } = row
  const at = heardAt(run, run.timeAt(event))
  if (isTooFewInSync(fact) && fact.topic !== null) {
    const inSync = Number(/^\d+/.exec(fact.actual)?.[0] ?? 1)
    const setting = { topic: fact.topic, name: 'min.insync.replicas', value: String(inSync) }
    return [
      ...changed(run, event, topicConfig(run, at, setting)),
      ...withAcks(run, { at, process: clientOf(run, event), acks: '1' }),
    ]
  }
  if (fact.type === 'PartitionChanged' && fact.election === 'unclean') {
    const setting = { topic: fact.topic, name: 'unclean.leader.election.enable', value: 'false' }
    return changed(run, event, topicConfig(run, at, setting))
  }
  if (fact.type === 'PartitionChanged' && fact.leaderTo === null && fact.leaderFrom !== null) {
    const setting = { topic: fact.topic, name: 'unclean.leader.election.enable', value: 'true' }
    return isAnyAlive(run, event, fact) ? changed(run, event, topicConfig(run, at, setting)) : []
  }
  return []
}

type Left = Extract<FactRow['fact'], { type: 'PartitionChanged' }>

/** Whether a replica is there that an unclean election could choose. C-48. */
function isAnyAlive(run: Run, event: number, left: Left): boolean {
  const image = newestImage(serversOf(run.worldAt(event + 1)))
  if (image === null) return false
  const replicas = partitionByName(image, left)?.replicas ?? []
  return replicas.some((id) => {
    const broker = image.brokers.get(id)
    return id !== left.leaderFrom && broker?.fenced === false && !broker.inControlledShutdown
  })
}

/** An alternative, unless the setting has that value already. */
function changed(run: Run, event: number, alternative: Alternative): readonly Alternative[] {
  const { topic, name, value } = alternative.values
  const [now] = readConfig(run.worldAt(event), String(name), { topic: String(topic) })
  return now?.value === String(value) ? [] : [alternative]
}

/**
 * Records that a leader alone had acknowledged are cut off. With acks=all it cuts what it appended
 * just as well, but nobody had been told that this is safe; an unclean election takes that, too.
 */
function ofLoss(run: Run, row: FactRow, chain: readonly WhyLink[]): readonly Alternative[] {
  const { fact, event } = row
  if (fact.type !== 'LogTruncated') return []
  const roots = chain.flatMap(({ said, index }) => (said.type === 'command' ? [index] : []))
  const at = Math.min(...roots, eventBefore(run, run.timeAt(event) - LEAD))
  const producers = [...run.worldAt(at).processes.values()].filter(
    ({ spec }) =>
      spec.kind === 'client' &&
      spec.program === 'workload-producer' &&
      spec.args[0] === fact.topic &&
      spec.properties['acks'] !== undefined &&
      spec.properties['acks'] !== 'all',
  )
  const isUnclean = leaderChangeBefore(run, row)?.fact.election === 'unclean'
  const changes = isUnclean ? {} : { changes: 'notPromised' as const }
  return producers
    .flatMap(({ id }) => withAcks(run, { at, process: id, acks: 'all' }))
    .map((one) => ({ ...one, ...changes }))
}

/** The number of events up to an instant; not before the scenario's own commands. */
function eventBefore(run: Run, micros: number): number {
  return Math.max(ownCommands(run), run.indexAtTime(Math.max(0, micros)))
}

/** When a tool has to be started for a setting to hold at an instant: while a broker hears it. */
function heardAt(run: Run, micros: number): number {
  for (let at = micros - LEAD; at > 0; at -= LEAD) {
    const begins = run.worldAt(eventBefore(run, at))
    const ends = serversOf(run.worldAt(eventBefore(run, at + LEAD)))
    const isHeard = serversOf(begins).some(
      ({ process, status, state }) =>
        status === 'running' &&
        state.spec.roles.includes('broker') &&
        ends.some((one) => one.process === process && one.status === 'running'),
    )
    if (isHeard) return eventBefore(run, at)
  }
  return eventBefore(run, micros - LEAD)
}

/** How many commands the scenario itself gives: they are the first events. */
function ownCommands(run: Run): number {
  const given = run.branch().history.commands()
  return given.filter(({ index }, place) => index === place).length
}

interface Setting {
  readonly topic: string
  readonly name: string
  readonly value: string
}

/** `kafka-configs.sh --alter`, as a process of the person's machine. */
function topicConfig(run: Run, at: number, { topic, name, value }: Setting): Alternative {
  const args = ['--bootstrap-server', run.scenario.bootstrap, '--alter']
  const entity = ['--entity-type', 'topics', '--entity-name', topic]
  return {
    label: 'config',
    values: { name, value, topic },
    at,
    without: [],
    commands: [
      {
        type: 'Spawn',
        process: processId(`${TOOL_PREFIX}what-if`),
        host: OUTER_HOST,
        spec: {
          kind: 'client',
          program: 'kafka-configs',
          args: [...args, ...entity, '--add-config', `${name}=${value}`],
          files: {},
          properties: {},
        },
      },
    ],
  }
}

/** The client whose request an event was; null: no client's. */
function clientOf(run: Run, event: number): ProcessId | null {
  const { what } = run.stepAt(event).event
  if (what.type !== 'Input' || what.input.type !== 'Request') return null
  return run.worldAt(event).network.connections.get(what.input.connection)?.client ?? null
}

interface Acks {
  readonly at: number
  readonly process: ProcessId | null
  readonly acks: string
}

/** The producer is started again with other acks: Kafka's clients keep theirs while they run. */
function withAcks(run: Run, { at, process, acks }: Acks): readonly Alternative[] {
  const spec = process === null ? undefined : run.worldAt(at).processes.get(process)?.spec
  if (process === null || spec?.kind !== 'client') return []
  const changed = { ...spec, properties: { ...spec.properties, acks } }
  return [
    {
      label: 'client',
      values: { process, name: 'acks', value: acks },
      at,
      without: [],
      commands: [
        { type: 'Kill', process },
        { type: 'Start', process, spec: changed },
      ],
    },
  ]
}

/** What follows from each thing that was done and that the chain leads back to. */
function ofDeeds(run: Run, first: FactRow, chain: readonly WhyLink[]): readonly Alternative[] {
  return chain.flatMap((link, place): readonly Alternative[] => {
    // What the scenario itself does at its begin is nobody's deed.
    if (link.said.type !== 'command' || link.index < ownCommands(run)) return []
    const { what } = run.stepAt(link.index).event
    if (what.type !== 'Command') return []
    const above = chain[place - 1]
    return ofDeed(run, what.command, { index: link.index, effectAt: above?.at ?? first.at, first })
  })
}

interface Deed {
  readonly index: number
  /** When it brought about what the chain names before it, µs. */
  readonly effectAt: number
  /** What is explained. */
  readonly first: FactRow
}

function ofDeed(run: Run, given: Order, deed: Deed): readonly Alternative[] {
  const command = deedOf(given)
  const begun = run.timeAt(deed.index)
  const halfway = run.indexAtTime(Math.floor((begun + deed.effectAt) / 2))
  const at = Math.max(deed.index + 1, halfway)
  switch (command.type) {
    case 'SetLink':
      if (command.link.cut !== true) return [without(run, deed, command)]
      return [healed(at, command.from, command.to)]
    case 'Kill': {
      const { process } = command
      // Who else died has it come later, when another controller had to be elected; it comes.
      if (fencedIn(deed.first)?.includes(process) === false) return []
      const values = { process: run.nameOf(process) }
      const stop: Order = { type: 'Signal', process, signal: 'SIGTERM' }
      const { index } = deed
      const isAsked = deed.first.fact.type === 'ProcessKilled'
      const stopped = {
        label: 'stop',
        values,
        at: index,
        without: [index],
        commands: [stop],
      } as const
      const commands: readonly Order[] = [{ type: 'Start', process }]
      const restarted = { label: 'restart', values, at, without: [], commands } as const
      const helps = isAsked || helpsAgain(run, process, deed)
      return [...(helps ? [isAsked ? stopped : restarted] : []), without(run, deed, command)]
    }
    default:
      return [without(run, deed, command)]
  }
}

/** Whose death a fact is about; null: nobody's. */
function fencedIn({ fact }: FactRow): readonly string[] | null {
  if (fact.type === 'BrokerFenced') return [serverProcess(fact.broker)]
  if (fact.type !== 'PartitionChanged' || fact.because !== 'fenced') return null
  return fact.isrFrom.filter((id) => !fact.isrTo.includes(id)).map(serverProcess)
}

/** So long after its death a broker may be in sync again, started half-way: session, start, catching up, µs. */
const BACK_IN_SYNC = 20_000_000

/**
 * Whether to start a process again changes what its death brought about. A broker's leaders move
 * and its replicas leave the ISR whether or not it comes back: only what came much later changes. A
 * controller that comes back sooner has them move sooner.
 */
function helpsAgain(run: Run, process: ProcessId, { index, first }: Deed): boolean {
  const state = run.worldAt(index).processes.get(process)?.state ?? null
  const isBroker = isServer(state) && state.spec.roles.includes('broker')
  if (fencedIn(first) !== null) return false
  return !isBroker || first.at - run.timeAt(index) > BACK_IN_SYNC
}

function healed(at: number, ...ends: readonly [HostId, HostId]): Alternative {
  const [from, to] = ends
  const link = { cut: false }
  const [first, second] = [nodeOf(from), nodeOf(to)].sort()
  return {
    label: 'heal',
    values: { from: first ?? '', to: second ?? '' },
    at,
    without: [],
    commands: [
      { type: 'SetLink', from, to, link },
      { type: 'SetLink', from: to, to: from, link },
    ],
  }
}

/** `node-1` is node 1 to a person. */
function nodeOf(host: string): string {
  return /^node-(\d+)$/.exec(host)?.[1] ?? host
}

function without(run: Run, { index }: Deed, command: Order): Alternative {
  const { type, values } = viewCommand(command, run.nameOf, run.giverOf(index))
  return {
    label: 'without',
    values: { ...values, command: type },
    at: index,
    without: [index],
    commands: [],
  }
}
