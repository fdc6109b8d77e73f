import type { FaultSpan } from '../ledger'
import type { Run } from '../run'
import { faultsOf } from './place'

/** Something that is broken though no fault of the list did it. */
export interface StandingFault extends Pick<FaultSpan, 'about' | 'how' | 'from'> {
  /** Whose deed it was; null: it came about by itself. */
  readonly by: 'person' | 'scenario' | null
}

/**
 * What is broken at the cursor beside the faults that were placed: what the scenario or a command
 * line did, and what ended by itself. The two directions of a link that changed at once are one.
 */
export function standingOf(run: Run, spans: readonly FaultSpan[]): readonly StandingFault[] {
  const at = run.now()
  const acting = faultsOf(run.world()).filter(({ state }) => state === 'acting')
  const targets = new Set(acting.map(({ fault }) => fault.target))
  const others = spans.filter(
    ({ about, index, to, isPlaced }) =>
      index < run.cursor() && (to === null || to > at) && !isPlaced && !targets.has(about),
  )
  return others
    .filter((span) => !others.some((other) => isWayBack(span, other)))
    .map(({ about, how, index, from }) => ({ about, how, from, by: giverOf(run, index) }))
}

/** True for the second direction of a link whose first is listed. */
function isWayBack(span: FaultSpan, first: FaultSpan): boolean {
  if (span.how !== first.how || span.from !== first.from || first.about >= span.about) return false
  return first.about === span.about.split('>').reverse().join('>')
}

function giverOf(run: Run, index: number): StandingFault['by'] {
  return run.stepAt(index).event.what.type === 'Command' ? run.giverOf(index) : null
}
