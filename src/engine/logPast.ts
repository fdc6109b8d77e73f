import type { KafkaWorld } from '~/kafka/model'
import { topicPartition } from '~/kafka/ids'
import type { PartitionLog } from '~/kafka/log/partitionLog'
import { readLog } from '~/kafka/log/partitionLog'
import { isServer } from '~/kafka/server/server'
import { processId } from '~/sim/ids'
import type { LogPast, PastCut } from '~/views/partitionLogView'
import type { Branch } from './branches'
import type { Noted } from './notes'
import type { Run } from './run'

interface Place {
  readonly topic: string
  readonly partition: number
}

/** What the picture of a partition's logs needs from before the cursor; a function of (run, cursor). */
export function logPast(run: Run, at: Place): LogPast {
  return logPastOf(run.branch(), run.cursor(), at)
}

/** The same of any branch, after so many of its events. */
export function logPastOf(branch: Branch, cursor: number, at: Place): LogPast {
  const name = topicPartition(at.topic, at.partition)
  const { truncations, acknowledgements } = branch.notes
  const newest = new Map<string, Noted<'LogTruncated'>>()
  for (const row of truncations) {
    const { topic, partition } = row.fact
    if (row.event >= cursor) break
    if (topic === at.topic && partition === at.partition) newest.set(row.process, row)
  }
  let safe:
    | readonly {
        readonly baseOffset: number
        readonly lastOffset: number
        readonly leaderEpoch: number
      }[]
    | null = null
  return {
    cuts: [...newest.values()].map((row) => pastCut(branch, row)),
    isAcknowledged: (offset, leaderEpoch) => {
      safe ??= acknowledgements.filter((row) => row.event < cursor && row.partition === name)
      return safe.some(
        (row) =>
          row.leaderEpoch === leaderEpoch && row.baseOffset <= offset && offset <= row.lastOffset,
      )
    },
  }
}

/** The batches that a cut took, from the world just before it. */
function pastCut(branch: Branch, row: Noted<'LogTruncated'>): PastCut {
  const { topic, partition, from, to } = row.fact
  const log = logOf(
    branch.history.worldAt(row.event),
    row.process,
    topicPartition(topic, partition),
  )
  const read = { from: to, to: from, maxBytes: Number.MAX_SAFE_INTEGER }
  if (log === null) return { process: row.process, from, to, highWatermark: 0, batches: [] }
  const { highWatermark } = log
  return { process: row.process, from, to, highWatermark, batches: readLog(log, read) }
}

function logOf(
  world: KafkaWorld,
  process: string,
  name: ReturnType<typeof topicPartition>,
): PartitionLog | null {
  const state = world.processes.get(processId(process))?.state ?? null
  return isServer(state) ? (state.broker?.replicas.get(name)?.log ?? null) : null
}
