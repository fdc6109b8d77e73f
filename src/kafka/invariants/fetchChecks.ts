import type { BrokerState, Fetcher, Replica } from '../broker/brokerState'
import type { NodeId } from '../ids'
import type { Rows, Violation, Watch, Watched } from './watched'
import { broken, LET_IN } from './watched'

/** Checks of followers and of what leaders learn from their fetches: LR-16, LR-20 … LR-22, LR-27, LR-28. */
export function fetchChecks(watch: Watch): readonly Violation[] {
  return watch.changed.flatMap((watched) => brokerChecks(watch, watched))
}

function brokerChecks(watch: Watch, { now, before }: Watched): readonly Violation[] {
  const { broker } = now
  const old = before?.broker ?? null
  if (broker === null || broker === old) return []
  const violations: Violation[] = []
  if (broker.fetchers !== old?.fetchers) violations.push(...broken(oneSource(broker, old)))
  if (broker.replicas === old?.replicas) return violations
  broker.replicas.forEachNew(old?.replicas, (replica, name) => {
    violations.push(...broken(notFetched(broker, replica)))
    const seen = old?.replicas.get(name)
    if (old === null || seen === undefined || seen.topicId !== replica.topicId) return
    violations.push(...broken(learned(replica, seen, broker)))
    if (replica.role.type !== 'follower' || replica.log === seen.log) return
    const changed = { replica, seen, broker, old }
    violations.push(...broken(takenIn(changed)), ...besideLeader(watch, changed))
  })
  return violations
}

/** A fetcher asks its leader for what is followed from there, and for nothing else. */
function oneSource(broker: BrokerState, old: BrokerState | null): Rows {
  const rows: Rows[number][] = []
  broker.fetchers.forEachNew(old?.fetchers, ({ followed }, leader) => {
    if (followed === null || followed === old?.fetchers.get(leader)?.followed) return
    for (const name of followed) {
      const role = broker.replicas.get(name)?.role
      const isFollowed = role?.type === 'follower' && role.leader === leader
      rows.push([
        'LR-27',
        isFollowed,
        () => `${name} is fetched from ${leader}, which it follows not`,
      ])
    }
  })
  return rows
}

/** A replica is in the fetcher of its leader alone; one that leads is in none. */
function notFetched({ fetchers }: BrokerState, { name, role, isOffline }: Replica): Rows {
  // A log that could not be written leaves its fetcher when its directory is given up, at once. R-66.
  if (isOffline) return []
  const own: NodeId | null = role.type === 'follower' ? role.leader : null
  const rows: Rows[number][] = []
  fetchers.forEach(({ followed }, leader) => {
    const isStray = leader !== own && followed?.includes(name) === true
    if (isStray) rows.push(['LR-27', false, () => `${name} is fetched from ${leader} still`])
  })
  return rows
}

/** What a leader learns of a follower comes from no older self of it. */
function learned(now: Replica, seen: Replica, { image }: BrokerState): Rows {
  const [role, was] = [now.role, seen.role]
  if (role.type !== 'leader' || was.type !== 'leader') return []
  if (now.leaderEpoch !== seen.leaderEpoch || role.followers === was.followers) return []
  const rows: Rows[number][] = []
  role.followers.forEachNew(was.followers, ({ brokerEpoch, lastFetchMs }, id) => {
    if (brokerEpoch === null || brokerEpoch === -1) return
    if (lastFetchMs === was.followers.get(id)?.lastFetchMs) return
    const known = image.brokers.get(id)?.epoch ?? -1
    const what = () =>
      `${now.name}: broker ${id} fetched in its epoch ${brokerEpoch} before ${known}`
    rows.push(['LR-28', brokerEpoch >= known, what])
  })
  return rows
}

interface Followed {
  readonly replica: Replica
  readonly seen: Replica
  readonly broker: BrokerState
  readonly old: BrokerState
}

/** What an answer does to a follower's log: it must be the answer to what the follower asks now. */
function takenIn({ replica, seen, broker, old }: Followed): Rows {
  const { name, log, role } = replica
  const isCut = log.logEndOffset < seen.log.logEndOffset
  const rows: Rows[number][] = []
  if (role.type !== 'follower' || role.leader === null) return rows
  const fetcher = answered(old.fetchers.get(role.leader), broker.fetchers.get(role.leader))
  const asked = fetcher?.session.partitions.find((row) => row.name === name)
  if (asked !== undefined && log.logEndOffset !== seen.log.logEndOffset) {
    const isCurrent =
      asked.currentLeaderEpoch === replica.leaderEpoch &&
      asked.fetchOffset === seen.log.logEndOffset
    rows.push(['LR-21', isCurrent, () => `${name}: an answer to epoch ${asked.currentLeaderEpoch}`])
  }
  if (!isCut) return rows
  const stays =
    log.highWatermark <= seen.log.highWatermark && log.logStartOffset === seen.log.logStartOffset
  // A log that begins anew where its leader's begins has nothing to keep.
  const isAnew = log.logStartOffset === log.logEndOffset
  rows.push(['LR-22', stays || isAnew, () => `${name} moved its marks while it was truncated`])
  return rows
}

/** The fetcher as it was, where its request was answered in this event. */
function answered(was: Fetcher | undefined, is: Fetcher | undefined): Fetcher | undefined {
  return was?.isBusy === true && is !== undefined && is.session !== was.session ? was : undefined
}

function besideLeader(watch: Watch, { replica, seen }: Followed): readonly Violation[] {
  const { log, name } = replica
  const isCut = log.logEndOffset < seen.log.logEndOffset
  const isRaised = log.highWatermark > seen.log.highWatermark
  if (seen.leaderEpoch !== replica.leaderEpoch || !(isCut || isRaised)) return []
  const its = leaderOf(watch, replica)
  if (its === undefined) return []
  const rows: Rows[number][] = []
  if (isRaised) {
    const what = () =>
      `${name}: ${log.highWatermark} is above the leader's ${its.log.highWatermark}`
    rows.push(['LR-16', log.highWatermark <= its.log.highWatermark, what])
  }
  if (isCut) {
    const what = () => `${name} was cut at ${log.logEndOffset}, where no epoch ends`
    rows.push(['LR-20', isBorder(log.logEndOffset, seen.log, its), what])
  }
  return broken(rows)
}

/** The leader that a replica follows, where it leads in the same epoch and is let in. */
function leaderOf(watch: Watch, { role, name, topicId, leaderEpoch }: Replica) {
  if (role.type !== 'follower') return undefined
  const { leader } = role
  const found = watch.all().find(({ now }) => now.broker?.config.nodeId === leader)
  const broker = found?.now.broker ?? null
  if (broker === null || !LET_IN.has(broker.lifecycle)) return undefined
  const its = broker.replicas.get(name)
  const isIts = its?.topicId === topicId && its.leaderEpoch === leaderEpoch
  return isIts && its.role.type === 'leader' ? its : undefined
}

/** True where an epoch of one of two logs ends, or the leader's own epoch is not over. */
function isBorder(at: number, own: Replica['log'], { log, role }: Replica): boolean {
  const starts = (epochs: Replica['log']['epochs']) =>
    epochs.some(({ startOffset }) => startOffset === at)
  if (role.type === 'leader' && at >= role.epochStartOffset) return true
  return starts(own.epochs) || starts(log.epochs) || at <= log.logStartOffset
}
