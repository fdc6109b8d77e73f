import type { KafkaWorld } from '~/kafka/model'
import type { PartitionLog } from '~/kafka/log/partitionLog'
import { serversOf } from '~/views/servers'
import type { NotedAcknowledgement } from '../notes'

/** Records of one partition that a producer was told are safe, and that are not in the leader's log. */
export interface LostRecords {
  readonly partition: string
  readonly isInternal: boolean
  readonly offsets: readonly number[]
}

/**
 * The acknowledged records that the leaders' logs do not hold: a record is its offset and the epoch
 * of the leader that took it. What retention or DeleteRecords took is not lost, nor is what a
 * leader still holds that nobody can reach. A partition without a running leader says nothing yet.
 */
export function lostRecords(
  world: KafkaWorld,
  acknowledgements: readonly NotedAcknowledgement[],
): readonly LostRecords[] {
  const logs = leadersLogs(world)
  const lost = new Map<string, number[]>()
  for (const { partition, baseOffset, lastOffset, leaderEpoch } of acknowledgements) {
    const log = logs.get(partition)
    if (log === undefined) continue
    const missing = missingOf(log, { baseOffset, lastOffset, leaderEpoch })
    if (missing.length > 0) lost.set(partition, [...(lost.get(partition) ?? []), ...missing])
  }
  return [...lost]
    .map(([partition, offsets]) => ({
      partition,
      isInternal: partition.startsWith('__'),
      offsets: [...new Set(offsets)].sort((a, b) => a - b),
    }))
    .sort((a, b) => (a.partition < b.partition ? -1 : 1))
}

type Place = Pick<NotedAcknowledgement, 'baseOffset' | 'lastOffset' | 'leaderEpoch'>

function missingOf(log: PartitionLog, place: Place): readonly number[] {
  const missing: number[] = []
  for (let at = Math.max(place.baseOffset, log.logStartOffset); at <= place.lastOffset; at += 1) {
    if (at >= log.logEndOffset || epochAt(log, at) !== place.leaderEpoch) missing.push(at)
  }
  return missing
}

/** The epoch in which the record at an offset was appended: that of the newest start before it. */
function epochAt(log: PartitionLog, offset: number): number | null {
  return log.epochs.findLast(({ startOffset }) => startOffset <= offset)?.epoch ?? null
}

/** The log of each partition's newest running leader. */
function leadersLogs(world: KafkaWorld): ReadonlyMap<string, PartitionLog> {
  const newest = new Map<string, { readonly epoch: number; readonly log: PartitionLog }>()
  for (const { state, status } of serversOf(world)) {
    if (status !== 'running') continue
    for (const { role, name, leaderEpoch, log } of state.broker?.replicas.values() ?? []) {
      if (role.type !== 'leader') continue
      if ((newest.get(name)?.epoch ?? -1) < leaderEpoch) {
        newest.set(name, { epoch: leaderEpoch, log })
      }
    }
  }
  return new Map([...newest].map(([name, { log }]) => [name, log]))
}
