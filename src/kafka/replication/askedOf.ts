import { NativeMap } from '~/base/nativeMap'
import type { BrokerWork, Replica } from '../broker/brokerState'
import type { Fetcher } from '../broker/fetcherState'
import { lastLogEpoch } from '../log/partitionLog'
import type { FetchPartition } from '../protocol/rpc/data'
import { isWithout } from './partition'

/** Whether a fetch says which epoch the log ends in. R-59. */
export function epochsIn(work: BrokerWork, { session }: Fetcher): (replica: Replica) => boolean {
  if (isWithout(work, 'epochTruncation')) return () => false
  if (!isWithout(work, 'epochInFetch')) return () => true
  return ({ name, leaderEpoch }) =>
    !session.partitions.some((row) => row.name === name && row.currentLeaderEpoch === leaderEpoch)
}

/** What is asked of a partition; the same as before where nothing has changed. */
export function askedOf(
  replica: Replica,
  before: FetchPartition | undefined,
  how: { readonly partitionMaxBytes: number; readonly hasEpoch: (replica: Replica) => boolean },
): FetchPartition {
  const { name, topic, topicId, partition, leaderEpoch, log } = replica
  const lastFetchedEpoch = how.hasEpoch(replica) ? lastLogEpoch(log) : null
  const isSame =
    before?.name === name &&
    before.fetchOffset === log.logEndOffset &&
    before.currentLeaderEpoch === leaderEpoch &&
    before.lastFetchedEpoch === lastFetchedEpoch &&
    before.logStartOffset === log.logStartOffset &&
    before.topicId === topicId
  if (isSame) return before
  return {
    name,
    topic,
    topicId,
    partition,
    currentLeaderEpoch: leaderEpoch,
    fetchOffset: log.logEndOffset,
    lastFetchedEpoch,
    logStartOffset: log.logStartOffset,
    partitionMaxBytes: how.partitionMaxBytes,
  }
}

/** Up to so many rows are looked for one by one. */
const FEW = 8

/** Finds what was asked of a partition: a full answer has the order of its request. */
export function lookUp(
  asked: readonly FetchPartition[],
  count: number,
): (name: Replica['name'], index: number) => FetchPartition | undefined {
  const places = count <= FEW ? null : new NativeMap(asked.map((row) => [row.name, row]))
  return (name, index) => {
    const here = asked[index]
    if (here?.name === name) return here
    return places === null ? asked.find((row) => row.name === name) : places.get(name)
  }
}
