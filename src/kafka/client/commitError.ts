import type { Completion } from '../channel/channelState'
import type { ErrorCode } from '../protocol/errors'

/** What was wrong with a commit; `null`: nothing. */
export function commitError(body: Completion['body']): ErrorCode | null {
  if (body === null) return 'NETWORK_EXCEPTION'
  const rows = body.api === 'OffsetCommit' ? body.partitions : []
  return rows.find(({ error }) => error !== 'NONE')?.error ?? null
}

/** Whether an answer says that the coordinator is another one. */
export function losesCoordinator(error: ErrorCode): boolean {
  return (
    error === 'NETWORK_EXCEPTION' ||
    error === 'COORDINATOR_NOT_AVAILABLE' ||
    error === 'NOT_COORDINATOR' ||
    error === 'REQUEST_TIMED_OUT'
  )
}
