import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Moment, MomentKind } from '~/engine/momentKinds'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { FAMOUS } from '~/scenarios/library'
import { captionOf } from '~/ui/kit/text/caption'
import type { Say } from '~/ui/kit/text/useWords'
import { say } from '~/words/say'

const DETAILS = ['story', 'mechanism', 'wire'] as const
const t: Say = (key, values) => say('en', key, values)

function played(id: string): Run {
  const famous = present(
    FAMOUS.find(({ scenario }) => scenario.id === id),
    `there is a run ${id}`,
  )
  const run = startRun(famous.scenario, famous.seed, kafkaProgram)
  run.advance(70_000_000, 300_000)
  return run
}

const momentsOf = (run: Run, kind: MomentKind) => run.moments().filter((one) => one.kind === kind)

/** What is said at the three depths, in one. */
const saidOf = (moment: Moment | undefined) =>
  DETAILS.map((detail) => captionOf(t, present(moment, 'it came'), detail)).join(' | ')

test('who is stopped or fenced leaves the ISR without having been behind', () => {
  const shrunk = momentsOf(played('eligible-leader'), 'isrShrunk')
  expect(shrunk.map(({ values }) => values['because'])).toEqual(['fenced', 'controlledShutdown'])
  for (const moment of shrunk) {
    expect(saidOf(moment)).not.toMatch(/behind|caught up|replica\.lag/i)
  }
  expect(saidOf(shrunk[0])).toMatch(/^Fenced: broker 3 leaves/)
  expect(saidOf(shrunk[1])).toMatch(/^About to stop: broker 2 leaves/)
  const [lagged] = momentsOf(played('follower-lags'), 'isrShrunk')
  expect(saidOf(lagged)).toMatch(
    /^Behind for too long: broker 3 leaves.*replica\.lag\.time\.max\.ms/,
  )
})

test('a leader out of the ELR is not said to be in the ISR', () => {
  const [elected] = momentsOf(played('eligible-leader'), 'leaderChanged')
  expect(saidOf(elected)).toContain('The ISR is empty, and it is in the ELR: **broker 2** leads')
  const [clean] = momentsOf(played('leader-dies'), 'leaderChanged')
  expect(saidOf(clean)).toContain('the next replica in the ISR: **broker 2** leads')
})

test('a partition without a leader names both sets that could have given one', () => {
  const [offline] = momentsOf(played('unclean-election'), 'partitionOffline')
  expect(saidOf(offline)).toContain('of the ISR [] and the ELR [1] nobody is alive')
})

test('with acks=1 nobody waits for the high watermark, and nothing is said to be safe', () => {
  const run = played('acks-one')
  const [first] = momentsOf(run, 'recordAcknowledged')
  const [committed] = momentsOf(run, 'recordCommitted')
  expect(first?.at).toBeLessThan(committed?.at ?? 0)
  expect(saidOf(first)).not.toMatch(/safe|high watermark/)
  expect(saidOf(momentsOf(run, 'firstRecord')[0])).not.toContain('waits')
  expect(saidOf(momentsOf(played('leader-dies'), 'recordAcknowledged')[0])).toContain('is safe')
})

test('with acks=0 no answer is spoken of', () => {
  const values = { partition: 'orders-0', offset: -1, acks: 0, by: 'nobody' }
  const said = saidOf({
    ...{ kind: 'recordAcknowledged', severity: 'info', about: 'orders-0', values },
    ...{ index: 1, at: 1, from: 1 },
  })
  expect(said).not.toMatch(/-1|safe|answers|error/)
})

test('a client that starts again has no disk to read and nothing to recover', () => {
  const of = (kind: string): Moment => ({
    ...{ kind: 'processStarted', severity: 'notice', about: 'shop', index: 1, at: 1, from: 1 },
    values: { process: 'shop', name: 'shop', kind },
  })
  expect(saidOf(of('client'))).not.toMatch(/disk|recovery|registration/)
  expect(saidOf(of('server'))).toMatch(/disk.*recovery/)
})
