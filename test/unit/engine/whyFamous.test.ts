import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { MomentKind } from '~/engine/momentKinds'
import { startRun } from '~/engine/run'
import type { WhyLink } from '~/engine/why/chain'
import { explainMoment } from '~/engine/why/explain'
import { FAMOUS } from '~/scenarios/library'

/** Which moment of a famous run is asked about. */
interface Asked {
  readonly kind: MomentKind
  /** Of those of its kind which one, from the first. */
  readonly at: number
}

/** A link in few words: its fact or command, and whom or what it is about. */
function shortly({ said }: WhyLink): string {
  const type = said.type === 'fact' ? said.fact : `${said.by} ${said.command}`
  const { name, broker, process } = said.values
  return [type, name ?? (broker === undefined ? process : `Broker ${broker}`) ?? '']
    .join(' ')
    .trim()
}

function becauseOf(id: string, { kind, at }: Asked): readonly string[] {
  const famous = present(
    FAMOUS.find(({ scenario }) => scenario.id === id),
    `there is a run ${id}`,
  )
  const run = startRun(famous.scenario, famous.seed, kafkaProgram)
  run.advance(70_000_000, 300_000)
  const moment = run.moments().filter((one) => one.at > 6_000_000 && one.kind === kind)[at]
  const told = explainMoment(run, present(moment, `${id} has ${kind}`))
  return present(told, 'it is explained').because.map(shortly)
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
  expect(again.slice(-2)).toEqual([
    'QuorumLeaderResigned Controller 4',
    'scenario Kill Controller 6',
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

test('a log is cut because another leader was elected, back to what brought that about', () => {
  expect(becauseOf('acks-one', { kind: 'truncated', at: 0 }).at(-1)).toBe('scenario Kill Broker 1')
  const cut = becauseOf('zombie-leader', { kind: 'truncated', at: 0 })
  expect(cut.at(-1)).toMatch(/^scenario SetLink/)
  const unclean = becauseOf('unclean-election', { kind: 'truncated', at: 0 })
  expect(unclean.at(-1)).toBe('scenario Start Broker 2')
})
