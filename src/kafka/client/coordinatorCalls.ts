import type { Request } from '../protocol/rpc'
import { sendRequest, setClientTimer } from './clientCore'
import type { ConsumerWork } from './consumerState'
import { leastLoaded } from './leastLoaded'

/** Looks for the coordinator. G-03. Kafka: AbstractCoordinator.lookupCoordinator. */
export function findCoordinator(work: ConsumerWork): void {
  const { consumer } = work
  if (consumer.groupId === null || consumer.isFinding || consumer.coordinator !== null) return
  const to = leastLoaded(work)
  if (to === null) return setClientTimer(work, 'find', { ms: 100 })
  work.consumer = { ...consumer, isFinding: true }
  const body = { api: 'FindCoordinator', keyType: 'group', key: consumer.groupId } as const
  sendRequest(work, { to, tag: 'find', body })
}

/** Asks the coordinator; who has none looks for it. */
export function ask(work: ConsumerWork, tag: string, body: Request): void {
  const { coordinator } = work.consumer
  if (coordinator === null) return findCoordinator(work)
  const rebalance = work.core.settings.int('max.poll.interval.ms') + 5000
  const timeout = body.api === 'JoinGroup' ? { timeoutMs: rebalance } : {}
  sendRequest(work, { to: coordinator, tag, body, ...timeout })
}

/** The coordinator is not there: it is looked for again. Kafka: AbstractCoordinator.markCoordinatorUnknown. */
export function loseCoordinator(work: ConsumerWork): void {
  work.consumer = { ...work.consumer, coordinator: null, isFetchingOffsets: false }
  setClientTimer(work, 'find', { ms: work.core.settings.int('retry.backoff.ms') })
}
