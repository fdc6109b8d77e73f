import type { Completion } from '../channel/channelState'
import { ERRORS } from '../protocol/errors'
import { commitError, losesCoordinator } from './commitError'
import { clientNow, setClientTimer } from './clientCore'
import { closeSessions, onSessionClosed } from './consumerFetch'
import type { Closing, ConsumerWork } from './consumerState'
import { commit, consumedOffsets } from './commits'
import { findCoordinator, loseCoordinator } from './coordinatorCalls'
import { leave } from './membership'
import { retryBackoffMs } from './retryBackoff'

/** How long close() waits at most when a program names no other time, ms. Kafka: Consumer. */
const DEFAULT_CLOSE_TIMEOUT_MS = 30_000

/**
 * Begins to close: commits where it has read to, leaves its group, ends its fetch sessions. Every
 * part waits for its answers, and all of them together no longer than the default of close(): a
 * coordinator that cannot be found does not hold it for ever. G-83.
 * Kafka: ClassicKafkaConsumer.close, ConsumerCoordinator.close.
 */
export function closeConsumer(work: ConsumerWork): void {
  if (work.consumer.closing !== null) return
  enter(work, { step: 'committing', sinceMs: clientNow(work), commits: 0 })
  waitAtMost(work, DEFAULT_CLOSE_TIMEOUT_MS)
  commitLast(work)
}

function enter(work: ConsumerWork, closing: Closing): void {
  work.consumer = { ...work.consumer, closing }
}

/** Kafka: ClassicKafkaConsumer.createTimerForRequest. */
function waitAtMost(work: ConsumerWork, ms: number): void {
  const requestTimeoutMs = work.core.settings.int('request.timeout.ms')
  setClientTimer(work, 'closing', { ms: Math.min(ms, requestTimeoutMs) })
}

/** Commits, once there is a coordinator to tell. Kafka: ConsumerCoordinator.commitOffsetsSync. */
function commitLast(work: ConsumerWork): void {
  if (consumedOffsets(work.consumer).length === 0) return leaveGroup(work)
  if (work.consumer.coordinator === null) return findCoordinator(work)
  commit(work, 'lastCommit')
}

/** Kafka: AbstractCoordinator.close. */
function leaveGroup(work: ConsumerWork): void {
  const { closing } = work.consumer
  if (closing === null) return
  enter(work, { ...closing, step: 'leaving' })
  if (!leave(work)) endSessions(work)
}

/** Kafka: ClassicKafkaConsumer.close, its second timer. */
function endSessions(work: ConsumerWork): void {
  const { closing } = work.consumer
  if (closing === null) return
  enter(work, { ...closing, step: 'endingSessions' })
  waitAtMost(work, Math.max(0, DEFAULT_CLOSE_TIMEOUT_MS - elapsed(work)))
  closeSessions(work)
}

/** A timer of the closing fired. True: it was one. */
export function onClosingTimer(work: ConsumerWork, name: string): boolean {
  const { closing } = work.consumer
  if (closing === null) return false
  switch (name) {
    case 'lastCommit':
      if (closing.step === 'committing') commitLast(work)
      return true
    case 'closing':
      onTimeOver(work, closing)
      return true
    // Nobody polls any more.
    case 'autoCommit':
    case 'again':
    case 'processed':
      return true
    default:
      return false
  }
}

/** No part waits any longer: the next ones only say what they have to say. */
function onTimeOver(work: ConsumerWork, { step }: Closing): void {
  if (step === 'committing') leave(work)
  if (step !== 'endingSessions') endSessions(work)
  const { consumer } = work
  const isOver = step === 'endingSessions' || DEFAULT_CLOSE_TIMEOUT_MS <= elapsed(work)
  if (isOver) work.consumer = { ...consumer, isClosed: true }
}

function elapsed(work: ConsumerWork): number {
  return clientNow(work) - (work.consumer.closing?.sinceMs ?? 0)
}

/** A request of a closing consumer has ended. */
export function onClosingCompletion(work: ConsumerWork, completion: Completion): void {
  const { tag } = completion
  const { closing } = work.consumer
  if (closing === null) return
  if (tag.startsWith('close ')) return onSessionClosed(work, completion)
  if (closing.step === 'committing') {
    if (tag === 'lastCommit') onLastCommit(work, completion)
    // It looked for its coordinator, to commit.
    else if (tag === 'find' && work.consumer.coordinator !== null) commitLast(work)
  } else if (closing.step === 'leaving' && tag === 'leave') endSessions(work)
}

/** Kafka: ConsumerCoordinator.OffsetCommitResponseHandler. */
function onLastCommit(work: ConsumerWork, { body }: Completion): void {
  const error = commitError(body)
  if (error === null) return leaveGroup(work)
  if (losesCoordinator(error)) loseCoordinator(work)
  if (!ERRORS[error].retriable) return leaveGroup(work)
  const { closing } = work.consumer
  if (closing === null) return
  const ms = retryBackoffMs(work, closing.commits)
  enter(work, { ...closing, commits: closing.commits + 1 })
  setClientTimer(work, 'lastCommit', { ms })
}
