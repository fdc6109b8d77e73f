import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { CommandType, FactType, FactValues } from '~/views/eventView'
import { viewCommand } from '~/views/commandView'
import { isTelling, viewFact } from '~/views/eventView'
import type { RecordedStep } from './history'
import type { Run } from './run'

/** One link of a chain of causes. */
export interface WhyLink {
  readonly index: number
  /** µs. */
  readonly at: number
  readonly said:
    | { readonly type: 'fact'; readonly fact: FactType; readonly values: FactValues }
    | { readonly type: 'command'; readonly command: CommandType; readonly values: FactValues }
  readonly rule: string | null
}

type FactRow = FactRecord<KafkaModel>
/** Whether a fact is what is asked about. */
export type Asked = (record: FactRow) => boolean

/** A chain has so many links at most; EXPERIENCE (f). */
const LINKS = 7
/** How far back a thing's newest change is looked for, and how many events a chain passes. */
const LOOK_BACK = 20_000
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
]

function linkOf(record: FactRow): WhyLink {
  const { type, values, rule } = viewFact(record)
  return { index: record.event, at: record.at, said: { type: 'fact', fact: type, values }, rule }
}

function commandLink({ event }: RecordedStep): WhyLink | null {
  if (event.what.type !== 'Command') return null
  const { type: command, values } = viewCommand(event.what.command)
  const said = { type: 'command', command, values } as const
  return { index: event.index, at: event.at, said, rule: null }
}

/** The newest fact before the cursor that is asked about. */
function newest(run: Run, asked: Asked): FactRow | null {
  const end = run.cursor()
  for (let index = end - 1; index >= Math.max(0, end - LOOK_BACK); index -= 1) {
    const found = run.stepAt(index).facts.findLast(asked)
    if (found !== undefined) return found
  }
  return null
}

/** Why a process was silent: what was done to it, or to its links, before. */
function silenceOf(run: Run, process: string, before: number): FactRow | null {
  for (let index = before; index >= Math.max(0, before - LOOK_BACK); index -= 1) {
    for (const record of run.stepAt(index).facts) {
      const { fact } = record
      const isDown =
        fact.type === 'ProcessKilled' ||
        fact.type === 'ProcessPaused' ||
        fact.type === 'ProcessExited' ||
        fact.type === 'PowerLost'
      if (isDown && record.process === process) return record
      if (fact.type === 'LinkChanged' && fact.link.cut) return record
    }
  }
  return null
}

/** The process whose silence a fact is about, or null. */
function silentProcess({ fact }: FactRow): string | null {
  if (fact.type === 'BrokerFenced' && fact.because === 'sessionExpired') {
    return `kafka-${fact.broker}`
  }
  return null
}

function isSame(a: FactRow, b: FactRow): boolean {
  return a.fact.type === b.fact.type && a.process === b.process
}

/** What of an event's facts leads on to the one below it. */
function telling(step: RecordedStep, below: FactRow): FactRow | undefined {
  return step.facts
    .filter((record) => record !== below && !isSame(record, below))
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

function put(chain: Chain, row: FactRow): void {
  if (chain.links.length < LINKS) chain.links.push(linkOf(row))
  chain.below = row
  chain.index = row.event
}

/** Adds what one event tells; returns false where the chain ends. */
function explain(run: Run, chain: Chain): boolean {
  const { below, index } = chain
  const step = run.stepAt(index)
  const inside = index === below.event ? sameEvent(step, below) : telling(step, below)
  if (inside !== undefined && !isSame(inside, below)) put(chain, inside)
  const silent = silentProcess(chain.below)
  const cause = silent === null ? null : silenceOf(run, silent, chain.below.event - 1)
  if (cause !== null) put(chain, cause)
  const own = commandLink(run.stepAt(chain.index))
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

/**
 * Why a thing is as it is at the cursor: its newest change, then what brought that about, newest
 * first, along the causes that the events carry. EXPERIENCE (f).
 */
export function whyOf(run: Run, asked: Asked): readonly WhyLink[] {
  const first = newest(run, asked)
  if (first === null) return []
  const chain: Chain = { links: [linkOf(first)], below: first, index: first.event }
  for (let hop = 0; hop < HOPS && chain.links.length < LINKS; hop += 1) {
    if (!explain(run, chain)) break
  }
  return chain.links
}
