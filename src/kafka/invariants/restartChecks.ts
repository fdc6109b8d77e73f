import type { HostId } from '~/sim/ids'
import type { Replica } from '../broker/brokerState'
import type { SegmentFile } from '../log/logFiles'
import { isPartitionMetadata, isSegmentFile, partitionDir } from '../log/logFiles'
import { segmentName } from '../log/segment'
import type { KafkaWorld } from '../model'
import type { Watch } from './watched'
import { broken } from './watched'

/** A file of a partition as it was before the event. */
function fileOf(world: KafkaWorld, host: HostId, path: string) {
  return world.disks.get(host)?.cached.get(path)
}

/** True when a segment holds a batch that recovery cuts off. */
function hasDamage({ batches }: SegmentFile): boolean {
  return batches.some(({ isCorrupt }) => isCorrupt === true)
}

/**
 * LR-31: a replica that a broker opens holds all that its directory does, but for what is damaged,
 * and nothing besides; its high watermark is within it. What a power loss took is not in the
 * directory any more.
 */
export function openedCheck(watch: Watch, { log, logDir, name, topicId }: Replica, host: HostId) {
  const { before } = watch
  if (before === null) return
  const dir = partitionDir(logDir, name)
  const owner = fileOf(before, host, `${dir}/partition.metadata`)
  // A directory of another topic of the same name is not read.
  if (!isPartitionMetadata(owner) || owner.topicId !== topicId) return
  const last = log.segments.last()
  if (last === undefined) return
  const file = fileOf(before, host, `${dir}/${segmentName(last.baseOffset)}.log`)
  const next = fileOf(before, host, `${dir}/${segmentName(log.logEndOffset)}.log`)
  const isCut = isSegmentFile(next) && log.logEndOffset > last.baseOffset && !hasDamage(next)
  if (isCut) broken(watch, 'LR-31', `${name}: a start lost what follows ${log.logEndOffset}`)
  if (!isSegmentFile(file) || file.endOffset === log.logEndOffset || hasDamage(file)) return
  const what = `${name} ends at ${log.logEndOffset} after a start, its file at ${file.endOffset}`
  broken(watch, 'LR-31', what)
}
