import type { RecordedStep } from '~/engine/history'
import type { Run } from '~/engine/run'
import { selection } from './selection'
import type { Selected } from './selection'
import { isHit } from './until'
import { attempt, changed, currentRun, seek, STEP_LIMIT } from './session'
import { stopAt } from './stops'
import { askedOf } from './askedOf'

/** A condition is looked for so far ahead, µs. */
const UNTIL_LIMIT = 600_000_000

/** What one step is. */
export type StepUnit = 'event' | 'rpc' | 'moment' | 'selection'

/** Every unit, in the order of the menu. */
export const STEP_UNITS: readonly StepUnit[] = ['event', 'rpc', 'moment', 'selection']

type Test = (run: Run, index: number) => boolean

function isRpc({ event }: RecordedStep): boolean {
  const { what } = event
  return what.type === 'Input' && what.input.type === 'Response'
}

/** The process that a selection means, or null. */
export function processOfSelection(selected: Selected | null): string | null {
  if (selected === null) return null
  if ('process' in selected) return selected.process
  return selected.kind === 'replica' ? `kafka-${selected.broker}` : null
}

/** True when an event tells of the thing: it happened there, or a fact names it. */
export function isAbout({ event, facts }: RecordedStep, selected: Selected): boolean {
  switch (selected.kind) {
    case 'partition':
    case 'replica':
      return facts.some(
        ({ fact, process }) =>
          'partition' in fact &&
          'topic' in fact &&
          fact.topic === selected.topic &&
          fact.partition === selected.partition &&
          (selected.kind === 'partition' || process === `kafka-${selected.broker}`),
      )
    case 'group':
      return facts.some(({ fact }) => 'group' in fact && fact.group === selected.id)
    case 'record':
      return facts.some(askedOf(selected))
    case 'message':
      return event.what.type !== 'Command' && event.what.message === selected.id
    case 'link':
      return facts.some(({ fact }) => fact.type === 'LinkChanged' && isOfLink(fact, selected))
    default:
      return event.process === selected.process && facts.length > 0
  }
}

/** True when a change of a link is about one of its two directions. */
function isOfLink(
  a: { readonly from: string; readonly to: string },
  b: { readonly from: string; readonly to: string },
): boolean {
  return (a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from)
}

function testOf(unit: StepUnit): Test {
  const { selected } = selection.getState()
  switch (unit) {
    case 'rpc':
      return (run, index) => isRpc(run.stepAt(index))
    case 'moment':
      return (_, index) => stopAt(index) !== null
    case 'selection':
      return (run, index) => selected === null || isAbout(run.stepAt(index), selected)
    default:
      return () => true
  }
}

/** What is looked for, across frames, while it is not in what is known. */
export interface Search {
  readonly unit: StepUnit | 'condition'
  /** What was looked for has come. */
  isFound?: boolean
  readonly test: Test
  /** Not after this instant, µs. */
  readonly until: number
}

/** Begins a step forward. */
export function beginSearch(unit: StepUnit): Search {
  return { unit, test: testOf(unit), until: currentRun().now() + STEP_LIMIT }
}

/** Begins to run on until an event meets what is looked for. */
export function beginRunUntil(): Search {
  const test: Test = (_, index) => isHit(index)
  return { unit: 'condition', test, until: currentRun().now() + UNTIL_LIMIT }
}

/**
 * Looks on for a slice of time; the cursor ends up behind what was found.
 * @returns true when it is found, or when nothing more is to be expected.
 */
export function searchFurther(search: Search, clock: () => number, sliceMs: number): boolean {
  const run = currentRun()
  const begun = clock()
  let isOver = false
  while (!isOver && clock() - begun < sliceMs) {
    const index = run.cursor()
    if (index < run.endIndex()) run.seek(index + 1)
    else if (attempt(() => run.advance(search.until, 1), 0) === 0) isOver = true
    if (!isOver && search.test(run, index)) {
      isOver = true
      search.isFound = true
    }
  }
  changed()
  return isOver
}

/** A step back of the unit; at the begin it stops. */
export function stepBackBy(unit: StepUnit): void {
  const run = currentRun()
  const test = testOf(unit)
  let index = run.cursor() - 1
  if (unit !== 'event') {
    index -= 1
    while (index >= 0 && !test(run, index)) index -= 1
    return seek(index + 1)
  }
  seek(index)
}
