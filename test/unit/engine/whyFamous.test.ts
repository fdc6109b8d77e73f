import { beforeAll, expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { WhyLink } from '~/engine/why/chain'
import type { Explanation } from '~/engine/why/explain'
import { explainMoment } from '~/engine/why/explain'
import type { AskedMoment } from '../../support/famousRun'
import { famousMoment, famousRun } from '../../support/famousRun'

const RUNS = [
  'acks-one',
  'eligible-leader',
  'follower-lags',
  'leader-dies',
  'majority-lost',
  'split-vote',
  'unclean-election',
  'zombie-leader',
]
beforeAll(() => {
  for (const id of RUNS) famousRun(id)
}, 240_000)

/** A link in few words: its fact or command, and whom or what it is about. */
function shortly({ said, note }: WhyLink): string {
  const type = said.type === 'fact' ? said.fact : `${said.by} ${said.command}`
  const { name, broker, process } = said.values
  const whom = name ?? (broker === undefined ? process : `Broker ${broker}`) ?? ''
  const more = note === undefined ? '' : ` (${note.key}: ${Object.values(note.values)[0]})`
  return `${type} ${whom}${more}`.trim()
}

function toldOf(id: string, asked: AskedMoment): Explanation {
  return present(explainMoment(famousRun(id), famousMoment(id, asked)), 'it is explained')
}

function becauseOf(id: string, asked: AskedMoment): readonly string[] {
  return toldOf(id, asked).because.map(shortly)
}

test('a quorum leader resigns because of the voters that fell silent, each of them', () => {
  expect(becauseOf('majority-lost', { kind: 'quorumLost', at: 0 })).toEqual([
    'scenario Kill Controller 6',
    'scenario Kill Controller 5',
  ])
})

test('another controller is elected because the one before fell silent', () => {
  expect(becauseOf('split-vote', { kind: 'controllerElected', at: 0 })).toEqual([
    'QuorumLeaderElected Controller 4',
    'VoteDecided Controller 4 (splitVote: 2)',
    'scenario Kill Controller 2',
  ])
  const again = becauseOf('majority-lost', { kind: 'controllerElected', at: 0 })
  expect(again.slice(-4)).toEqual([
    'scenario Start Controller 5',
    'QuorumLeaderResigned Controller 4',
    'scenario Kill Controller 6',
    'scenario Kill Controller 5',
  ])
})

test('an eligible leader is elected because it came back', () => {
  expect(becauseOf('eligible-leader', { kind: 'leaderChanged', at: 0 })).toEqual([
    'BrokerUnfenced Broker 2',
    'BrokerRegistered Broker 2',
    'scenario Start Broker 2',
  ])
})

test('who joins the ISR got there by what happened to this partition, and came back', () => {
  const because = becauseOf('leader-dies', { kind: 'isrExpanded', at: 0 })
  expect(because).toEqual([
    'IsrChangeAsked orders-0',
    'HighWatermarkAdvanced orders-0',
    'LogLoaded orders-0',
    'scenario Start Broker 1',
  ])
  const healed = becauseOf('zombie-leader', { kind: 'isrExpanded', at: 0 })
  expect(healed.slice(-2)).toEqual(['LogTruncated orders-0', 'scenario HealLinks'])
})

test('a log is cut for another leader’s sake, of what nobody else could copy, and why', () => {
  expect(becauseOf('acks-one', { kind: 'truncated', at: 0 })).toEqual([
    'PartitionChanged orders-0',
    'BrokerFenced Broker 1',
    'scenario Kill Broker 1',
    'RecordsAppended orders-0 (hindered: 2, 3)',
    'scenario SetLink',
    'scenario SetLink',
  ])
  expect(becauseOf('zombie-leader', { kind: 'truncated', at: 0 })).toEqual([
    'RecordsAppended orders-0',
    'RecordsAppended orders-0 (elsewhere: 2, 3)',
    'PartitionChanged orders-0',
    'BrokerFenced Broker 1',
    'scenario SetLink',
  ])
  const unclean = becauseOf('unclean-election', { kind: 'truncated', at: 0 })
  expect(unclean.slice(-3)).toEqual([
    'RecordsAppended orders-0 (hindered: 2, 3)',
    // Whoever led then comes first.
    'scenario Kill Broker 2',
    'scenario Kill Broker 3',
  ])
})

test('an unclean election became necessary by the death of each replica', () => {
  expect(becauseOf('unclean-election', { kind: 'uncleanElection', at: 0 })).toEqual([
    'BrokerUnfenced Broker 2',
    'scenario Start Broker 2',
    'PartitionChanged orders-0',
    'scenario Kill Broker 1',
    'scenario Kill Broker 3',
    'scenario Kill Broker 2',
  ])
})

test('a batch goes again because nobody answered in time, and why the leader did not', () => {
  const { because, guards, configs } = toldOf('zombie-leader', { kind: 'batchRetried', at: 0 })
  expect(because.map(shortly)).toEqual([
    'RequestWaits orders-0',
    'RecordsAppended orders-0 (elsewhere: 2, 3)',
    'RecordSent orders-0',
    'scenario Call shop',
    'PartitionChanged orders-0',
    'BrokerFenced Broker 1',
    'scenario SetLink',
  ])
  expect(guards).toMatchObject([
    { name: 'unanswered', actual: '30000 ms', required: '30000 ms', isMet: true },
  ])
  expect(configs[0]).toEqual({ name: 'request.timeout.ms', value: '30000', source: 'default' })
  const refused = toldOf('eligible-leader', { kind: 'batchRetried', at: 0 })
  expect(refused.because.map(shortly)).toContain('RequestRefused orders-0')
  expect(refused.configs.map(({ name }) => name)).not.toContain('request.timeout.ms')
})

test('what a change was written for has its numbers and settings there, too', () => {
  const shrunk = toldOf('follower-lags', { kind: 'isrShrunk', at: 0 })
  expect(shrunk.guards).toMatchObject([{ rule: 'R-47', name: 'lag', required: '10000 ms' }])
  expect(shrunk.configs).toContainEqual({
    name: 'replica.lag.time.max.ms',
    value: '10000',
    source: 'given',
  })
  const moved = toldOf('leader-dies', { kind: 'leaderChanged', at: 0 })
  expect(moved.guards).toMatchObject([{ rule: 'C-27', name: 'silence', required: '9000 ms' }])
  const lost = toldOf('majority-lost', { kind: 'quorumLost', at: 0 })
  expect(lost.guards).toMatchObject([{ name: 'heard', actual: '1', required: '2', isMet: false }])
  expect(toldOf('split-vote', { kind: 'controllerElected', at: 0 }).guards).toMatchObject([
    { name: 'votes', actual: '2', required: '2' },
  ])
})

test('a session that a new controller began anew is told of, with why there is a new one', () => {
  const told = toldOf('majority-lost', { kind: 'leaderChanged', at: 0 })
  expect(told.because.map(shortly)).toEqual([
    'BrokerFenced Broker 1',
    'ControllerActivated Controller 4 (newSessions: 9000)',
    'scenario Start Controller 5',
    'scenario Kill Broker 1',
    'QuorumLeaderResigned Controller 4',
    'scenario Kill Controller 6',
    'scenario Kill Controller 5',
  ])
  const once = toldOf('leader-dies', { kind: 'leaderChanged', at: 0 })
  expect(once.because.map(shortly)).toEqual(['BrokerFenced Broker 1', 'scenario Kill Broker 1'])
})

test('who joins the ISR has all that is committed, and what its leader’s epoch begins with', () => {
  expect(toldOf('acks-one', { kind: 'isrExpanded', at: 0 }).guards).toEqual([
    {
      rule: 'R-45',
      name: 'reachedHw',
      actual: '2',
      required: '2',
      comparison: '≥',
      isMet: true,
    },
    {
      rule: 'R-45',
      name: 'reachedEpoch',
      actual: '2',
      required: '1',
      comparison: '≥',
      isMet: true,
    },
  ])
  const { configs } = toldOf('acks-one', { kind: 'isrExpanded', at: 0 })
  expect(configs.map(({ name }) => name)).not.toContain('replica.lag.time.max.ms')
})

test('a broker that shuts down does so because it was told to, not because of a commit', () => {
  expect(becauseOf('eligible-leader', { kind: 'processStopped', at: 1 })).toEqual([
    'BrokerFenced Broker 2',
    'ControlledShutdownBegun Broker 2',
    'scenario Signal Broker 2',
  ])
  expect(becauseOf('eligible-leader', { kind: 'processStopped', at: 0 })).toEqual([
    'BrokerFenced Broker 3',
    'scenario Signal Broker 3',
  ])
})

test('acks=all does not keep a log from being cut: it says what it changes', () => {
  const changes = ({ alternatives }: Explanation) =>
    alternatives.find(({ label }) => label === 'client')?.changes
  expect(changes(toldOf('acks-one', { kind: 'truncated', at: 0 }))).toBe('notPromised')
})
