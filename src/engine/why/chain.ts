import type { CommandType, FactValues, Giver } from '~/views/commandView'
import { viewCommand } from '~/views/commandView'
import type { FactType } from '~/views/eventView'
import { isTelling, viewFact } from '~/views/eventView'
import type { RecordedStep } from '../history'
import type { Run } from '../run'
import { goneBackTo, silenceBehind, silencesBefore } from './goneBack'
import type { Asked, FactRow } from './lookBack'
import { LOOK_BACK, newest } from './lookBack'

/** One link of a chain of causes. */
export interface WhyLink {
  readonly index: number
  /** µs. */
  readonly at: number
  readonly said:
    | { readonly type: 'fact'; readonly fact: FactType; readonly values: FactValues }
    | {
        readonly type: 'command'
        readonly command: CommandType
        readonly by: Giver
        readonly values: FactValues
      }
  readonly rule: string | null
}

/** A chain has so many links at most; EXPERIENCE (f). */
const LINKS = 7
/** How many events a chain passes. */
const HOPS = 2_000

/** Facts that repeat what another fact of the same event or its cause says better. */
const MINOR: readonly FactType[] = [
  'MetadataReplayed',
  'MetadataAppended',
  'MetadataUpdated',
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

function linkOf(run: Run, record: FactRow): WhyLink {
  const { type, values, rule } = viewFact(record, run.nameOf)
  return { index: record.event, at: record.at, said: { type: 'fact', fact: type, values }, rule }
}

function commandLink(run: Run, { event }: RecordedStep): WhyLink | null {
  if (event.what.type !== 'Command') return null
  const giver = run.giverOf(event.index)
  const { type: command, by, values } = viewCommand(event.what.command, run.nameOf, giver)
  const said = { type: 'command', command, by, values } as const
  return { index: event.index, at: event.at, said, rule: null }
}

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
  return step.facts
    .filter((record) => record !== below && !isSame(record, below))
    .filter((record) => !isElsewhere(record, below))
    .findLast(({ fact }) => isTelling(fact.type) && !MINOR.includes(fact.type))
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

type Refused = Extract<FactRow['fact'], { type: 'RequestRefused' }>

/** True for a produce that too few replicas in sync refuse. R-40. */
export function isTooFewInSync(fact: FactRow['fact']): fact is Refused {
  return (
    fact.type === 'RequestRefused' &&
    (fact.error === 'NOT_ENOUGH_REPLICAS' || fact.error === 'NOT_ENOUGH_REPLICAS_AFTER_APPEND')
  )
}

/** For each replica that is missing from the ISR, the change that took it out; newest first. */
function removalsBefore(run: Run, { fact, event }: FactRow): readonly FactRow[] {
  if (!isTooFewInSync(fact)) return []
  const found: FactRow[] = []
  const settled = new Set<number>()
  for (let index = event - 1; index >= Math.max(0, event - LOOK_BACK); index -= 1) {
    for (const record of run.stepAt(index).facts) {
      const change = record.fact
      if (change.type !== 'PartitionChanged') continue
      if (change.topic !== fact.topic || change.partition !== fact.partition) continue
      const removed = change.isrFrom.filter((id) => !change.isrTo.includes(id))
      if (removed.some((id) => !settled.has(id))) found.push(record)
      for (const id of [...removed, ...change.isrTo]) settled.add(id)
    }
  }
  return found
}

/** The leader's request behind a change that the controller accepted, which may be cut from it. */
function askedBefore(run: Run, row: FactRow): FactRow | null {
  const { fact, event } = row
  if (fact.type !== 'PartitionChanged' || fact.because !== 'alterPartition') return null
  for (let index = event - 1; index >= Math.max(0, event - LOOK_BACK); index -= 1) {
    const asked = run
      .stepAt(index)
      .facts.find(
        ({ fact: one }) =>
          one.type === 'IsrChangeAsked' &&
          one.topic === fact.topic &&
          one.partition === fact.partition &&
          one.asked.join() === fact.isrTo.join(),
      )
    if (asked !== undefined) return asked
  }
  return null
}

/** The change of leader that a follower cuts its log for. */
function leaderChangeBefore(run: Run, { fact, event }: FactRow): FactRow | null {
  if (fact.type !== 'LogTruncated') return null
  for (let index = event - 1; index >= Math.max(0, event - LOOK_BACK); index -= 1) {
    const found = run
      .stepAt(index)
      .facts.find(
        ({ fact: one }) =>
          one.type === 'PartitionChanged' &&
          one.topic === fact.topic &&
          one.partition === fact.partition &&
          one.leaderFrom !== one.leaderTo,
      )
    if (found !== undefined) return found
  }
  return null
}

/** A chain that begins with what was done: the fact of that is the same thing said again. */
function saidOnce(links: readonly WhyLink[]): readonly WhyLink[] {
  const [first, second] = links
  return first?.index === second?.index && second?.said.type === 'command' ? links.slice(1) : links
}

/** Several causes of one thing: each is followed for some links, newest first. */
function branched(run: Run, first: FactRow, removals: readonly FactRow[]): readonly WhyLink[] {
  const each = Math.max(2, Math.floor((LINKS - 1) / removals.length))
  const chains = removals.map((removal) => chainFrom(run, removal, each))
  return [linkOf(run, first), ...chains.flatMap(saidOnce)]
}

function chainFrom(run: Run, first: FactRow, links: number): readonly WhyLink[] {
  const chain: Chain = { links: [linkOf(run, first)], below: first, index: first.event }
  const asked = askedBefore(run, first) ?? leaderChangeBefore(run, first)
  if (asked !== null) put(run, chain, asked)
  for (let hop = 0; hop < HOPS && chain.links.length < links; hop += 1) {
    if (!explain(run, chain)) break
  }
  return chain.links.slice(0, links)
}

/** The chain behind one fact: the fact, then what brought it about, newest first. */
export function chainOf(run: Run, first: FactRow): readonly WhyLink[] {
  const removals = [...removalsBefore(run, first), ...silencesBefore(run, first)]
  return removals.length > 0 ? branched(run, first, removals) : chainFrom(run, first, LINKS)
}

/**
 * Why a thing is as it is at the cursor: its newest change, then what brought that about, newest
 * first, along the causes that the events carry. EXPERIENCE (f).
 */
export function whyOf(run: Run, asked: Asked): readonly WhyLink[] {
  const first = newest(run, asked)
  return first === null ? [] : chainOf(run, first)
}
