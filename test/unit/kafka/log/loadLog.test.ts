import { Map } from '~/base/persistentMap'
import { expect, test } from 'vitest'
import { textOf } from '~/cli/serverFiles'
import type { TopicPartition } from '~/kafka/ids'
import { leaderEpoch, offset, topicPartition } from '~/kafka/ids'
import type { OffsetCheckpoint } from '~/kafka/log/checkpoints'
import {
  checkpointLines,
  HIGH_WATERMARK_FILE,
  LOG_START_FILE,
  RECOVERY_POINT_FILE,
} from '~/kafka/log/checkpoints'
import { stoppedLog } from '~/kafka/log/loadLog'
import { logFileEffects } from '~/kafka/log/logFiles'
import type { PartitionLog } from '~/kafka/log/partitionLog'
import { newPartitionLog, restartLogAt, startEpoch, truncateLogTo } from '~/kafka/log/partitionLog'
import type { KafkaFile } from '~/kafka/model'
import { logOf, testLogConfig } from '../../../support/logs'

const NAME: TopicPartition = topicPartition('orders', 0)

/** The files of a log; only what was flushed when `isPowerLost`. */
function filesOf(log: PartitionLog, isPowerLost: boolean): Map<string, KafkaFile> {
  let files = Map<string, KafkaFile>()
  for (const effect of logFileEffects('/logs/orders-0', null, log)) {
    if (effect.type === 'WriteFile' && (effect.flush || !isPowerLost)) {
      files = files.set(effect.path, effect.content)
    }
  }
  return files
}

function withMark(files: Map<string, KafkaFile>, at: number): Map<string, KafkaFile> {
  const marks: OffsetCheckpoint = { kind: 'offsetCheckpoint', offsets: Map([[NAME, offset(at)]]) }
  return files.set('/logs/replication-offset-checkpoint', marks)
}

const four = logOf([{}, {}, {}, {}], { segmentBytes: 200 })

test('R-32 after a kill the log is whole, its high watermark that of the checkpoint', () => {
  const log = stoppedLog(withMark(filesOf(four, false), 3), ['/logs'], NAME)
  expect([log?.logEndOffset, log?.highWatermark, log?.batches.size]).toEqual([4, 3, 4])
})

test('R-32 without a checkpoint the high watermark begins at the log start', () => {
  expect(stoppedLog(filesOf(four, false), ['/logs'], NAME)?.highWatermark).toBe(0)
})

test('R-30 a power loss takes what was not flushed: all above the last roll', () => {
  const log = stoppedLog(withMark(filesOf(four, true), 4), ['/logs'], NAME)
  expect([log?.logEndOffset, log?.highWatermark]).toEqual([2, 2])
})

test('R-32 what is below the log start needs no recovery', () => {
  const start: OffsetCheckpoint = { kind: 'offsetCheckpoint', offsets: Map([[NAME, offset(3)]]) }
  const files = filesOf(four, false).set('/logs/log-start-offset-checkpoint', start)
  expect(stoppedLog(files, ['/logs'], NAME)?.recoveryPoint).toBe(3)
})

test('R-20 a start knows of each producer only its newest batch before the snapshot', () => {
  const batches = [0, 1, 2].map((baseSequence) => ({
    producerId: 7,
    producerEpoch: 0,
    baseSequence,
  }))
  const log = stoppedLog(filesOf(logOf(batches, { segmentBytes: 200 }), false), ['/logs'], NAME)
  const known = log?.producerState.producers.get(7)?.batches
  expect(known?.map(({ firstOffset }) => firstOffset)).toEqual([1, 2])
})

test('R-31 a checkpoint is version, count and a line a partition', () => {
  const offsets = Map([
    [topicPartition('b', 1), offset(7)],
    [topicPartition('a-x', 0), offset(3)],
  ])
  const lines = checkpointLines({ kind: 'offsetCheckpoint', offsets }, RECOVERY_POINT_FILE)
  expect(lines.slice(0, 2)).toEqual(['0', '2'])
  expect(lines.slice(2).toSorted()).toEqual(['a-x 0 3', 'b 1 7'])
})

test('R-31 partitions stand in the order of the maps that Kafka keeps them in', () => {
  const offsets = Map([
    [topicPartition('x', 0), offset(1500)],
    [topicPartition('x', 1), offset(1500)],
  ])
  for (const name of [RECOVERY_POINT_FILE, HIGH_WATERMARK_FILE]) {
    const lines = checkpointLines({ kind: 'offsetCheckpoint', offsets }, name)
    expect(lines).toEqual(['0', '2', 'x 1 1500', 'x 0 1500'])
  }
})

test('R-31 the map of flushed ends is made for their number, that of log starts for any', () => {
  const offsets = Map([
    [topicPartition('f', 0), offset(2)],
    [topicPartition('g', 0), offset(2)],
  ])
  const rows = (name: string) =>
    checkpointLines({ kind: 'offsetCheckpoint', offsets }, name).slice(2)
  expect(rows(RECOVERY_POINT_FILE)).toEqual(['g 0 2', 'f 0 2'])
  expect(rows(LOG_START_FILE)).toEqual(['f 0 2', 'g 0 2'])
})

/** The lines of a log's file of epochs. */
function epochFile(log: PartitionLog): readonly string[] | null {
  const files = filesOf(log, false)
  const disk = { read: (path: string) => files.get(path), list: () => [...files.keys()] }
  return textOf(disk, '/logs/orders-0/leader-epoch-checkpoint')
}

test('R-13 the file of epochs is empty until one is written, and says so of none that is left', () => {
  const fresh = newPartitionLog('topic')
  const led = startEpoch(fresh, leaderEpoch(4))
  expect(epochFile(fresh)).toEqual([])
  expect(epochFile(led)).toEqual(['0', '1', '4 0'])
  const context = { nowMs: 0, config: testLogConfig() }
  const cut = truncateLogTo(led, 0, context)
  expect(epochFile(cut)).toEqual(['0', '0'])
  expect(epochFile(restartLogAt(led, offset(9), 0))).toEqual(['0', '0'])
  const started = stoppedLog(filesOf(cut, false), ['/logs'], NAME)
  expect(started?.hasWrittenEpochs).toBe(true)
})

test('R-31 a log that begins anew further on keeps the smaller flushed end', () => {
  const flushed = { ...newPartitionLog('topic'), recoveryPoint: offset(4), logEndOffset: offset(6) }
  expect(restartLogAt(flushed, offset(9), 0).recoveryPoint).toBe(4)
  expect(restartLogAt(flushed, offset(2), 0).recoveryPoint).toBe(2)
})
