import { expect, test } from 'vitest'
import type { QuorumLab } from '../support/quorumLab'
import { leaderOf, othersOf, part, quorumLab, roleAt, serverAt } from '../support/quorumLab'

/** A leader that resigns because nobody fetches. Node 1 is a broker; nodes 2, 3, 4 are the voters. */
function resigned(properties: Readonly<Record<string, string>>): readonly [QuorumLab, number] {
  const lab = quorumLab({ properties })
  lab.passes(12)
  const leader = leaderOf(lab)
  part(lab, [[leader], [1, ...othersOf(lab, leader)]])
  lab.until(() => roleAt(lab, leader) === 'Resigned', 4)
  return [lab, leader]
}

const isActive = (lab: QuorumLab, id: number) => serverAt(lab, id)?.controller?.active !== null

test('Q-60 its controller is active until its next record is refused: a NoOpRecord at the latest', () => {
  const [lab, leader] = resigned({})
  expect([roleAt(lab, leader), isActive(lab, leader)]).toEqual(['Resigned', true])
  expect(lab.until(() => !isActive(lab, leader), 0.55)).toBe(true)
  expect(roleAt(lab, leader)).toBe('Resigned')
})

test('Q-60 one that has nothing to write is active until a new epoch', () => {
  const [lab, leader] = resigned({
    'metadata.max.idle.interval.ms': '0',
    'leader.imbalance.check.interval.seconds': '300',
  })
  expect(lab.until(() => !isActive(lab, leader), 0.9)).toBe(false)
  lab.passes(2)
  expect(isActive(lab, leader)).toBe(false)
})
