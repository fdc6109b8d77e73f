import type { ReplicaStanding } from './clusterView'

/** What the committed metadata said of a partition from one event on. */
export interface PartitionNote {
  readonly event: number
  /** µs. */
  readonly at: number
  /** How far the metadata was committed then. */
  readonly offset: number
  readonly topic: string
  readonly partition: number
  /** `null`: the topic is gone. */
  readonly registration: RegistrationView | null
  /** The effective `min.insync.replicas`, never more than there are replicas. */
  readonly minIsr: number
  /** Why the controller wrote it, and where that was decided; null for a partition's first record. */
  readonly cause: { readonly event: number; readonly at: number; readonly because: string } | null
}

/** The part of a partition's registration that tells of its replicas. */
export interface RegistrationView {
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly elr: readonly number[]
  readonly leader: number | null
  readonly leaderEpoch: number
  readonly partitionEpoch: number
}

/** Whether a broker's process is there and the controller lets it serve, from one event on. */
export interface BrokerNote {
  readonly event: number
  readonly at: number
  readonly offset: number
  readonly broker: number
  readonly isUp: boolean
  readonly isFenced: boolean
}

/** What a run noted of its partitions and brokers; ascending by event. */
export interface ReplicationNotes {
  readonly partitions: readonly PartitionNote[]
  readonly brokers: readonly BrokerNote[]
}

/** How a replica stood for a while. */
export interface StandingSpan {
  /** The event that began it. */
  readonly event: number
  /** µs; `to` null: it lasts. */
  readonly from: number
  readonly to: number | null
  /** `null`: the broker holds no replica. */
  readonly standing: ReplicaStanding | null
}

/** How many replicas were in sync for a while. */
export interface SizeSpan {
  readonly event: number
  readonly from: number
  readonly to: number | null
  readonly isr: number
  readonly minIsr: number
  readonly replicas: number
  readonly hasLeader: boolean
}

/** One partition's replicas over the whole branch. */
export interface IsrHistory {
  readonly topic: string
  readonly partition: number
  /** By broker id. */
  readonly lanes: readonly { readonly broker: number; readonly spans: readonly StandingSpan[] }[]
  readonly sizes: readonly SizeSpan[]
  readonly changes: readonly PartitionNote[]
}

interface Breakpoint {
  readonly event: number
  readonly at: number
}

interface Alive {
  readonly isUp: boolean
  readonly isFenced: boolean
}

/** How a partition's replicas stood over a run: a pure function of what the run noted. */
export function isrHistory(
  notes: ReplicationNotes,
  { topic, partition }: { readonly topic: string; readonly partition: number },
): IsrHistory {
  const changes = notes.partitions.filter(
    (row) => row.topic === topic && row.partition === partition,
  )
  const ids = new Set(changes.flatMap(({ registration }) => registration?.replicas ?? []))
  const lanes = [...ids]
    .sort((a, b) => a - b)
    .map((broker) => ({
      broker,
      spans: spansOf(
        changes,
        notes.brokers.filter((row) => row.broker === broker),
        broker,
      ),
    }))
  return { topic, partition, lanes, sizes: sizesOf(changes), changes }
}

/** As the stage has it, see `projectBrokers`: alive is up and not fenced. */
function standingOf(
  registration: RegistrationView | null,
  broker: number,
  { isUp, isFenced }: Alive,
): ReplicaStanding | null {
  if (registration === null || !registration.replicas.includes(broker)) return null
  const isAlive = isUp && !isFenced
  if (isAlive && registration.leader === broker) return 'leader'
  if (isAlive && registration.isr.includes(broker)) return 'inSync'
  if (registration.elr.includes(broker)) return 'eligible'
  return isAlive ? 'lagging' : 'offline'
}

function spansOf(
  changes: readonly PartitionNote[],
  brokers: readonly BrokerNote[],
  broker: number,
): readonly StandingSpan[] {
  const rows = [...changes, ...brokers].sort((a, b) => a.event - b.event)
  const found: (Breakpoint & { readonly standing: ReplicaStanding | null })[] = []
  let registration: RegistrationView | null = null
  let alive: Alive = { isUp: false, isFenced: true }
  for (const row of rows) {
    if ('broker' in row) alive = row
    else registration = row.registration
    const standing = standingOf(registration, broker, alive)
    const last = found.at(-1)
    if (last?.event === row.event) found.pop()
    if ((found.at(-1)?.standing ?? null) === standing) continue
    found.push({ event: row.event, at: row.at, standing })
  }
  return found.map(({ event, at, standing }, index) => ({
    event,
    from: at,
    to: found[index + 1]?.at ?? null,
    standing,
  }))
}

function sizesOf(changes: readonly PartitionNote[]): readonly SizeSpan[] {
  return changes.flatMap(({ event, at, registration, minIsr }, index): readonly SizeSpan[] => {
    if (registration === null) return []
    const { isr, replicas, leader } = registration
    const to = changes[index + 1]?.at ?? null
    const counts = { isr: isr.length, minIsr, replicas: replicas.length }
    return [{ event, from: at, to, ...counts, hasLeader: leader !== null }]
  })
}
