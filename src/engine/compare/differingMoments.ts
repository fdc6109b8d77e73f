import type { Moment, MomentKind } from '../momentKinds'

/** A moment of one future, and whether the other one has no twin of it. */
export interface MarkedMoment {
  readonly moment: Moment
  readonly isDifferent: boolean
}

/** A thing to which something different happened first: in one future, or in both. */
export interface FirstDifference {
  readonly about: string
  readonly a: Moment | null
  readonly b: Moment | null
}

/** What tells two moments of a kind apart; times, offsets and epochs follow from what came before. */
const IDENTITY: Readonly<Partial<Record<MomentKind, readonly string[]>>> = {
  controllerElected: ['controller'],
  brokerFenced: ['because'],
  leaderChanged: ['from', 'to', 'election'],
  uncleanElection: ['from', 'to'],
  isrShrunk: ['isrBefore', 'isr'],
  isrExpanded: ['isrBefore', 'isr'],
  produceRefused: ['error', 'inSync', 'min'],
  recordFailed: ['error'],
  truncated: ['process'],
  processStopped: ['code'],
  groupRebalanced: ['members'],
}

/** What a moment happened to. */
function aboutOf({ kind, about, values }: Moment): string {
  return about ?? String(values['group'] ?? values['topic'] ?? kind)
}

function nameOf(moment: Moment): string {
  const parts = (IDENTITY[moment.kind] ?? []).map((name) => String(moment.values[name] ?? ''))
  return [moment.kind, aboutOf(moment), ...parts].join('|')
}

/** Marks the moments of each future that the other one does not have: twins are paired in order. */
export function markMoments(
  a: readonly Moment[],
  b: readonly Moment[],
): { readonly a: readonly MarkedMoment[]; readonly b: readonly MarkedMoment[] } {
  return { a: markedBy(a, b), b: markedBy(b, a) }
}

function markedBy(own: readonly Moment[], others: readonly Moment[]): readonly MarkedMoment[] {
  const left = new Map<string, number>()
  for (const moment of others) left.set(nameOf(moment), (left.get(nameOf(moment)) ?? 0) + 1)
  return own.map((moment) => {
    const twins = left.get(nameOf(moment)) ?? 0
    left.set(nameOf(moment), twins - 1)
    return { moment, isDifferent: twins <= 0 }
  })
}

/**
 * For every thing, the first place at which what happened to it differs: each future's moment
 * there, or null where nothing came any more. In the order of their time.
 */
export function firstDifferences(
  a: readonly Moment[],
  b: readonly Moment[],
): readonly FirstDifference[] {
  const [mine, theirs] = [byThing(a), byThing(b)]
  const things = new Set([...mine.keys(), ...theirs.keys()])
  const found = [...things].flatMap((about): readonly FirstDifference[] => {
    const [left, right] = [mine.get(about) ?? [], theirs.get(about) ?? []]
    const length = Math.max(left.length, right.length)
    for (let at = 0; at < length; at += 1) {
      const [one = null, other = null] = [left[at], right[at]]
      const isSame = one !== null && other !== null && nameOf(one) === nameOf(other)
      if (!isSame) return [{ about, a: one, b: other }]
    }
    return []
  })
  return found.toSorted((x, y) => timeOf(x) - timeOf(y) || (x.about < y.about ? -1 : 1))
}

/** When the earlier of the two happened, µs. */
export function timeOf({ a, b }: FirstDifference): number {
  return Math.min(a?.at ?? Infinity, b?.at ?? Infinity)
}

function byThing(moments: readonly Moment[]): Map<string, Moment[]> {
  const things = new Map<string, Moment[]>()
  for (const moment of moments) {
    const about = aboutOf(moment)
    const row = things.get(about)
    if (row === undefined) things.set(about, [moment])
    else row.push(moment)
  }
  return things
}
