import type { Detail } from '~/store/preferences'
import type { Language } from '~/words/say'

/** How a caption is said: at which depth, in which language. */
export interface Spoken {
  readonly detail: Detail
  readonly language: Language
}

/** What two lines hold, in characters. EXPERIENCE (f). */
const ROOM = {
  en: { story: 84, mechanism: 130, wire: 130 },
  zh: { story: 32, mechanism: 56, wire: 56 },
} as const satisfies Readonly<Record<Language, Readonly<Record<Detail, number>>>>

/** Letters of East Asian width and their punctuation; what stands before is Latin, or as narrow. */
const FIRST_WIDE = '\u2e80'

/** How many characters a caption may have at a depth. */
export function captionRoom(detail: Detail, language: Language): number {
  return ROOM[language][detail]
}

/** How many it has: marks are not seen, and in Chinese a Latin letter takes half a character. */
export function captionLength(caption: string, language: Language): number {
  const letters = [...caption.replaceAll('**', '')]
  if (language === 'en') return letters.length
  return letters.reduce((sum, letter) => sum + (letter >= FIRST_WIDE ? 1 : 0.5), 0)
}

/** A text with how many more there are: in words, or in the fewest letters. */
export type MoreSaid = (text: string, count: number, form: 'words' | 'brief') => string

/**
 * The first of some captions, as many of the others as there is room for, and how many are left
 * out: nothing is dropped in silence.
 */
export function joinedCaptions(
  captions: readonly string[],
  { detail, language }: Spoken,
  more: MoreSaid,
): string {
  const [first = '', ...others] = captions
  const room = captionRoom(detail, language)
  const fits = (text: string) => captionLength(text, language) <= room
  const ended = (text: string, left: number) => {
    if (left === 0) return text
    const inWords = more(text, left, 'words')
    return fits(inWords) ? inWords : more(text, left, 'brief')
  }
  let text = first
  let left = others.length
  for (const other of others) {
    const both = `${text} ${other}`
    if (!fits(ended(both, left - 1))) continue
    text = both
    left -= 1
  }
  return ended(text, left)
}
