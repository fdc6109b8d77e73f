import { effectsOf } from '~/store/details'
import { eventAt } from '~/store/eventAt'
import type { EventView, FactView } from '~/views/eventView'

/** A line of the list: an event; above an open one its cause, below it its facts and effects. */
export type Row =
  | { readonly type: 'event'; readonly event: EventView; readonly since: number | null }
  | {
      readonly type: 'fact'
      readonly event: EventView
      readonly fact: FactView
      readonly at: number
    }
  | {
      readonly type: 'cause' | 'effect'
      readonly event: EventView
      /** The open event that it belongs to. */
      readonly of: number
    }

const EFFECTS_SHOWN = 6

/** How many lines stand above an open event: its cause. */
export function linesAbove({ cause }: Pick<EventView, 'cause'>): number {
  return cause < 0 ? 0 : 1
}

function above(event: EventView): readonly Row[] {
  if (linesAbove(event) === 0) return []
  return [{ type: 'cause', event: eventAt(event.cause), of: event.index }]
}

function below(event: EventView): readonly Row[] {
  const facts = event.facts.map((fact, at): Row => ({ type: 'fact', event, fact, at }))
  const effects = effectsOf(event.index, EFFECTS_SHOWN).map((index): Row => ({
    type: 'effect',
    event: eventAt(index),
    of: event.index,
  }))
  return [...facts, ...effects]
}

/** The lines of a list of events, with those below the open ones. */
export function rowsOf(indexes: readonly number[], open: ReadonlySet<number>): readonly Row[] {
  return indexes.flatMap((index, place) => {
    const event = eventAt(index)
    const before = indexes[place - 1]
    const since = before === undefined ? null : event.at - eventAt(before).at
    const own: Row = { type: 'event', event, since }
    return open.has(index) ? [...above(event), own, ...below(event)] : [own]
  })
}

/** A line's own name, for keys and for the active descendant. */
export function rowId(row: Row): string {
  switch (row.type) {
    case 'event':
      return `event-${row.event.index}`
    case 'fact':
      return `event-${row.event.index}-fact-${row.at}`
    default:
      return `event-${row.of}-${row.type}-${row.event.index}`
  }
}
