import type { Explanation } from '~/store/why'
import { commandText } from '../kit/text/commandText'
import { factSentence } from '../kit/text/factSentence'
import type { Say } from '../kit/text/useWords'

/** One link of a chain of causes. */
export type Link = Explanation['what']

/** What a link says. */
export function linkText(t: Say, { said, note }: Link): string {
  if (said.type === 'command') return commandText(t, { type: said.command, values: said.values })
  const text = factSentence(t, { type: said.fact, values: said.values })
  return note === undefined ? text : t(`why.note.${note.key}`, { ...note.values, text })
}
