import type { CommandView } from '~/views/commandView'
import { viewCommand } from '~/views/commandView'
import { newClusterProjection } from '~/views/projectCluster'
import type { Branch } from '../branches'
import { eventsInCommon } from '../branches'
import type { Moment } from '../momentKinds'
import type { Run } from '../run'
import type { FirstDifference, MarkedMoment } from './differingMoments'
import { firstDifferences, markMoments, timeOf } from './differingMoments'
import type { Measure, Outcome, Stretch } from './outcome'
import { MEASURES, outcomeOf } from './outcome'
import type { StandingDifference } from './standings'
import { isPlace, standingDifferences } from './standings'

/** Something that was done, with its time in µs. */
export interface DoneCommand {
  readonly at: number
  readonly command: CommandView
}

/** One of two futures, from the fork to the horizon. */
export interface ComparedFuture {
  /** The branch's id. */
  readonly id: number
  /** Events at or before the horizon. */
  readonly end: number
  /** What was done in it after the fork. */
  readonly commands: readonly DoneCommand[]
  readonly moments: readonly MarkedMoment[]
  readonly outcome: Outcome
}

/** Something in which two futures differ; the list is ordered by importance, then by time. */
export type Difference =
  | { readonly type: 'measure'; readonly measure: Measure; readonly a: number; readonly b: number }
  | ({ readonly type: 'moment'; readonly at: number } & FirstDifference)
  | ({ readonly type: 'standing' } & StandingDifference)

/** The one sentence: the most important number that differs; null: none does. */
export type Verdict = Extract<Difference, { type: 'measure' }> | null

/** Two futures of one run, side by side. */
export interface Comparison {
  /** How many events they share, and the instant at which they part, µs. */
  readonly fork: { readonly index: number; readonly at: number }
  /** Up to where they are compared, µs. */
  readonly horizon: number
  readonly a: ComparedFuture
  readonly b: ComparedFuture
  readonly differences: readonly Difference[]
  readonly verdict: Verdict
}

/**
 * Compares two branches of a run up to an instant, which both must have reached: what was done,
 * what happened first to each thing that did not happen there, what each came to.
 */
export function compareBranches(
  run: Run,
  ids: { readonly a: number; readonly b: number },
  horizon: number,
): Comparison {
  const [a, b] = [run.branchOf(ids.a), run.branchOf(ids.b)]
  const index = eventsInCommon(a, b)
  const at = index === 0 ? 0 : a.history.timeAt(index - 1)
  const left = stretchOf(a, { index, at, horizon })
  const right = stretchOf(b, { index, at, horizon })
  const moments = [momentsOf(left), momentsOf(right)] as const
  const marked = markMoments(...moments)
  const outcomes = { a: outcomeOf(left), b: outcomeOf(right) }
  const measures = measuresOf(outcomes.a, outcomes.b)
  const differences: readonly Difference[] = [
    ...measures,
    ...firstDifferences(...moments).map((one) => ({
      type: 'moment' as const,
      at: timeOf(one),
      ...one,
    })),
    ...standingDifferences(...viewsOf(left, right)).map((one) => ({
      type: 'standing' as const,
      ...one,
    })),
  ]
  return {
    fork: { index, at },
    horizon,
    a: futureOf(left, marked.a, outcomes.a),
    b: futureOf(right, marked.b, outcomes.b),
    differences: differences.toSorted(
      (x, y) => rankOf(x) - rankOf(y) || instantOf(x) - instantOf(y),
    ),
    verdict: measures[0] ?? null,
  }
}

function stretchOf(
  branch: Branch,
  { index, at, horizon }: { readonly index: number; readonly at: number; readonly horizon: number },
): Stretch {
  const to = Math.max(index, branch.history.countAt(horizon))
  const world = branch.history.worldAt(to)
  return { branch, from: index, to, fromMicros: at, toMicros: horizon, world }
}

function momentsOf({ branch, from, to }: Stretch): readonly Moment[] {
  return branch.moments.filter(({ index }) => index >= from && index < to)
}

function viewsOf(left: Stretch, right: Stretch) {
  const project = newClusterProjection()
  return [project(left.world), project(right.world)] as const
}

function futureOf(
  { branch, from, to }: Stretch,
  moments: readonly MarkedMoment[],
  outcome: Outcome,
): ComparedFuture {
  const commands = branch.history
    .commands()
    .filter(({ index }) => index >= from && index < to)
    .map(({ index, command }) => ({
      at: branch.history.timeAt(index),
      command: viewCommand(command, branch.nameOf, 'person'),
    }))
  return { id: branch.id, end: to, commands, moments, outcome }
}

function measuresOf(a: Outcome, b: Outcome): readonly Extract<Difference, { type: 'measure' }>[] {
  return MEASURES.filter((measure) => a[measure] !== b[measure]).map((measure) => ({
    type: 'measure',
    measure,
    a: a[measure],
    b: b[measure],
  }))
}

const OF_SEVERITY = { alert: 1, notice: 4, info: 6 } as const

/** What matters most comes first: lost records, alarms, what it came to, turns, standings, the rest. */
function rankOf(difference: Difference): number {
  switch (difference.type) {
    case 'measure':
      return difference.measure === 'lost' ? 0 : difference.measure === 'acknowledged' ? 3 : 2
    case 'moment': {
      const { a, b } = difference
      const ranks = [a, b].map((one) => (one === null ? 9 : OF_SEVERITY[one.severity]))
      return Math.min(...ranks)
    }
    case 'standing':
      return isPlace(difference) ? 7 : 5
  }
}

function instantOf(difference: Difference): number {
  return difference.type === 'moment' ? difference.at : 0
}
