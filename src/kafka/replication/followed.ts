import type { BrokerWork } from '../broker/brokerState'

/** Roles have changed: what is followed from whom is looked up again. */
export function forgetFollowed(work: BrokerWork): void {
  work.state.fetchers = work.state.fetchers.map((fetcher) => ({ ...fetcher, followed: null }))
}
