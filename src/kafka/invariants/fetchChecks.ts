import type { BrokerState, Replica } from '../broker/brokerState'
import type { Fetcher } from '../broker/fetcherState'
import type { Watch, Watched } from './watched'
import { broken, LET_IN, serversOf } from './watched'

/** Checks of followers and of what leaders learn from their fetches: LR-16, LR-20 … LR-22, LR-27, LR-28. */
export function fetchChecks(watch: Watch): void {
  for (const watched of watch.changed) brokerChecks(watch, watched)
}

function brokerChecks(watch: Watch, { now, before }: Watched): void {
  const { broker } = now
  const old = before?.broker ?? null
  if (broker === null || broker === old) return
  if (broker.fetchers !== old?.fetchers) oneSource(watch, broker, old)
  if (broker.replicas === old?.replicas) return
  broker.replicas.forEachNew(old?.replicas, (replica, name) => {
    notFetched(watch, broker, replica)
    const seen = old?.replicas.get(name)
    if (old === null || seen === undefined || seen.topicId !== replica.topicId) return
    learned(watch, broker, { replica, seen })
    if (replica.role.type !== 'follower' || replica.log === seen.log) return
    takenIn(watch, { replica, seen, broker, old })
    besideLeader(watch, replica, seen)
  })
}

/** A fetcher asks its leader for what is followed from there, and for nothing else. */
function oneSource(watch: Watch, broker: BrokerState, old: BrokerState | null): void {
  broker.fetchers.forEachNew(old?.fetchers, ({ followed }, leader) => {
    if (followed === null || followed === old?.fetchers.get(leader)?.followed) return
    for (const name of followed) {
      const role = broker.replicas.get(name)?.role
      if (role?.type === 'follower' && role.leader === leader) continue
      broken(watch, 'LR-27', `${name} is fetched from ${leader}, which it follows not`)
    }
  })
}

/** A replica is in the fetcher of its leader alone; one that leads is in none. */
function notFetched(
  watch: Watch,
  { fetchers }: BrokerState,
  { name, role, isOffline }: Replica,
): void {
  // A log that could not be written leaves its fetcher when its directory is given up, at once. R-66.
  if (isOffline) return
  const own = role.type === 'follower' ? role.leader : null
  fetchers.forEach(({ followed }, leader) => {
    if (leader === own || followed === null || !followed.includes(name)) return
    broken(watch, 'LR-27', `${name} is fetched from ${leader} still`)
  })
}

interface Seen {
  readonly replica: Replica
  readonly seen: Replica
}

/** What a leader learns of a follower comes from no older self of it. */
function learned(watch: Watch, { image }: BrokerState, { replica: now, seen }: Seen): void {
  const { role } = now
  const was = seen.role
  if (role.type !== 'leader' || was.type !== 'leader') return
  if (now.leaderEpoch !== seen.leaderEpoch || role.followers === was.followers) return
  role.followers.forEachNew(was.followers, ({ brokerEpoch, lastFetchMs }, id) => {
    if (brokerEpoch === null || brokerEpoch === -1) return
    if (lastFetchMs === was.followers.get(id)?.lastFetchMs) return
    const known = image.brokers.get(id)?.epoch ?? -1
    if (brokerEpoch >= known) return
    const what = `${now.name}: broker ${id} fetched in its epoch ${brokerEpoch} before ${known}`
    broken(watch, 'LR-28', what)
  })
}

interface Followed extends Seen {
  readonly broker: BrokerState
  readonly old: BrokerState
}

/** What an answer does to a follower's log: it must be the answer to what the follower asks now. */
function takenIn(watch: Watch, { replica, seen, broker, old }: Followed): void {
  const { name, log, role } = replica
  if (role.type !== 'follower' || role.leader === null) return
  if (log.logEndOffset === seen.log.logEndOffset) return
  const fetcher = answered(old.fetchers.get(role.leader), broker.fetchers.get(role.leader))
  const asked = fetcher?.session.partitions.find((row) => row.name === name)
  if (asked !== undefined) {
    const isCurrent =
      asked.currentLeaderEpoch === replica.leaderEpoch &&
      asked.fetchOffset === seen.log.logEndOffset
    if (!isCurrent) {
      broken(watch, 'LR-21', `${name}: an answer to epoch ${asked.currentLeaderEpoch}`)
    }
  }
  if (log.logEndOffset < seen.log.logEndOffset) truncated(watch, replica, seen)
}

function truncated(watch: Watch, { name, log }: Replica, seen: Replica): void {
  const stays =
    log.highWatermark <= seen.log.highWatermark && log.logStartOffset === seen.log.logStartOffset
  // A log that begins anew where its leader's begins has nothing to keep.
  const isAnew = log.logStartOffset === log.logEndOffset
  if (!stays && !isAnew) broken(watch, 'LR-22', `${name} moved its marks while it was truncated`)
}

/** The fetcher as it was, where its request was answered in this event. */
function answered(was: Fetcher | undefined, is: Fetcher | undefined): Fetcher | undefined {
  return was?.isBusy === true && is !== undefined && is.session !== was.session ? was : undefined
}

function besideLeader(watch: Watch, replica: Replica, seen: Replica): void {
  const { log, name } = replica
  const isCut = log.logEndOffset < seen.log.logEndOffset
  const isRaised = log.highWatermark > seen.log.highWatermark
  if (seen.leaderEpoch !== replica.leaderEpoch || !(isCut || isRaised)) return
  const its = leaderOf(watch, replica)
  if (its === undefined) return
  const mark = its.log.highWatermark
  if (isRaised && log.highWatermark > mark) {
    broken(watch, 'LR-16', `${name}: ${log.highWatermark} is above the leader's ${mark}`)
  }
  if (isCut && !isBorder(log.logEndOffset, seen.log, its)) {
    broken(watch, 'LR-20', `${name} was cut at ${log.logEndOffset}, where no epoch ends`)
  }
}

/** The leader that a replica follows, where it leads in the same epoch and is let in. */
function leaderOf(watch: Watch, { role, name, topicId, leaderEpoch }: Replica) {
  if (role.type !== 'follower') return undefined
  const { leader } = role
  const found = serversOf(watch).find((server) => server.broker?.config.nodeId === leader)
  const broker = found?.broker ?? null
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
