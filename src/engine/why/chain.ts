import type { FactType } from '~/views/eventView'
import { isTelling } from '~/views/eventView'
import { serverProcess } from '../build'
import type { RecordedStep } from '../history'
import type { Run } from '../run'
import { goneBackTo, silenceBehind, silencesBefore } from './goneBack'
import type { WhyLink } from './links'
import { commandLink, linkOf, LINKS, saidOnce, together } from './links'
import type { Asked, FactRow } from './lookBack'
import { factsBefore, newest } from './lookBack'
import { appendedWith, hindrance, lostRecords, uncopied } from './lostRecords'
import { isTooFewInSync } from './refused'
import { triedBefore } from './retried'
import { headOf, splitVotesBefore } from './splitVotes'

export type { WhyLink }

/** How many events a chain passes. */
const HOPS = 2_000

/** Facts that repeat what another fact of the same event or its cause says better. */
const MINOR: readonly FactType[] = [
  'MetadataReplayed',
  'MetadataAppended',
  'MetadataUpdated',
  'MetadataCommitted',
  'ConnectionOpened',
  'BecameFollower',
  'GroupLoaded',
  'RequestWaits',
  'VoteDecided',
  'FetchSessionCreated',
  'FetchSessionRemoved',
  'FetchSessionRefused',
  'FetchSessionLost',
]

function isSame(a: FactRow, b: FactRow): boolean {
  return a.fact.type === b.fact.type && a.process === b.process
}

/** True where both are of partitions, and not of the same one. */
function isElsewhere({ fact }: FactRow, { fact: below }: FactRow): boolean {
  if (!('partition' in fact) || !('partition' in below)) return false
  if (!('topic' in fact) || !('topic' in below)) return false
  return fact.topic !== below.topic || fact.partition !== below.partition
}

/** What of an event's facts leads on to the one below it. */
function telling(step: RecordedStep, below: FactRow): FactRow | undefined {
  const found = step.facts
    .filter((record) => record !== below && !isSame(record, below))
    .filter((record) => !isElsewhere(record, below))
    .findLast(({ fact }) => isTelling(fact.type) && !MINOR.includes(fact.type))
  // What befell a broker says more of its end than what befell one of its partitions by that.
  const isOfOne = found?.fact.type === 'PartitionChanged' && !('partition' in below.fact)
  return isOfOne ? (sameEvent(step, below) ?? found) : found
}

/** A fact of the same event of which the asked one is a consequence. */
function sameEvent(step: RecordedStep, below: FactRow): FactRow | undefined {
  return step.facts
    .filter((record) => record !== below)
    .findLast(
      ({ fact }) =>
        fact.type === 'BrokerFenced' ||
        fact.type === 'BrokerUnfenced' ||
        fact.type === 'ControlledShutdownBegun' ||
        fact.type === 'QuorumLeaderElected' ||
        fact.type === 'GroupMemberRemoved',
    )
}

interface Chain {
  readonly links: WhyLink[]
  /** The fact that is explained next, and the event it leads back to. */
  below: FactRow
  index: number
}

function put(run: Run, chain: Chain, row: FactRow): void {
  if (chain.links.length < LINKS) chain.links.push(linkOf(run, row))
  chain.below = row
  chain.index = row.event
}

/** Adds what one event tells; returns false where the chain ends. */
function explain(run: Run, chain: Chain): boolean {
  const { below, index } = chain
  const step = run.stepAt(index)
  const inside = index === below.event ? sameEvent(step, below) : telling(step, below)
  if (inside !== undefined && !isSame(inside, below)) put(run, chain, inside)
  const cause = silenceBehind(run, chain.below) ?? goneBackTo(run, chain.below)
  if (cause !== null) put(run, chain, cause)
  const own = commandLink(run, run.stepAt(chain.index))
  if (own !== null) {
    // A kill is both what was done and what happened: it is said once, as what was done.
    if (chain.links.at(-1)?.index === own.index && chain.links.length > 1) chain.links.pop()
    chain.links.push(own)
    return false
  }
  const next = run.stepAt(chain.index).event.cause
  if (next < 0 || next >= chain.index) return false
  chain.index = next
  return true
}

type Changed = FactRow & { readonly fact: Extract<FactRow['fact'], { type: 'PartitionChanged' }> }

/** The changes of a partition before an event, newest first. */
function* changesBefore(run: Run, { event }: FactRow, of: Place): Generator<Changed> {
  for (const facts of factsBefore(run, event)) {
    for (const row of facts) {
      const { fact } = row
      if (fact.type !== 'PartitionChanged') continue
      if (fact.topic === of.topic && fact.partition === of.partition) yield row as Changed
    }
  }
}

interface Place {
  readonly topic: string | null
  readonly partition: number | null
}

/**
 * For each replica that is missing from the ISR, the change that took it out; newest first. An
 * unclean election misses them all, also whom it elects.
 */
function removalsBefore(run: Run, row: FactRow): readonly FactRow[] {
  const { fact } = row
  const isUnclean = fact.type === 'PartitionChanged' && fact.election === 'unclean'
  if (!isUnclean && !isTooFewInSync(fact)) return []
  const found: FactRow[] = []
  const settled = new Set<number>()
  for (const record of changesBefore(run, row, fact)) {
    const { isrFrom, isrTo } = record.fact
    const removed = isrFrom.filter((id) => !isrTo.includes(id))
    if (removed.some((id) => !settled.has(id))) found.push(record)
    for (const id of [...removed, ...isrTo]) settled.add(id)
  }
  return found
}

/** The leader's request behind a change that the controller accepted, which may be cut from it. */
function askedBefore(run: Run, row: FactRow): FactRow | null {
  const { fact, event } = row
  if (fact.type !== 'PartitionChanged' || fact.because !== 'alterPartition') return null
  const isOfChange: Asked = ({ fact: one }) =>
    one.type === 'IsrChangeAsked' &&
    one.topic === fact.topic &&
    one.partition === fact.partition &&
    one.asked.join() === fact.isrTo.join()
  return newest(run, isOfChange, event)
}

/** The change of leader that a follower cuts its log for. */
export function leaderChangeBefore(run: Run, row: FactRow): Changed | null {
  const { fact } = row
  if (fact.type !== 'LogTruncated' && fact.type !== 'RecordSent') return null
  for (const change of changesBefore(run, row, fact)) {
    const { leaderFrom, leaderTo } = change.fact
    if (leaderFrom !== leaderTo && leaderTo !== null) return change
  }
  return null
}

function chainFrom(run: Run, first: FactRow): readonly WhyLink[] {
  const chain: Chain = { links: [headOf(run, first)], below: first, index: first.event }
  const asked = askedBefore(run, first)
  if (asked !== null) put(run, chain, asked)
  for (let hop = 0; hop < HOPS && chain.links.length < LINKS; hop += 1) {
    if (!explain(run, chain)) break
  }
  return chain.links.slice(0, LINKS)
}

/** One thing's several causes, each a chain of its own; empty: it has one. */
function causesOf(run: Run, first: FactRow): readonly (readonly WhyLink[])[] {
  if (first.fact.type === 'LogTruncated') return causesOfCut(run, first)
  if (first.fact.type === 'RecordSent') return causesOfRetry(run, first)
  if (first.fact.type === 'ControllerActivated') return causesOfActivation(run, first)
  if (first.fact.type === 'QuorumLeaderElected') return causesOfElected(run, first)
  const renewed = causesOfNewSession(run, first)
  if (renewed.length > 0) return renewed
  const several = [...removalsBefore(run, first), ...silencesBefore(run, first)]
  const chains = several.map((one) => saidOnce(chainFrom(run, one)))
  const isElection = first.fact.type === 'PartitionChanged' && chains.length > 0
  return isElection ? [chainFrom(run, first).slice(1), ...chains] : chains
}

/** A log is cut for another leader's sake, of what nobody else had copied. */
function causesOfCut(run: Run, first: FactRow): readonly (readonly WhyLink[])[] {
  const elected = leaderChangeBefore(run, first)
  const election = elected === null ? [] : [[linkOf(run, elected), ...causesBehind(run, elected)]]
  return [...election, lostRecords(run, first, elected)]
}

/** A controller becomes active because it won an election, which may have a story of its own. */
function causesOfActivation(run: Run, first: FactRow): readonly (readonly WhyLink[])[] {
  const elected = newest(run, ({ fact }) => fact.type === 'QuorumLeaderElected', first.event)
  const causes = elected === null ? [] : causesOfElected(run, elected)
  return elected === null || causes.length === 0 ? [] : [[linkOf(run, elected)], ...causes]
}

/**
 * Why a quorum has another leader: votes that were split before, and that the one before fell
 * silent, or that a majority had been lost and a voter came back.
 */
function causesOfElected(run: Run, elected: FactRow): readonly (readonly WhyLink[])[] {
  const { fact, event } = elected
  if (fact.type !== 'QuorumLeaderElected') return []
  const split = splitVotesBefore(run, elected).map((one) => [one])
  const before = newest(run, (row) => QUORUM_LEADS.includes(row.fact.type), event)
  if (before?.fact.type !== 'QuorumLeaderResigned') {
    return split.length === 0 ? [] : [...split, chainFrom(run, elected).slice(1)]
  }
  const voters: readonly (string | null)[] = fact.grantedBy.map(serverProcess)
  const isBack = ({ fact: one, process }: FactRow) =>
    one.type === 'ProcessStarted' && voters.includes(process)
  const back = newest(run, isBack, event)
  const came = back === null || back.event < before.event ? [] : saidOnce(chainFrom(run, back))
  return [...split, came, [linkOf(run, before), ...causesBehind(run, before)]]
}

/**
 * A controller that became active after a broker had fallen silent gave it another session: that
 * one has to run out, too. C-30. Kafka: ClusterControlManager.activate, BrokerHeartbeatManager.
 */
function causesOfNewSession(run: Run, first: FactRow): readonly (readonly WhyLink[])[] {
  const fenced = fencingBehind(run, first)
  const silent = fenced === null ? null : silenceBehind(run, fenced)
  if (fenced?.fact.type !== 'BrokerFenced' || silent === null) return []
  const activated = newest(run, ({ fact }) => fact.type === 'ControllerActivated', fenced.event)
  if (activated === null || activated.event < silent.event) return []
  const note = { key: 'newSessions', values: { ms: fenced.fact.sessionTimeoutMs } } as const
  return [
    ...(fenced === first ? [] : [[linkOf(run, fenced)]]),
    [{ ...linkOf(run, activated), note }],
    ...causesOfActivation(run, activated),
    saidOnce(chainFrom(run, silent)),
  ]
}

/** The fencing that a fact is, or that a change of a partition was written for; or null. */
function fencingBehind(run: Run, first: FactRow): FactRow | null {
  const { fact, event } = first
  if (fact.type === 'BrokerFenced') return first
  if (fact.type !== 'PartitionChanged' || fact.because !== 'fenced') return null
  return sameEvent(run.stepAt(event), first) ?? null
}

const QUORUM_LEADS: readonly FactType[] = ['QuorumLeaderElected', 'QuorumLeaderResigned']

/** A batch goes again because nobody answered: what its leader waited for, and why that did not come. */
function causesOfRetry(run: Run, first: FactRow): readonly (readonly WhyLink[])[] {
  const tried = triedBefore(run, first)
  if (tried?.endedAt === undefined) return []
  const sent = chainFrom(run, tried.row)
  const waits = newest(run, (row) => isWaitOf(row, first), first.event)
  const append = waits === null ? null : appendedWith(run, waits)
  if (waits === null || append === null || waits.event < tried.row.event) {
    const silent = silenceOfAsked(run, tried.row, run.indexAtTime(tried.endedAt))
    return silent === null ? [sent] : [sent, saidOnce(chainFrom(run, silent))]
  }
  const elected = leaderChangeBefore(run, first)
  const isDeposed = elected !== null && elected.fact.leaderEpoch > append.fact.leaderEpoch
  const election = isDeposed ? [[linkOf(run, elected), ...causesBehind(run, elected)]] : []
  return [[linkOf(run, waits), ...uncopied(run, append, first.event)], sent, ...election]
}

function isWaitOf({ fact }: FactRow, { fact: sent }: FactRow): boolean {
  if (fact.type !== 'RequestWaits' || sent.type !== 'RecordSent' || fact.api !== 'Produce') {
    return false
  }
  return fact.topic === sent.topic && fact.partition === sent.partition
}

/** What kept the broker from answering to which a batch went: it was down, paused or cut off. */
function silenceOfAsked(run: Run, { event, process }: FactRow, end: number): FactRow | null {
  const sent = run
    .stepAt(event)
    .facts.find(({ fact }) => fact.type === 'MessageSent' && fact.api === 'Produce')?.fact
  if (sent?.type !== 'MessageSent' || process === null) return null
  return hindrance(run, end, [sent.to, process])
}

function causesBehind(run: Run, first: FactRow): readonly WhyLink[] {
  const causes = causesOf(run, first)
  return causes.length > 0 ? causes.flat() : chainFrom(run, first).slice(1)
}

/** The chain behind one fact: the fact, then what brought it about, newest first. */
export function chainOf(run: Run, first: FactRow): readonly WhyLink[] {
  const causes = causesOf(run, first).filter((one) => one.length > 0)
  if (causes.length === 0) return chainFrom(run, first)
  return [linkOf(run, first), ...together(causes)]
}

/** The facts that decided one: itself, and what it was written for. */
export function decidersOf(run: Run, first: FactRow): readonly FactRow[] {
  const { fact, event } = first
  if (fact.type === 'ControllerActivated') {
    const isElection = ({ fact: one }: FactRow) => one.type === 'QuorumLeaderElected'
    return [newest(run, isElection, event), first].filter((row) => row !== null)
  }
  if (fact.type !== 'PartitionChanged') return [first]
  return [fencingBehind(run, first) ?? askedBefore(run, first), first].filter((row) => row !== null)
}

/**
 * Why a thing is as it is at the cursor: its newest change, then what brought that about, newest
 * first, along the causes that the events carry. EXPERIENCE (f).
 */
export function whyOf(run: Run, asked: Asked): readonly WhyLink[] {
  const first = newest(run, asked)
  return first === null ? [] : chainOf(run, first)
}
