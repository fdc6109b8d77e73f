import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import { topicByName } from '~/kafka/metadata/image'
import type { FactRecord } from '~/sim/facts'
import { processId } from '~/sim/ids'
import { linkBetween } from '~/sim/network'
import { newestImage, serversOf } from '~/views/servers'
import { serverProcess } from '../build'
import type { Run } from '../run'
import type { LinkNote, WhyLink } from './links'
import { commandLink, linkOf } from './links'
import type { FactRow } from './lookBack'
import { LOOK_BACK, newest } from './lookBack'

type Fact = FactRecord<KafkaModel>['fact']
type Appended = FactRow & { readonly fact: Extract<Fact, { type: 'RecordsAppended' }> }
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
  for (let index = event - 1; index >= Math.max(0, event - LOOK_BACK); index -= 1) {
    for (const row of run.stepAt(index).facts) {
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

/** Brokers that have a replica of a partition. */
function replicasOf(world: KafkaWorld, { topic, partition }: Cut): readonly number[] {
  const image = newestImage(serversOf(world))
  const found = image === null ? undefined : topicByName(image, topic)?.partitions.get(partition)
  return found?.replicas ?? []
}

/** What kept a broker from fetching of another one at an instant, as it was done; or null. */
function hindrance(run: Run, end: number, ends: readonly [string, string]): FactRow | null {
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

/**
 * Where the records came from that a log is cut by, and what kept the others from copying them:
 * the append, then who was down, paused or cut off when it happened. Newest first.
 */
export function lostRecords(run: Run, row: FactRow, elected: FactRow | null): readonly WhyLink[] {
  const { fact, process } = row
  if (fact.type !== 'LogTruncated' || process === null) return []
  const { appends, copied } = lostBy(run, fact, row)
  const oldest = appends.at(-1)
  if (oldest === undefined) return []
  const end = oldest.event + 1
  const missing = replicasOf(run.worldAt(end), fact).filter(
    (id) => serverProcess(id) !== process && !copied.has(serverProcess(id)),
  )
  const found = missing.flatMap((id) => hindrance(run, end, [serverProcess(id), process]) ?? [])
  const key = keyOf({
    isHindered: found.length > 0,
    isLater: (elected?.event ?? end) < oldest.event,
  })
  const note = noteOf(key, missing, fact.from - fact.to)
  const [newestAppend] = appends
  const later = newestAppend === undefined || newestAppend === oldest ? [] : [newestAppend]
  const causes = found
    .toSorted((a, b) => b.event - a.event)
    .map((one) => commandLink(run, run.stepAt(one.event)) ?? linkOf(run, one))
  return [...later.map((one) => linkOf(run, one)), { ...linkOf(run, oldest), ...note }, ...causes]
}

function keyOf(of: { readonly isHindered: boolean; readonly isLater: boolean }): LinkNote['key'] {
  if (of.isHindered) return 'hindered'
  return of.isLater ? 'elsewhere' : 'tooLate'
}

function noteOf(key: LinkNote['key'], missing: readonly number[], records: number) {
  if (missing.length === 0) return {}
  const values = { brokers: missing.join(', '), count: missing.length, records }
  return { note: { key, values } }
}
