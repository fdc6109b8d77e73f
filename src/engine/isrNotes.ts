import type { ControllerState } from '~/kafka/controller/controllerState'
import type { MetadataImage, PartitionRegistration, TopicImage } from '~/kafka/metadata/image'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import type { FactRecord } from '~/sim/facts'
import type { ProcessId } from '~/sim/ids'
import type { Step } from '~/sim/world'
import type { BrokerNote, PartitionNote, ReplicationNotes } from '~/views/isrHistory'
import { isUp, serversOf } from '~/views/servers'

/** A change that a controller decided, committed or not. */
interface Decided {
  readonly event: number
  readonly at: number
  readonly fact: Extract<FactRecord<KafkaModel>['fact'], { type: 'PartitionChanged' }>
}

/**
 * What a run notes of partitions and brokers while it grows. Told by the committed metadata of
 * whichever controller knows most, so that what a controller wrote and lost is never noted.
 */
export interface ReplicationNotesInWork extends ReplicationNotes {
  readonly partitions: PartitionNote[]
  readonly brokers: BrokerNote[]
  /** What controllers decided, committed or not: the causes of what is committed later. */
  readonly decided: Decided[]
  /** The newest note of each. */
  readonly newest: Map<string, PartitionNote>
  readonly newestBrokers: Map<number, BrokerNote>
  /** How far the committed metadata has been looked at, and which parts it had then. */
  seen: { readonly offset: number; readonly image: MetadataImage | null }
}

const MIN_ISR = 'min.insync.replicas'
const OF_PROCESSES: ReadonlySet<string> = new Set([
  'ProcessStarted',
  'ProcessExited',
  'ProcessKilled',
  'PowerLost',
])

/** Nothing is noted yet. */
export function noReplicationNotes(): ReplicationNotesInWork {
  return {
    partitions: [],
    brokers: [],
    decided: [],
    newest: new Map(),
    newestBrokers: new Map(),
    seen: { offset: -1, image: null },
  }
}

/** The notes of the events before `index`, as a fork begins with them. */
export function replicationNotesBefore(
  notes: ReplicationNotesInWork,
  index: number,
): ReplicationNotesInWork {
  const isBefore = (row: { readonly event: number }) => row.event < index
  const partitions = notes.partitions.filter(isBefore)
  const brokers = notes.brokers.filter(isBefore)
  return {
    partitions,
    brokers,
    decided: notes.decided.filter(isBefore),
    newest: new Map(partitions.map((row) => [keyOf(row), row])),
    newestBrokers: new Map(brokers.map((row) => [row.broker, row])),
    // An image that is not older than the newest note holds all of them.
    seen: {
      offset: Math.max(-1, ...[...partitions, ...brokers].map(({ offset }) => offset)),
      image: null,
    },
  }
}

/** Notes what one step changed. */
export function takeReplicationNotes(
  notes: ReplicationNotesInWork,
  { event, world, facts }: Step<KafkaModel>,
): void {
  const at = { event: event.index, at: world.now }
  for (const { fact } of facts) {
    if (fact.type === 'PartitionChanged') notes.decided.push({ ...at, fact })
  }
  if (facts.some(({ fact }) => OF_PROCESSES.has(fact.type))) noteProcesses(notes, world, at)
  const { process } = event
  const controller = process === null ? null : controllerOf(world, process)
  if (controller !== null) noteCommitted(notes, controller, at)
}

interface At {
  readonly event: number
  readonly at: number
}

const keyOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }) =>
  `${topic}-${partition}`

function controllerOf(world: KafkaWorld, process: ProcessId): ControllerState | null {
  const state = world.processes.get(process)?.state ?? null
  return isServer(state) ? state.controller : null
}

function noteProcesses(notes: ReplicationNotesInWork, world: KafkaWorld, at: At): void {
  for (const server of serversOf(world)) {
    const { nodeId, roles } = server.state.spec
    if (roles.includes('broker')) putBroker(notes, nodeId, { ...at, isUp: isUp(server) })
  }
}

function putBroker(
  notes: ReplicationNotesInWork,
  broker: number,
  change: At & Partial<Pick<BrokerNote, 'isUp' | 'isFenced' | 'offset'>>,
): void {
  const old = notes.newestBrokers.get(broker)
  const before = { isUp: false, isFenced: true, offset: -1, ...old }
  const row: BrokerNote = { ...before, ...change, broker }
  if (old !== undefined && old.isUp === row.isUp && old.isFenced === row.isFenced) return
  notes.brokers.push(row)
  notes.newestBrokers.set(broker, row)
}

function noteCommitted(
  notes: ReplicationNotesInWork,
  { committed, config }: ControllerState,
  at: At,
): void {
  const { offset, image } = notes.seen
  if (committed.offset <= offset) return
  notes.seen = { offset: committed.offset, image: committed }
  if (image?.brokers !== committed.brokers) noteBrokers(notes, committed, at)
  if (image?.topics === committed.topics && image.configs === committed.configs) return
  const present = new Set<string>()
  for (const topic of committed.topics.values()) {
    const minIsr = minIsrOf(committed, topic, config.minInsyncReplicas)
    for (const [partition, registration] of topic.partitions) {
      const place = { topic: topic.name, partition }
      present.add(keyOf(place))
      notePartition(notes, { ...at, offset: committed.offset, ...place, registration, minIsr })
    }
  }
  for (const [key, row] of notes.newest) {
    if (present.has(key) || row.registration === null) continue
    put(notes, { ...row, ...at, offset: committed.offset, registration: null, cause: null })
  }
}

function noteBrokers(notes: ReplicationNotesInWork, image: MetadataImage, at: At): void {
  const { offset } = image
  const registered = new Set<number>(image.brokers.keys())
  for (const { id, fenced } of image.brokers.values()) {
    putBroker(notes, id, { ...at, offset, isFenced: fenced })
  }
  for (const broker of [...notes.newestBrokers.keys()]) {
    if (!registered.has(broker)) putBroker(notes, broker, { ...at, offset, isFenced: true })
  }
}

/** C-44. Kafka: ReplicationControlManager, ConfigurationControlManager.getTopicConfig. */
function minIsrOf(image: MetadataImage, topic: TopicImage, fallback: number): number {
  const set =
    image.configs.get(`TOPIC:${topic.name}`)?.get(MIN_ISR) ??
    image.configs.get('BROKER:')?.get(MIN_ISR) ??
    fallback
  return Math.min(Number(set), topic.partitions.get(0)?.replicas.length ?? Infinity)
}

function notePartition(
  notes: ReplicationNotesInWork,
  row: Omit<PartitionNote, 'cause' | 'registration'> & {
    readonly registration: PartitionRegistration
  },
): void {
  const { registration, minIsr } = row
  const old = notes.newest.get(keyOf(row))
  const before = old?.registration ?? null
  if (before !== null && old?.minIsr === minIsr && isSame(before, registration)) return
  const isNewEpoch = before?.partitionEpoch !== registration.partitionEpoch
  put(notes, { ...row, cause: isNewEpoch ? causeOf(notes, row, registration) : null })
}

function put(notes: ReplicationNotesInWork, row: PartitionNote): void {
  notes.partitions.push(row)
  notes.newest.set(keyOf(row), row)
}

type Registered = NonNullable<PartitionNote['registration']>

/** Another controller holds an equal registration in an object of its own. */
function isSame(a: Registered, b: Registered): boolean {
  return (
    a === b ||
    (a.partitionEpoch === b.partitionEpoch &&
      a.leaderEpoch === b.leaderEpoch &&
      a.leader === b.leader &&
      isSameList(a.isr, b.isr) &&
      isSameList(a.elr, b.elr) &&
      isSameList(a.replicas, b.replicas))
  )
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}

/** The decision that made it: the newest of this partition with the very same outcome. */
function causeOf(
  { decided }: ReplicationNotesInWork,
  { topic, partition }: { readonly topic: string; readonly partition: number },
  registration: PartitionRegistration,
): PartitionNote['cause'] {
  const found = decided.findLast(
    ({ fact }) =>
      fact.topic === topic &&
      fact.partition === partition &&
      fact.partitionEpoch === registration.partitionEpoch &&
      fact.leaderTo === registration.leader &&
      isSameList(fact.isrTo, registration.isr),
  )
  return found === undefined
    ? null
    : { event: found.event, at: found.at, because: found.fact.because }
}
