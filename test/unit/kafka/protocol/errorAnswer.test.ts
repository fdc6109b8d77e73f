import { expect, test } from 'vitest'
import { nodeId } from '~/kafka/ids'
import { errorAnswer } from '~/kafka/protocol/errorAnswer'

const LATE = { error: 'REQUEST_TIMED_OUT', errorMessage: null } as const

test('C-86 a reassignment that found no controller fails for each of its partitions', () => {
  const rows = [
    { topic: 't', partition: 0, replicas: [nodeId(2)] },
    { topic: 't', partition: 1, replicas: null },
  ]
  const answer = errorAnswer(
    { api: 'AlterPartitionReassignments', allowReplicationFactorChange: true, partitions: rows },
    LATE,
  )
  expect(answer).toMatchObject({ ...LATE, partitions: rows.map((row) => ({ ...row, ...LATE })) })
})

test('C-86 a list of reassignments that found no controller has the error once', () => {
  const answer = errorAnswer({ api: 'ListPartitionReassignments', topics: null }, LATE)
  expect(answer).toMatchObject({ error: 'REQUEST_TIMED_OUT', partitions: [] })
})
