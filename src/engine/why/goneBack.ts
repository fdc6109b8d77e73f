import { processId } from '~/sim/ids'
import { serversOf } from '~/views/servers'
import { serverProcess } from '../build'
import type { Run } from '../run'
import type { FactRow } from './lookBack'
import { newest } from './lookBack'

interface Silent {
  readonly process: string
  readonly host: string | undefined
}

/** True where a fact tells why a process is heard no more: it is down or held, or a link is cut. */
function silences({ fact, process }: FactRow, silent: Silent): boolean {
  switch (fact.type) {
    case 'ProcessKilled':
    case 'ProcessPaused':
    case 'ProcessExited':
      return process === silent.process
    case 'PowerLost':
      return fact.host === silent.host
    case 'LinkChanged':
      return fact.link.cut && (fact.from === silent.host || fact.to === silent.host)
    default:
      return false
  }
}

/** What was done to a process, or to its links, before it fell silent; not before an event. */
function silenceOf(run: Run, process: string, { from, to }: Stretch): FactRow | null {
  const host = run.worldAt(to).processes.get(processId(process))?.host
  const found = newest(run, (row) => silences(row, { process, host }), to)
  return found === null || found.event < from ? null : found
}

/** Events, the first and the one after the last. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** The quorum leader before a vote; or before an election, where it is another one. */
function leaderBefore(run: Run, { fact, event }: FactRow): FactRow | null {
  if (fact.type !== 'QuorumLeaderElected' && fact.type !== 'VoteDecided') return null
  const old = newest(run, (row) => row.fact.type === 'QuorumLeaderElected', event)
  // Whoever votes has heard of no leader for a while.
  if (fact.type === 'VoteDecided') return old
  const isOther = old?.fact.type === 'QuorumLeaderElected' && old.fact.leader !== fact.leader
  return isOther ? old : null
}

/** For each voter that a quorum leader hears no more, what silenced it; newest first. */
export function silencesBefore(run: Run, { fact, event, process }: FactRow): readonly FactRow[] {
  if (fact.type !== 'QuorumLeaderResigned' || fact.because !== 'checkQuorumExpired') return []
  const elected = newest(run, (row) => row.fact.type === 'QuorumLeaderElected', event)
  const stretch = { from: elected?.event ?? 0, to: event }
  return serversOf(run.worldAt(event))
    .filter(({ state }) => state.spec.roles.includes('controller'))
    .map((voter): string => voter.process)
    .filter((voter) => voter !== process)
    .flatMap((voter) => silenceOf(run, voter, stretch) ?? [])
    .toSorted((a, b) => b.event - a.event)
}

/** What was done to the process whose silence a fact is about, or null. */
export function silenceBehind(run: Run, row: FactRow): FactRow | null {
  const { fact, event } = row
  const before = (process: string, from = 0) => silenceOf(run, process, { from, to: event })
  if (fact.type === 'BrokerFenced' && fact.because === 'sessionExpired') {
    return before(serverProcess(fact.broker))
  }
  if (fact.type === 'IsrChangeAsked') {
    const removed = fact.isr.find((id) => !fact.asked.includes(id))
    return removed === undefined ? null : before(serverProcess(removed))
  }
  const old = leaderBefore(run, row)
  if (old?.fact.type === 'QuorumLeaderElected')
    return before(serverProcess(old.fact.leader), old.event)
  return silencesBefore(run, row)[0] ?? null
}

/** What let a broker hear of its leader again: its start, or a link that passes again. */
function returnOf(run: Run, process: string, before: number): FactRow | null {
  const host = run.worldAt(before).processes.get(processId(process))?.host
  return newest(
    run,
    ({ fact, process: own }) =>
      (fact.type === 'ProcessStarted' && own === process) ||
      (fact.type === 'LinkChanged' && !fact.link.cut && (fact.from === host || fact.to === host)),
    before,
  )
}

/** The registration that a broker is unfenced for; null: it was fenced and lives on. */
function registrationOf(run: Run, broker: number, before: number): FactRow | null {
  const came = newest(
    run,
    ({ fact }) =>
      (fact.type === 'BrokerRegistered' || fact.type === 'BrokerFenced') && fact.broker === broker,
    before,
  )
  return came?.fact.type === 'BrokerRegistered' ? came : null
}

/** The earlier fact that one goes back to, where the events between lead elsewhere; or null. */
export function goneBackTo(run: Run, { fact, event, process }: FactRow): FactRow | null {
  switch (fact.type) {
    case 'BrokerUnfenced':
      return registrationOf(run, fact.broker, event)
    case 'BrokerRegistered':
      return returnOf(run, serverProcess(fact.broker), event)
    case 'LogTruncated':
      return process === null ? null : returnOf(run, process, event)
    default:
      return null
  }
}
