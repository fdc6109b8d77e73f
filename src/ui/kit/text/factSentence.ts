import type { EventView, FactView } from '~/views/eventView'
import { isTelling } from '~/views/eventView'
import { commandText } from './commandText'
import { withWhy } from './reasonText'
import type { Say } from './useWords'

/** A fact as a sentence. */
export function factSentence(t: Say, { type, values }: Pick<FactView, 'type' | 'values'>): string {
  return t(`fact.${type}`, withWhy(t, values))
}

/** The fact that tells most of an event, or null. */
export function mainFact({ facts }: EventView): FactView | null {
  return facts.find(({ type }) => isTelling(type)) ?? null
}

/** What an event was, in one sentence. */
export function eventSentence(t: Say, event: EventView): string {
  const fact = mainFact(event)
  if (fact !== null) return factSentence(t, fact)
  const { command, kind, name } = event
  return command === null ? t(`event.${kind}`, { name }) : commandText(t, command)
}
