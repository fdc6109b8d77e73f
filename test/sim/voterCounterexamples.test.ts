import { expect, test } from 'vitest'
import { nodeId } from '~/kafka/ids'
import { makeProgram } from '~/kafka/program'
import type { Request } from '~/kafka/protocol/rpc'
import type { QuorumProtection, StorageFormat } from '~/kafka/serverSpec'
import { asker, asking } from '../support/asker'
import type { QuorumLab } from '../support/quorumLab'
import { leaderOf, othersOf, part, quorumAt, quorumLab, roleAt } from '../support/quorumLab'

/**
 * Counterexamples of leaders and of changes of the voters (CX-40, CX-42): each breaks its
 * property without the rule that protects from it, and not with it.
 */
const portOf = (id: number) => 29_092 + id

/** Nodes 2 … 5 are the voters, 6 is a controller that will be asked to join them. */
const FORMER = [2, 3, 4, 5]
const JOINER = 6

function formatOf(id: number): StorageFormat {
  if (!FORMER.includes(id)) return { type: 'noInitialControllers' }
  const voters = FORMER.map((voter) => ({
    id: nodeId(voter),
    directoryId: `dir-${voter}`,
    host: 'localhost',
    port: portOf(voter),
  }))
  return { type: 'initialControllers', voters }
}

function dynamicLab(unprotected: readonly QuorumProtection[]): QuorumLab {
  const bootstrap = [...FORMER, JOINER].map((id) => `localhost:${portOf(id)}`)
  return quorumLab({
    controllers: 5,
    unprotected,
    properties: {
      'controller.quorum.voters': '',
      'controller.quorum.bootstrap.servers': bootstrap.join(','),
    },
    formatOf,
    program: makeProgram({ asker }),
  })
}

/** The voters as a node has them in its log. */
function votersAt(lab: QuorumLab, id: number): readonly number[] {
  return (
    quorumAt(lab, id)
      ?.log.voterSets.at(-1)
      ?.voters.map((voter) => voter.id) ?? []
  )
}

function directoryOf(lab: QuorumLab, id: number): string {
  return quorumAt(lab, id)?.config.directoryId ?? ''
}

function joining(lab: QuorumLab): Request {
  return {
    api: 'AddRaftVoter',
    clusterId: null,
    voterId: nodeId(JOINER),
    voterDirectoryId: directoryOf(lab, JOINER),
    listeners: [{ name: 'CONTROLLER', host: 'localhost', port: portOf(JOINER) }],
  }
}

/**
 * CX-40, Raft's bug of single-server changes: the leader of one epoch adds a voter that only the
 * new one hears of; the leader of the next removes the first one. Then one that
 * knows the first change leads.
 */
function twoChanges(unprotected: readonly QuorumProtection[]) {
  const lab = dynamicLab(unprotected)
  lab.passes(20)
  const one = leaderOf(lab)
  const others = FORMER.filter((id) => id !== one)
  part(lab, [[one, JOINER], others])
  lab.command(asking('adds', portOf(one), joining(lab)))
  const isAdded = lab.until(() => votersAt(lab, JOINER).includes(JOINER), 2)
  lab.until(() => others.some((id) => roleAt(lab, id) === 'Leader'), 10)
  const two = others.find((id) => roleAt(lab, id) === 'Leader') ?? 0
  const [three = 0, four = 0] = others.filter((id) => id !== two)
  part(lab, [[two, three], [four]])
  const removal: Request = {
    api: 'RemoveRaftVoter',
    clusterId: null,
    voterId: nodeId(one),
    voterDirectoryId: directoryOf(lab, one),
  }
  lab.command(asking('removes', portOf(two), removal))
  lab.passes(2)
  const isRemoved = !votersAt(lab, two).includes(one)
  part(lab, [[one, JOINER], [four]], false)
  lab.passes(15)
  const leadsAgain = [one, JOINER].some((id) => roleAt(lab, id) === 'Leader')
  return { isAdded, isRemoved, leadsAgain, broken: lab.broken }
}

test('CX-40 voters that change before the own epoch is committed lose what is committed', () => {
  const { isAdded, isRemoved, leadsAgain, broken } = twoChanges(['ownEpochVoters'])
  expect([isAdded, isRemoved, leadsAgain]).toEqual([true, true, true])
  expect(broken).toContain('KR-10')
})

test('CX-40 a leader that has not committed in its epoch refuses to change the voters', () => {
  const { isAdded, isRemoved, broken } = twoChanges([])
  expect([isAdded, isRemoved]).toEqual([true, false])
  expect([...broken]).toEqual([])
})

/** CX-42: the leader and one of five voters are cut off from the others for ten seconds. */
function cutOff(unprotected: readonly QuorumProtection[]) {
  const lab = quorumLab({ controllers: 5, unprotected })
  lab.passes(12)
  const leader = leaderOf(lab)
  const [stays = 0, ...majority] = othersOf(lab, leader)
  part(lab, [
    [leader, stays],
    [1, ...majority],
  ])
  const before = quorumAt(lab, leader)?.highWatermark ?? 0
  lab.passes(10)
  const { role, highWatermark, log } = quorumAt(lab, leader) ?? {}
  const alone = { role: role?.name, highWatermark, end: log?.endOffset ?? 0 }
  const newer = leaderOf(lab)
  lab.command({ type: 'HealLinks' })
  lab.passes(10)
  return { before, alone, isNew: newer !== leader, broken: [...lab.broken] }
}

test('CX-42 a leader that nobody fetches from leads on, where it does not look; it commits nothing', () => {
  const { before, alone, isNew, broken } = cutOff(['checkQuorum'])
  expect([alone.role, isNew]).toEqual(['Leader', true])
  expect(alone.end).toBeGreaterThan(before + 5)
  expect(alone.highWatermark).toBeLessThanOrEqual(before + 1)
  expect(broken).toEqual([])
})

test('CX-42 it resigns after 1.5 fetch timeouts, and no longer says what is committed', () => {
  const { alone, isNew, broken } = cutOff([])
  expect(alone.role).not.toBe('Leader')
  expect([alone.highWatermark, isNew]).toEqual([null, true])
  expect(broken).toEqual([])
})

/**
 * CX-41, Raft's figure 8: what two of five have from an older epoch is copied to a third by a new
 * leader, which is gone before its own record is. An answer to a fetch carries one batch.
 */
function copiesOldRecords(unprotected: readonly QuorumProtection[]) {
  const properties = { 'internal.metadata.max.fetch.size.in.bytes': '1' }
  const lab = quorumLab({ controllers: 5, unprotected, properties })
  lab.until(() => (quorumAt(lab, leaderOf(lab))?.highWatermark ?? 0) > 20, 30)
  const one = leaderOf(lab)
  const [two = 0, ...rest] = othersOf(lab, one)
  part(lab, [[one, two], rest])
  const shared = quorumAt(lab, one)?.log.endOffset ?? 0
  lab.until(() => (quorumAt(lab, two)?.log.endOffset ?? 0) > shared + 3, 3)
  lab.until(() => rest.some((id) => roleAt(lab, id) === 'Leader'), 10)
  const five = rest.find((id) => roleAt(lab, id) === 'Leader') ?? 0
  // Nobody hears what it writes.
  part(lab, [[five], lab.voters.filter((id) => id !== five)])
  lab.passes(1)
  const others = rest.filter((id) => id !== five)
  part(lab, [[one, two], others], false)
  const older = quorumAt(lab, two)?.log.endOffset ?? 0
  const leads = () => [one, two].find((id) => roleAt(lab, id) === 'Leader') ?? 0
  lab.until(() => leads() > 0 && (quorumAt(lab, leads())?.highWatermark ?? 0) > shared, 20)
  const committed = quorumAt(lab, leads())?.highWatermark ?? 0
  part(lab, [[one, two], others])
  part(lab, [[five], others], false)
  const isLed = lab.until(() => roleAt(lab, five) === 'Leader', 30)
  lab.passes(5)
  return { isOlder: committed > shared && committed <= older, isLed, broken: [...lab.broken] }
}

test('CX-41 records of an older epoch that are counted are committed, and lost', () => {
  const { isOlder, isLed, broken } = copiesOldRecords(['ownEpochCommit'])
  expect([isOlder, isLed]).toEqual([true, true])
  expect(broken).toContain('KR-10')
})

test('CX-41 a leader commits with a record of its own epoch', () => {
  const { isOlder, broken } = copiesOldRecords([])
  expect(isOlder).toBe(false)
  expect(broken).toEqual([])
})
