import { Map } from '~/base/persistentMap'
import type { Completion } from '../channel/channelState'
import { ERRORS } from '../protocol/errors'
import { setClientTimer } from './clientCore'
import type { ConsumerWork } from './consumerState'
import { commitError, losesCoordinator } from './commitError'
import { commit } from './commits'
import { loseCoordinator } from './coordinatorCalls'

/** The next commit is a whole interval from now. Kafka: ConsumerCoordinator.onJoinComplete. */
export function scheduleAutoCommit(work: ConsumerWork): void {
  if (!work.consumer.autoCommit) return
  setClientTimer(work, 'autoCommit', { ms: work.core.settings.int('auto.commit.interval.ms') })
}

/**
 * Commits from time to time where it has read to. G-83. Who has no coordinator looks for it, and
 * commits as soon as there is one. Kafka: ConsumerCoordinator.maybeAutoCommitOffsetsAsync.
 */
export function autoCommit(work: ConsumerWork): void {
  scheduleAutoCommit(work)
  // Who is about to join again commits by and by.
  if (work.consumer.preparingSinceMs !== null) return
  const isSent = commit(work)
  if (!isSent && work.consumer.coordinator === null) commitSoon(work)
}

function commitSoon(work: ConsumerWork): void {
  setClientTimer(work, 'autoCommit', { ms: work.core.settings.int('retry.backoff.ms') })
}

/**
 * A commit has ended, before the consumer closes. What was refused or lost is still owed: at once
 * again when that may help, or with the next one.
 * Kafka: ConsumerCoordinator.OffsetCommitResponseHandler, autoCommitOffsetsAsync.
 */
export function onCommitted(work: ConsumerWork, { body }: Completion): void {
  const error = commitError(body)
  if (error === null) return
  work.consumer = { ...work.consumer, committed: Map() }
  if (losesCoordinator(error)) loseCoordinator(work)
  if (ERRORS[error].retriable) commitSoon(work)
}
