import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { PartitionRegistration } from '~/kafka/metadata/image'
import { partitionByName } from '~/kafka/metadata/image'
import type { FactRecord } from '~/sim/facts'
import { processId } from '~/sim/ids'
import { linkBetween } from '~/sim/network'
import { newestImage, serversOf } from '~/views/servers'
import { serverProcess } from '../build'
import type { Run } from '../run'
import type { LinkNote, WhyLink } from './links'
import { commandLink, linkOf } from './links'
import type { FactRow } from './lookBack'
import { factsBefore, newest } from './lookBack'

type Fact = FactRecord<KafkaModel>['fact']
/** A row of an append. */
export type Appended = FactRow & { readonly fact: Extract<Fact, { type: 'RecordsAppended' }> }
type Cut = Extract<Fact, { type: 'LogTruncated' }>

/** What a broker appended of what its log was cut by, and who copied of it, by process. */
interface Lost {
  /** Newest first. */
  readonly appends: readonly Appended[]
  readonly copied: ReadonlySet<string>
}

function isOfCut({ fact }: FactRow, cut: Cut): boolean {
  return (
    fact.type === 'RecordsAppended' &&
    fact.topic === cut.topic &&
    fact.partition === cut.partition &&
    fact.baseOffset < cut.from &&
    fact.lastOffset >= cut.to
  )
}

/** Looks back from a cut to the append of the first record that it took. */
function lostBy(run: Run, cut: Cut, { event, process }: FactRow): Lost {
  const appends: Appended[] = []
  const others: Appended[] = []
  for (const facts of factsBefore(run, event)) {
    for (const row of facts) {
      if (!isOfCut(row, cut)) continue
      const list = row.process === process ? appends : others
      list.push(row as Appended)
    }
    const oldest = appends.at(-1)
    if (oldest !== undefined && oldest.fact.baseOffset <= cut.to) break
  }
  const epochs = new Set(appends.map(({ fact }) => fact.leaderEpoch))
  const same = others.filter(({ fact }) => epochs.has(fact.leaderEpoch))
  return { appends, copied: new Set(same.map((row) => row.process ?? '')) }
}

interface Place {
  readonly topic: string
  readonly partition: number
}

/** Brokers that have a replica of a partition. */
function replicasOf(world: KafkaWorld, at: Place): readonly number[] {
  return registeredIn(world, at)?.replicas ?? []
}

function registeredIn(world: KafkaWorld, at: Place): PartitionRegistration | undefined {
  const image = newestImage(serversOf(world))
  return image === null ? undefined : partitionByName(image, at)
}

/** What kept a broker from fetching of another one at an instant, as it was done; or null. */
export function hindrance(run: Run, end: number, ends: readonly [string, string]): FactRow | null {
  const world = run.worldAt(end)
  const [copier, source] = ends.map((one) => world.processes.get(processId(one)))
  if (copier === undefined || source === undefined) return null
  if (copier.status !== 'running') {
    return newest(run, (row) => isStop(row, copier), end)
  }
  const hosts = [copier.host, source.host]
  const ways = [hosts, hosts.toReversed()] as const
  const isCut = ways.some(([from, to]) =>
    from === undefined || to === undefined ? false : linkBetween(world.network, from, to).cut,
  )
  if (!isCut) return null
  const isBetween = ({ fact }: FactRow) =>
    fact.type === 'LinkChanged' &&
    fact.link.cut &&
    hosts.includes(fact.from) &&
    hosts.includes(fact.to)
  return newest(run, isBetween, end)
}

interface Stopped {
  readonly id: string
  readonly host: string
}

function isStop({ fact, process }: FactRow, { id, host }: Stopped): boolean {
  if (fact.type === 'PowerLost') return fact.host === host
  const stops: readonly Fact['type'][] = ['ProcessKilled', 'ProcessPaused', 'ProcessExited']
  return process === id && stops.includes(fact.type)
}

interface Copying {
  /** Brokers that never had it. */
  readonly missing: readonly number[]
  /** Another one led when it was appended. */
  readonly isLater: boolean
  readonly records: number
  /** Whose hindrance is told first: it led then, without the records. */
  readonly elected?: number | null
}

/** An append with why others have no copy of it, then who was down, paused or cut off; newest first. */
function appendWith(run: Run, append: Appended, copying: Copying): readonly WhyLink[] {
  const end = append.event + 1
  const source = append.process ?? ''
  const { missing, elected } = copying
  const own = missing.filter((id) => id === elected)
  const others = missing.filter((id) => id !== elected)
  const hindrances = (ids: readonly number[]) =>
    ids
      .flatMap((id) => hindrance(run, end, [serverProcess(id), source]) ?? [])
      .toSorted((a, b) => b.event - a.event)
  const found = [...hindrances(own), ...hindrances(others)]
  const causes = found.map((one) => commandLink(run, run.stepAt(one.event)) ?? linkOf(run, one))
  return [{ ...linkOf(run, append), ...noteOf(copying, found.length > 0) }, ...causes]
}

function noteOf({ missing, isLater, records }: Copying, isHindered: boolean) {
  if (missing.length === 0) return {}
  const key: LinkNote['key'] = isHindered ? 'hindered' : isLater ? 'elsewhere' : 'tooLate'
  return { note: { key, values: { brokers: missing.join(', '), count: missing.length, records } } }
}

/** The change of leader that a log is cut for. */
type Elected = FactRow & { readonly fact: Extract<Fact, { type: 'PartitionChanged' }> }

/**
 * Where the records came from that a log is cut by, and what kept the others from copying them:
 * the append, then who was down, paused or cut off when it happened. Newest first.
 */
export function lostRecords(run: Run, row: FactRow, elected: Elected | null): readonly WhyLink[] {
  const { fact, process } = row
  if (fact.type !== 'LogTruncated' || process === null) return []
  const { appends, copied } = lostBy(run, fact, row)
  const [newestAppend] = appends
  const oldest = appends.at(-1)
  if (oldest === undefined) return []
  const missing = replicasOf(run.worldAt(oldest.event + 1), fact).filter(
    (id) => serverProcess(id) !== process && !copied.has(serverProcess(id)),
  )
  const isLater = elected !== null && elected.event < oldest.event
  const records = fact.from - fact.to
  const copying = { missing, isLater, records, elected: elected?.fact.leaderTo ?? null }
  const later = newestAppend === undefined || newestAppend === oldest ? [] : [newestAppend]
  return [...later.map((one) => linkOf(run, one)), ...appendWith(run, oldest, copying)]
}

/** What a leader appended with an event in which a request began to wait for others to copy it. */
export function appendedWith(run: Run, { event }: FactRow): Appended | null {
  const { facts } = run.stepAt(event)
  const found = facts.find(({ fact }) => fact.type === 'RecordsAppended' && fact.as === 'leader')
  return found === undefined ? null : (found as Appended)
}

/** An append that is not committed until an event, and what keeps others from copying it. */
export function uncopied(run: Run, append: Appended, until: number): readonly WhyLink[] {
  const copied = new Set<string | null>([append.process])
  for (let index = append.event + 1; index < until; index += 1) {
    for (const { fact, process } of run.stepAt(index).facts) {
      if (isCopyOf(fact, append)) copied.add(process)
    }
  }
  const missing = replicasOf(run.worldAt(append.event + 1), append.fact).filter(
    (id) => !copied.has(serverProcess(id)),
  )
  const isLater = ledBy(run, append) !== append.process
  const records = append.fact.lastOffset - append.fact.baseOffset + 1
  return appendWith(run, append, { missing, isLater, records })
}

function isCopyOf(fact: Fact, { fact: own }: Appended): boolean {
  return (
    fact.type === 'RecordsAppended' &&
    fact.topic === own.topic &&
    fact.partition === own.partition &&
    fact.leaderEpoch === own.leaderEpoch &&
    fact.lastOffset >= own.lastOffset
  )
}

/** The process that led a partition when it was appended to, as the cluster knew; or null. */
function ledBy(run: Run, { fact, event }: Appended): string | null {
  const leader = registeredIn(run.worldAt(event), fact)?.leader ?? null
  return leader === null ? null : serverProcess(leader)
}
