import { familyOf, isBetweenServers, isQuietMessage } from '~/views/families'
import type { MessageFamily } from '~/views/clusterView'
import { isUsualLink } from '~/sim/network'
import type { Branch } from './branches'
import type { RecordedStep } from './history'
import type { Run } from './run'

/** How something is broken. */
export type Brokenness = 'down' | 'paused' | 'cut' | 'changed'

/** A stretch of time in which something was broken: a process down or held, a link not as usual. */
export interface FaultSpan {
  /** Process id, or `from>to` of a link. */
  readonly about: string
  readonly how: Brokenness
  /** The event that it began with. */
  readonly index: number
  /** It began as a fault of the run's list: one that was placed. */
  readonly isPlaced: boolean
  /** µs. */
  readonly from: number
  /** µs; null = still. */
  readonly to: number | null
}

/** What the time rulers draw of one future, kept up event by event. */
export interface Ledger {
  /** By event: the family of the message that arrived; null where none did or it says nothing new. */
  readonly families: (MessageFamily | null)[]
  readonly faults: FaultSpan[]
}

/** The ledgers of a run's branches. */
export type Ledgers = Map<number, Ledger>

/** The family of the message that an event delivered, or null. */
function familyOfStep({ event }: RecordedStep): MessageFamily | null {
  const { what, process } = event
  if (what.type !== 'Input') return null
  const { input } = what
  if (input.type !== 'Request' && input.type !== 'Response') return null
  return familyOf(input.body, isBetweenServers(input.body, process))
}

/** True for heartbeats, idle fetches and the like. */
function isQuietStep({ event }: RecordedStep): boolean {
  const { what } = event
  if (what.type === 'Network') return true
  if (what.type !== 'Input') return false
  const { input } = what
  if (input.type === 'Request' || input.type === 'Response') return isQuietMessage(input.body)
  return input.type !== 'Signal' && input.type !== 'Call'
}

/** Commands by which the faults of the list strike. */
const OF_FAULTS: readonly string[] = ['PlaceFault', 'StrikeFault', 'WhileActing']

type Broken = Pick<FaultSpan, 'about' | 'how'>

function open(ledger: Ledger, { event }: RecordedStep, { about, how }: Broken): void {
  const old = ledger.faults.find((span) => span.about === about && span.to === null)
  if (old?.how === how) return
  // What is paused may be killed, and a slow link cut: one ends where the other begins.
  if (old !== undefined) close(ledger, about, event.at)
  const { index, at: from, what } = event
  const isPlaced = what.type === 'Command' && OF_FAULTS.includes(what.command.type)
  ledger.faults.push({ about, how, index, isPlaced, from, to: null })
}

function close(ledger: Ledger, about: string, to: number): void {
  const at = ledger.faults.findIndex((span) => span.about === about && span.to === null)
  const span = ledger.faults[at]
  if (span !== undefined) ledger.faults[at] = { ...span, to }
}

function enter(ledger: Ledger, step: RecordedStep): void {
  ledger.families.push(isQuietStep(step) ? null : familyOfStep(step))
  for (const { fact, process, at } of step.facts) {
    const isServer = process?.startsWith('kafka-') === true
    switch (fact.type) {
      case 'ProcessKilled':
        if (process !== null) open(ledger, step, { about: process, how: 'down' })
        break
      case 'ProcessPaused':
        if (process !== null) open(ledger, step, { about: process, how: 'paused' })
        break
      case 'ProcessExited':
        if (process !== null && isServer) open(ledger, step, { about: process, how: 'down' })
        break
      case 'ProcessStarted':
      case 'ProcessResumed':
        if (process !== null) close(ledger, process, at)
        break
      case 'LinkChanged':
        enterLink(ledger, step, fact)
        break
      default:
    }
  }
}

type LinkChange = Extract<RecordedStep['facts'][number]['fact'], { type: 'LinkChanged' }>

function enterLink(ledger: Ledger, step: RecordedStep, { from, to, link }: LinkChange): void {
  const about = `${from}>${to}`
  if (link.cut) open(ledger, step, { about, how: 'cut' })
  else if (isUsualLink(link)) close(ledger, about, step.event.at)
  else open(ledger, step, { about, how: 'changed' })
}

/** A branch begins with what its parent had at the fork. */
function begin(ledgers: Ledgers, branch: Branch): Ledger {
  const { parent } = branch
  const old = parent === null ? undefined : ledgers.get(parent.id)
  if (parent === null || old === undefined || parent.at === 0) return { families: [], faults: [] }
  const at = branch.history.timeAt(parent.at - 1)
  return {
    families: old.families.slice(0, parent.at),
    faults: old.faults
      .filter(({ from }) => from <= at)
      .map((span) => (span.to !== null && span.to > at ? { ...span, to: null } : span)),
  }
}

/** The ledger of the run's current branch, brought up to its end. */
export function ledgerOf(run: Run, ledgers: Ledgers): Ledger {
  const branch = run.branch()
  const ledger = ledgers.get(branch.id) ?? begin(ledgers, branch)
  ledgers.set(branch.id, ledger)
  for (let index = ledger.families.length; index < run.endIndex(); index += 1) {
    enter(ledger, run.stepAt(index))
  }
  return ledger
}
