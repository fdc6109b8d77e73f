import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { BrokerWork } from '~/kafka/broker/brokerState'
import { enqueueBatches, replayPending } from '~/kafka/broker/metadataReplay'
import { leaderEpoch, nodeId, offset, topicPartition } from '~/kafka/ids'
import { isOffsetCheckpoint } from '~/kafka/log/checkpoints'
import { beginAnew, cut } from '~/kafka/replication/followerLog'
import { replicaLab } from '../support/replicaLab'

const NAME = topicPartition('t', 0)
const BECAUSE = 'test'

/** What is written into the files of offsets: the file's name, and the partition's offset in it. */
function written(work: BrokerWork): readonly string[] {
  return work.effects.flatMap((effect) => {
    if (effect.type !== 'WriteFile' || !isOffsetCheckpoint(effect.content)) return []
    const name = effect.path.slice(effect.path.lastIndexOf('/') + 1)
    return [`${name}: ${effect.content.offsets.get(NAME) ?? 'none'}`]
  })
}

function followed() {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2])
  for (const value of ['a', 'b']) lab.append(1, value)
  for (let turn = 0; turn < 3; turn += 1) lab.fetch(2, 1)
  expect(lab.replica(2).log.logEndOffset).toBe(2)
  return lab
}

test('R-31 a cut log is in the file of flushed ends at once', () => {
  const cutTo = (to: number) =>
    followed().at(2, (work) => {
      cut(work, present(work.state.replicas.get(NAME), 'it follows'), { to, because: BECAUSE })
      return written(work)
    })
  expect(cutTo(1)).toEqual(['recovery-point-offset-checkpoint: 0'])
  // Nothing was cut.
  expect(cutTo(2)).toEqual([])
})

test('R-31 so is one that begins anew', () => {
  const files = followed().at(2, (work) => {
    const replica = present(work.state.replicas.get(NAME), 'it follows')
    beginAnew(work, replica, { at: offset(7), because: BECAUSE })
    return written(work)
  })
  // Nothing of the old one was flushed. Kafka: LocalLog.updateLogEndOffset.
  expect(files).toEqual(['recovery-point-offset-checkpoint: 0'])
})

test('R-31 a log that is deleted leaves the files that name it', () => {
  const lab = followed()
  const files = lab.at(2, (work) => {
    const { topicId } = lab.replica(2)
    enqueueBatches(work, [
      {
        baseOffset: offset(900),
        lastOffset: offset(900),
        epoch: leaderEpoch(1),
        appendTimestampMs: 0,
        isControl: false,
        sizeInBytes: 100,
        records: [{ type: 'RemoveTopicRecord', topicId }],
      },
    ])
    replayPending(work)
    return written(work)
  })
  expect(files).toEqual([
    'recovery-point-offset-checkpoint: none',
    'log-start-offset-checkpoint: none',
  ])
})
