import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { compareBranches } from '~/engine/compare/compare'
import type { Moment, MomentKind } from '~/engine/momentKinds'
import type { Run } from '~/engine/run'
import { explainMoment } from '~/engine/why/explain'
import type { Alternative } from '~/engine/why/retake'
import { beginRetake, furtherRetake } from '~/engine/why/retake'
import { famousRun } from '../../support/famousRun'

const BEGIN = 6_000_000
const HORIZON = 62_000_000

/** What makes a moment the same one in another future. */
function sameness({ kind, values, about }: Moment): string {
  const { partition, from, to, removed, broker, controller, epoch, process } = values
  const own = kind === 'controllerElected' ? [controller, epoch] : [removed, broker, process]
  return JSON.stringify([kind, about, partition, from, to, ...own])
}

/** Lives an alternative through; returns what came of it, and shows the old future again. */
function tried(run: Run, alternative: Alternative) {
  const old = run.branch().id
  const retake = beginRetake(run, alternative, HORIZON)
  while (!furtherRetake(run, retake, 5_000));
  const moments = run.moments().filter(({ at }) => at >= BEGIN)
  const { a, b } = compareBranches(run, { a: old, b: retake.branch }, HORIZON)
  run.switchTo(old)
  run.remove(retake.branch)
  return { moments, lost: [a.outcome.lost, b.outcome.lost] as const }
}

/** The alternatives of a moment whose future has the same moment again, by label. */
function idle(run: Run, kind: MomentKind): readonly string[] {
  const moment = present(
    run.moments().find((one) => one.at > BEGIN && one.kind === kind),
    `there is ${kind}`,
  )
  const told = present(explainMoment(run, moment), 'it is explained')
  expect(told.alternatives.length, kind).toBeGreaterThan(0)
  return told.alternatives.flatMap((alternative) => {
    const { moments, lost } = tried(run, alternative)
    // What is cut was never promised to anybody then.
    if (kind === 'truncated' && lost[0] > 0 && lost[1] === 0) return []
    const isSame = moments.some((one) => sameness(one) === sameness(moment))
    return isSame ? [`${alternative.label} ${JSON.stringify(alternative.values)}`] : []
  })
}

const EFFECTS: readonly (readonly [string, readonly MomentKind[]])[] = [
  ['leader-dies', ['leaderChanged', 'brokerFenced', 'isrExpanded']],
  ['follower-lags', ['isrShrunk', 'isrExpanded']],
  ['acks-one', ['truncated', 'processKilled']],
  ['unclean-election', ['partitionOffline', 'uncleanElection', 'truncated']],
  ['zombie-leader', ['leaderChanged', 'batchRetried', 'truncated']],
  ['split-vote', ['controllerElected']],
  ['majority-lost', ['quorumLost', 'controllerElected', 'leaderChanged']],
  ['eligible-leader', ['produceRefused', 'partitionOffline', 'isrShrunk']],
]

test.each(EFFECTS)('%s: nothing is offered that would change nothing', (id, kinds) => {
  const run = famousRun(id)
  for (const kind of kinds) expect({ kind, idle: idle(run, kind) }).toEqual({ kind, idle: [] })
})
