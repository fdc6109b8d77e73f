import { beforeAll, expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { WhyLink } from '~/engine/why/chain'
import type { AskedKey } from '~/engine/whyNot/draft'
import type { WhyNot } from '~/engine/whyNot/whyNot'
import { tellWhyNot, whyNotsOfMoment } from '~/engine/whyNot/whyNot'
import type { AskedMoment } from '../../support/famousRun'
import { famousMoment, famousRun } from '../../support/famousRun'

const RUNS = [
  'majority-lost',
  'eligible-leader',
  'leader-dies',
  'unclean-election',
  'follower-lags',
  'zombie-leader',
]
beforeAll(() => {
  for (const id of RUNS) famousRun(id)
}, 240_000)

function questionOf(id: string, asked: AskedMoment, key: AskedKey): readonly WhyNot[] {
  const all = whyNotsOfMoment(famousRun(id), famousMoment(id, asked))
  const found = all.filter((one) => one.asked === key)
  present(found[0], `${key} is asked`)
  return found
}

function shortly({ said }: WhyLink): string {
  const type = said.type === 'fact' ? said.fact : said.command
  const { name, broker, process } = said.values
  return `${type} ${name ?? broker ?? process ?? ''}`.trim()
}

/** An answer in few words: the condition that is not met, because of what, by which settings. */
function answer(id: string, question: WhyNot) {
  const { because, configs } = tellWhyNot(famousRun(id), question)
  return {
    missing: question.needs.find(({ isMet }) => !isMet)?.key,
    because: because.map(shortly),
    configs: configs.map(({ name }) => name),
  }
}

const ELECTION = [
  'controller.quorum.election.timeout.ms',
  'controller.quorum.fetch.timeout.ms',
] as const

test('after a regained majority each answer tells how it was lost and who came back', () => {
  const elected = { kind: 'controllerElected', at: 0 } as const
  const regained = [
    'QuorumLeaderElected Controller 4',
    'Start Controller 5',
    'QuorumLeaderResigned Controller 4',
    'Kill Controller 6',
    'Kill Controller 5',
  ]
  const [follows, isDown] = questionOf('majority-lost', elected, 'controllerNotElected')
  expect(answer('majority-lost', present(follows, 'node 5'))).toEqual({
    missing: 'noOtherLeader',
    because: regained,
    configs: ELECTION,
  })
  expect(answer('majority-lost', present(isDown, 'node 6'))).toEqual({
    missing: 'processRuns',
    because: ['Kill Controller 6'],
    configs: [],
  })
  const [nobody] = questionOf('majority-lost', elected, 'nobodyElected')
  // It has won by then: only what it began its epoch with is not committed.
  expect(nobody?.needs.map(({ key }) => key)).toEqual(['majorityUp', 'timedOut', 'epochCommitted'])
  expect(answer('majority-lost', present(nobody, 'nobody')).because).toEqual(regained)
  const killed = { kind: 'processKilled', at: 2 } as const
  const [waits] = questionOf('majority-lost', killed, 'brokerNotFenced')
  expect(answer('majority-lost', present(waits, 'broker 1'))).toEqual({
    missing: 'hasController',
    because: ['QuorumLeaderResigned Controller 4', 'Kill Controller 6', 'Kill Controller 5'],
    configs: [],
  })
})

test('who is fenced is not chosen because of what fenced it, not because of the election', () => {
  const changed = { kind: 'leaderChanged', at: 0 } as const
  const answers = questionOf('eligible-leader', changed, 'replicaNotChosen').map((one) =>
    answer('eligible-leader', one),
  )
  expect(answers).toEqual([
    {
      missing: 'unfenced',
      because: ['BrokerFenced 1', 'ControlledShutdownBegun 1', 'Signal Broker 1'],
      configs: [],
    },
    { missing: 'unfenced', because: ['BrokerFenced 3', 'Signal Broker 3'], configs: [] },
  ])
})

test('a fenced broker: the session that ran out decides, not how often it beats or lags', () => {
  const fenced = { kind: 'brokerFenced', at: 0 } as const
  const [out] = questionOf('leader-dies', fenced, 'brokerNotIn')
  expect(answer('leader-dies', present(out, 'it is out'))).toEqual({
    missing: 'processRuns',
    because: ['BrokerFenced 1', 'Kill Broker 1'],
    configs: ['broker.session.timeout.ms'],
  })
  const shrunk = { kind: 'isrShrunk', at: 0 } as const
  const [notIn] = questionOf('unclean-election', shrunk, 'replicaNotInSync')
  expect(answer('unclean-election', present(notIn, 'it is not in'))).toEqual({
    missing: 'unfenced',
    because: ['BrokerFenced 2', 'Kill Broker 2'],
    configs: ['broker.session.timeout.ms'],
  })
  const [lags] = questionOf('follower-lags', shrunk, 'replicaNotInSync')
  expect(answer('follower-lags', present(lags, 'it lags')).configs).toEqual([
    'replica.lag.time.max.ms',
  ])
})

test('a broker whose heartbeats do not arrive has no session; one that has just begun has to register', () => {
  const fenced = { kind: 'brokerFenced', at: 0 } as const
  const [cutOff] = questionOf('zombie-leader', fenced, 'brokerNotIn')
  expect(cutOff?.needs.filter(({ isMet }) => !isMet).map(({ key }) => key)).toEqual(['beats'])
  expect(answer('zombie-leader', present(cutOff, 'it is cut off')).configs).toContain(
    'broker.session.timeout.ms',
  )
  // The controller still has what the one before it told.
  const started = { kind: 'processStarted', at: 0 } as const
  const [begins] = questionOf('eligible-leader', started, 'brokerNotIn')
  expect(answer('eligible-leader', present(begins, 'it begins')).missing).toBe('registered')
  const stops = { kind: 'brokerFenced', at: 0 } as const
  const [leaves] = questionOf('eligible-leader', stops, 'brokerNotIn')
  expect(answer('eligible-leader', present(leaves, 'it leaves')).missing).toBe('notLeaving')
})

test('a batch goes again for what its try before lacked', () => {
  const retried = { kind: 'batchRetried', at: 0 } as const
  const of = (id: string) =>
    answer(id, present(questionOf(id, retried, 'firstTryNotEnough')[0], 'it is retried'))
  expect(of('eligible-leader')).toMatchObject({
    missing: 'enoughInSync',
    configs: ['min.insync.replicas', 'retry.backoff.ms'],
  })
  expect(of('unclean-election')).toMatchObject({
    missing: 'accepted',
    configs: ['retry.backoff.ms'],
  })
  expect(of('zombie-leader')).toMatchObject({
    missing: 'answeredInTime',
    configs: ['request.timeout.ms', 'retry.backoff.ms'],
  })
})

test('an unclean election is judged by who was alive when it was held', () => {
  const unclean = { kind: 'uncleanElection', at: 0 } as const
  const [question] = questionOf('unclean-election', unclean, 'partitionNotClean')
  expect(question?.needs).toMatchObject([
    { key: 'someInSync', isMet: false, values: { isr: '–' } },
    { key: 'someEligible', isMet: false, values: { elr: '1' } },
    { key: 'uncleanAllowed', isMet: true, values: { actual: 'true', alive: '2' } },
  ])
})
