import type { Reading } from '~/engine/why/readings'
import { readingOf } from '~/engine/why/readings'
import type { FactType } from '~/views/eventView'
import type { Selected } from './selection'

export type { Reading }

/** The decisions that a thing is best understood by, the first ones first. */
const TOPICS: Readonly<Record<Selected['kind'], readonly FactType[]>> = {
  broker: ['BrokerRegistered', 'ControlledShutdownBegun', 'LogLoaded'],
  controller: ['QuorumLeaderElected', 'ControllerActivated', 'VoteDecided'],
  client: ['RecordSent', 'RecordAcknowledged', 'RecordFailed', 'RecordsConsumed'],
  partition: ['PartitionChanged', 'IsrChangeAsked', 'RequestRefused', 'HighWatermarkAdvanced'],
  replica: ['BecameFollower', 'IsrChangeAsked', 'HighWatermarkAdvanced', 'LogTruncated'],
  record: ['RecordsAppended', 'HighWatermarkAdvanced', 'RecordAcknowledged', 'RecordsConsumed'],
  message: ['LinkChanged', 'RequestWaits'],
  group: ['GroupMemberJoined', 'GroupStable', 'OffsetsCommitted'],
  link: ['LinkChanged'],
}

/** What there is to read about a kind of thing: each term once. */
export function docsOf({ kind }: Selected): readonly Reading[] {
  const found = TOPICS[kind].flatMap((type) => readingOf(type) ?? [])
  return found.filter(({ term }, at) => found.findIndex((other) => other.term === term) === at)
}
