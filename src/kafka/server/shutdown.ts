import { micros } from '~/sim/ids'
import { onBrokerStop } from '../broker/brokerRole'
import type { BrokerState } from '../broker/brokerState'
import type { Gathered, KafkaContext } from '../effects'
import { take } from '../effects'
import { mayLeave, shutDownQuorum } from '../quorum/quorumRole'
import type { QuorumState } from '../quorum/quorumState'
import { SHUTDOWN_MS, SIGNAL_MS } from './durations'
import { lastEffects } from './lastEffects'

/** How long the quorum's part may wait for another leader, ms. Kafka: KafkaRaftClientDriver.shutdown. */
const QUORUM_SHUTDOWN_MS = 5_000

/** What of a server ends it. */
interface Leaving extends Gathered {
  readonly ctx: KafkaContext
  readonly state: {
    phase: 'starting' | 'running' | 'stopping'
    quorum: QuorumState | null
    broker: BrokerState | null
  }
}

/** SIGTERM or SIGINT: a broker asks to go first, a controller resigns. */
export function onSignal(work: Leaving): void {
  const { phase } = work.state
  if (phase === 'stopping') return
  if (phase === 'starting') {
    work.effects.push({ type: 'Exit', code: 143 })
    return
  }
  work.state.phase = 'stopping'
  setServerTimer(work, 'stop', SIGNAL_MS + work.ctx.draw('shutdown', 2 * SIGNAL_MS))
}

/** The shutdown hook runs: a broker asks the controller first. Kafka: KafkaRaftServer.shutdown. */
export function onStop(work: Leaving): void {
  const { broker } = work.state
  if (broker === null) finish(work)
  else work.state.broker = take(work, onBrokerStop(broker, work.ctx))
}

/** The last steps: logs are flushed, the mark of a clean shutdown is left, the process ends. */
export function finish(work: Leaving): void {
  const { broker, quorum } = work.state
  for (const effect of lastEffects(broker, quorum)) work.effects.push(effect)
  work.state.broker = null
  const left = quorum === null ? null : shutDownQuorum(quorum, work.ctx)
  if (left !== null) work.state.quorum = take(work, left.step)
  // A voter that knows no other leader waits for one, but not for ever. §7.3.
  const waitMs = left === null || left.isDone ? 0 : QUORUM_SHUTDOWN_MS
  setServerTimer(work, 'exit', waitMs + closingMs(work))
}

/**
 * A voter that waited for another leader at its end goes as soon as it knows one. §7.3.
 * Kafka: KafkaRaftClient.maybeCompleteShutdown.
 * @param before the quorum's part before this input
 */
export function exitWhenLed(work: Leaving, before: QuorumState | null): void {
  const { quorum } = work.state
  const waited = before?.isShuttingDown === true && !mayLeave(before)
  if (!waited || quorum === null || !mayLeave(quorum)) return
  setServerTimer(work, 'exit', closingMs(work))
}

function closingMs(work: Leaving): number {
  return SHUTDOWN_MS + work.ctx.draw('shutdown', SHUTDOWN_MS)
}

/** Sets a timer of the server itself. */
export function setServerTimer(work: Gathered, name: string, ms: number): void {
  work.effects.push({
    type: 'SetTimer',
    key: `server/${name}`,
    delayMicros: micros(ms),
    timer: { role: 'server', name, about: '' },
  })
}
