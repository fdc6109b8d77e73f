import { beforeAll, expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { WhyNotThing } from '~/engine/whyNot/whyNot'
import { tellWhyNot, whyNots } from '~/engine/whyNot/whyNot'
import { famousRun } from '../../support/famousRun'

const RUNS = ['leader-dies', 'acks-one', 'follower-lags', 'split-vote']
beforeAll(() => {
  for (const id of RUNS) famousRun(id)
}, 240_000)

const SECOND = 1_000_000
const ORDERS = { topic: 'orders', partition: 0 } as const
const record = (offset: number) => ({ kind: 'record', ...ORDERS, offset }) as const

/** What is asked of a thing of a famous run at a second: the question, what is missing, why, by what. */
function asked(id: string, second: number, thing: WhyNotThing) {
  const run = famousRun(id)
  run.seek(run.indexAtTime(second * SECOND))
  return whyNots(run, thing).map((question) => {
    const { because, configs } = tellWhyNot(run, question)
    const [first] = because.map(({ said }) => (said.type === 'fact' ? said.fact : said.command))
    const { key } = present(question.needs.at(-1), 'something is missing')
    return [question.asked, key, first ?? null, configs.map(({ name }) => name).join()]
  })
}

test('a committed record stays committed while its leader is down: nobody serves it', () => {
  const session = 'broker.session.timeout.ms'
  expect(asked('leader-dies', 9, record(0))).toEqual([
    ['recordNotVisible', 'hasLeader', 'Kill', session],
  ])
  // The metadata still names a leader: it is not asked who could be elected.
  expect(asked('leader-dies', 9, { kind: 'client', process: 'shop' })).toEqual([
    ['partitionRefuses', 'hasLeader', 'Kill', session],
  ])
  expect(asked('leader-dies', 9, { kind: 'client', process: 'billing-1' })).toEqual([
    ['memberWaits', 'hasLeader', 'Kill', session],
  ])
  expect(asked('leader-dies', 9, { kind: 'replica', ...ORDERS, broker: 2 })).toEqual([
    ['replicaNotLeader', 'leaderGone', 'Kill', session],
  ])
})

test('a record that nobody has written is not gone; one that its new leader lacks is', () => {
  expect(asked('leader-dies', 9, record(1))).toEqual([['recordNotWritten', 'logReaches', null, '']])
  expect(asked('acks-one', 19, record(1))).toEqual([
    ['recordGone', 'logReaches', 'PartitionChanged', ''],
  ])
})

test('a record waits for whom the cut keeps from fetching, by the time that it may lag', () => {
  const cut = ['replicaHasIt', 'SetLink', 'replica.lag.time.max.ms']
  const waits = ['belowHw', ...cut.slice(1)]
  expect(asked('follower-lags', 15, record(1))).toEqual([
    ['recordNotCommitted', ...cut],
    ['recordNotVisible', ...waits],
    ['recordNotAcknowledged', 'committedForAll', ...cut.slice(1)],
    ['recordNotConsumed', ...waits],
  ])
  expect(asked('follower-lags', 15, { kind: 'client', process: 'billing-1' })).toEqual([
    ['memberWaits', 'newRecords', ...cut.slice(1)],
  ])
})

test('with acks=1 the answer waits for the leader alone', () => {
  const run = famousRun('acks-one')
  const told = present(
    run.moments().find(({ kind, at }) => kind === 'recordAcknowledged' && at > 6 * SECOND),
    'it is told',
  )
  run.seek(told.index)
  const question = whyNots(run, record(0)).find((one) => one.asked === 'recordNotAcknowledged')
  expect(question?.needs).toMatchObject([
    { key: 'leaderAlone', isMet: true },
    { key: 'answered', isMet: false },
  ])
})

test('the first replica leads again after a check of the balance; another one when the leader is gone', () => {
  const balance = 'leader.imbalance.check.interval.seconds'
  const first = { kind: 'replica', ...ORDERS, broker: 1 } as const
  const [asks] = asked('leader-dies', 21, first)
  expect(asks?.slice(0, 2)).toEqual(['replicaNotLeader', 'nextBalance'])
  expect(asks?.[3]).toContain(balance)
  const [other] = asked('leader-dies', 21, { ...first, broker: 3 })
  expect(other).toEqual(['replicaNotLeader', 'leaderGone', 'PartitionChanged', ''])
})

test('an election that is not over: the leader that fell silent, then the votes that were split', () => {
  const node = (id: number) => ({ kind: 'controller', id }) as const
  const [waits] = asked('split-vote', 9, node(3))
  expect(waits?.slice(0, 3)).toEqual(['controllerNotElected', 'noOtherLeader', 'Kill'])
  const run = famousRun('split-vote')
  for (const id of [3, 4]) {
    run.seek(run.indexAtTime(9_730_000))
    const [question] = whyNots(run, node(id))
    const [vote, ...because] = tellWhyNot(run, present(question, 'it has not won')).because
    expect(vote?.said).toMatchObject({ fact: 'VoteDecided', values: { epoch: 2 } })
    expect(vote?.note?.key).toBe('splitVote')
    expect(because.map(({ said }) => said.type === 'command' && said.command)).toEqual(['Kill'])
  }
})

test('a partition that nobody leads takes no writes at all, not only those that ask for all', () => {
  const run = famousRun('leader-dies')
  run.seek(run.indexAtTime(9 * SECOND))
  const [question] = whyNots(run, { kind: 'partition', ...ORDERS })
  expect(question?.values['acks']).toBe('any')
})

test('a tool that has ended is not asked why it does nothing', () => {
  expect(asked('leader-dies', 9, { kind: 'client', process: 'setup' })).toEqual([])
})
