import type { KafkaModel } from '~/kafka/model'
import type { Cue, CueThing, CueWhen } from '~/scenarios/library/famousRun'
import type { FactRecord } from '~/sim/facts'
import type { Branch } from './branches'
import type { CueNumbers } from './cueNumbers'
import { firstNumbers, numbersAfter } from './cueNumbers'
import type { Moment } from './momentKinds'
import { partitionName } from './momentNames'
import type { Run } from './run'

/** A cue that has come. */
export interface CueMark {
  readonly cue: Cue
  /** The event that it came with. */
  readonly index: number
  /** The event that it tells of: that one, or an earlier one which is seen only now. */
  readonly from: number
  /** µs. */
  readonly at: number
  /** What its caption gives, as the facts up to it have told. */
  readonly numbers: CueNumbers
}

interface Found {
  readonly marks: CueMark[]
  /** What is known of the events looked at. */
  numbers: CueNumbers
  /** Events looked at so far. */
  looked: number
  /** The event that the next cue tells of, when it is not seen yet. */
  coming: number | null
}

/** The cues of a run's branches, by branch id; kept while the run grows. */
export type FoundCues = Map<number, Found>

function isEqual(value: unknown, wished: unknown): boolean {
  if (Array.isArray(value) && Array.isArray(wished)) {
    return value.length === wished.length && value.every((one, at) => one === wished[at])
  }
  return value === wished
}

function fits({ fact, process }: FactRecord<KafkaModel>, when: CueWhen): boolean {
  if (fact.type !== when.fact) return false
  if (when.process !== undefined && process !== when.process) return false
  return Object.entries(when.where ?? {}).every(([name, wished]) =>
    isEqual(Reflect.get(fact, name), wished),
  )
}

/** What a branch has from the one that it left. */
function inherited(run: Run, branch: Branch, found: FoundCues): Found {
  const { parent } = branch
  const old = parent === null ? undefined : found.get(parent.id)
  const marks = old?.marks.filter(({ index }) => index < (parent?.at ?? 0)) ?? []
  // What comes after the last cue is looked at again: one may be half there.
  const last = marks.at(-1)
  const numbers = last?.numbers ?? firstNumbers(run)
  return { marks, numbers, looked: (last?.index ?? -1) + 1, coming: null }
}

/** The event that the next cue tells of, where it has happened and is not seen yet; else null. */
export function comingCueOf(run: Run, cues: readonly Cue[], found: FoundCues): number | null {
  cuesOf(run, cues, found)
  return found.get(run.branch().id)?.coming ?? null
}

/**
 * The cues that have come on the current branch, in order: each with the first event after the
 * cue before it whose facts fit. Only events that are new are looked at.
 */
export function cuesOf(run: Run, cues: readonly Cue[], found: FoundCues): readonly CueMark[] {
  const branch = run.branch()
  const here = found.get(branch.id) ?? inherited(run, branch, found)
  found.set(branch.id, here)
  const end = run.endIndex()
  for (; here.looked < end; here.looked += 1) {
    const next = cues[here.marks.length]
    if (next === undefined) {
      here.looked = end
      break
    }
    const index = here.looked
    const facts = run.stepAt(index).facts
    for (const record of facts) here.numbers = numbersAfter(run, here.numbers, record)
    if (facts.some((record) => fits(record, next.when))) here.coming ??= index
    const shown = facts.find((record) => fits(record, next.when.shownBy ?? next.when))
    if (here.coming === null || shown === undefined) continue
    const { numbers } = here
    here.marks.push({ cue: next, index, from: here.coming, at: shown.at, numbers })
    here.coming = null
  }
  return here.marks
}

function momentNameOf(thing: CueThing): string {
  if (thing.kind === 'partition') return partitionName(thing)
  return thing.kind === 'client' ? thing.process : `kafka-${thing.id}`
}

/** The moment that a cue tells of: of those that its event reported, the one about its thing. */
export function momentOfCue({ cue, from, index }: CueMark, all: readonly Moment[]): Moment | null {
  const reported = all.filter((moment) => moment.from === from && moment.index <= index)
  const about = cue.about === undefined ? null : momentNameOf(cue.about)
  return reported.find((moment) => moment.about === about) ?? reported.at(-1) ?? null
}
