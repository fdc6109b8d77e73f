import { expect, test } from 'vitest'
import { standingOf } from '~/ui/log/standingOf'
import { say } from '~/words/say'
import type { WordKey } from '~/words/en'
import type { Values } from '~/words/say'
import { replicaLog } from '../../../support/replicaLogs'

const t = (key: WordKey, values?: Values) => say('en', key, values)
const leader = replicaLog({ broker: 2, logEndOffset: 4, standing: 'leader' })
const told = (isLeader: boolean, leaderEpoch: number) => ({ isLeader, leaderEpoch })

test('a leader is shown with the epoch in which it leads', () => {
  expect(standingOf({ ...leader, known: told(true, 3) }, 3, t)).toEqual(['leader, e3'])
})

test('one that is elected and not told yet is not called leader of the old epoch', () => {
  const texts = standingOf({ ...leader, known: told(false, 0) }, 1, t)
  expect(texts).toEqual(['elected e1, knows e0', 'elected e1'])
})

test('who led goes on leading until it is told', () => {
  const replica = { ...leader, standing: 'lagging' as const, isFormerLeader: true }
  const texts = standingOf({ ...replica, known: told(true, 0) }, 1, t)
  expect(texts.slice(1)).toEqual(['still leads e0', t('standing.lagging')])
})

test('one that is down is said to have led', () => {
  const replica = { ...leader, standing: 'offline' as const, isFormerLeader: true, known: null }
  expect(standingOf(replica, 1, t)[0]).toContain('led e0')
})
