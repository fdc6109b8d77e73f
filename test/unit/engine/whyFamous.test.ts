import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { MomentKind } from '~/engine/momentKinds'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { WhyLink } from '~/engine/why/chain'
import type { Explanation } from '~/engine/why/explain'
import { explainMoment } from '~/engine/why/explain'
import { FAMOUS } from '~/scenarios/library'

/** Which moment of a famous run is asked about. */
interface Asked {
  readonly kind: MomentKind
  /** Of those of its kind which one, from the first. */
  readonly at: number
}

/** A link in few words: its fact or command, and whom or what it is about. */
function shortly({ said, note }: WhyLink): string {
  const type = said.type === 'fact' ? said.fact : `${said.by} ${said.command}`
  const { name, broker, process } = said.values
  const whom = name ?? (broker === undefined ? process : `Broker ${broker}`) ?? ''
  const more = note === undefined ? '' : ` (${note.key}: ${note.values['brokers']})`
  return `${type} ${whom}${more}`.trim()
}

const lived = new Map<string, Run>()

/** A famous run that has been lived through once for all that is asked of it. */
function famousRun(id: string): Run {
  const known = lived.get(id)
  if (known !== undefined) return known
  const famous = present(
    FAMOUS.find(({ scenario }) => scenario.id === id),
    `there is a run ${id}`,
  )
  const run = startRun(famous.scenario, famous.seed, kafkaProgram)
  run.advance(70_000_000, 300_000)
  lived.set(id, run)
  return run
}

function toldOf(id: string, { kind, at }: Asked): Explanation {
  const run = famousRun(id)
  const moment = run.moments().filter((one) => one.at > 6_000_000 && one.kind === kind)[at]
  return present(explainMoment(run, present(moment, `${id} has ${kind}`)), 'it is explained')
}

function becauseOf(id: string, asked: Asked): readonly string[] {
  return toldOf(id, asked).because.map(shortly)
}

test('a quorum leader resigns because of the voters that fell silent, each of them', () => {
  expect(becauseOf('majority-lost', { kind: 'quorumLost', at: 0 })).toEqual([
    'scenario Kill Controller 6',
    'scenario Kill Controller 5',
  ])
})

test('another controller is elected because the one before fell silent', () => {
  const because = becauseOf('split-vote', { kind: 'controllerElected', at: 0 })
  expect(because.at(-1)).toBe('scenario Kill Controller 2')
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
