import type { TermKey } from '~/store/glossary'
import { ALL_TERMS } from '~/store/glossary'
import type { WordKey } from '~/words/en'

/** A part of a sentence: plain, set apart by weight, a term of the glossary, or both of these. */
export interface Part {
  readonly text: string
  readonly isStrong: boolean
  readonly term: TermKey | null
}

/** Says a sentence in a language. */
type Says = (key: WordKey) => string

/** A language and its sentences; see `useWords`. */
interface Speech {
  readonly language: string
  readonly t: Says
}

interface Matcher {
  readonly pattern: RegExp
  readonly termOf: ReadonlyMap<string, TermKey>
}

const matchers = new Map<string, Matcher>()

/** The forms in which sentences hold a term, in the language of `says`. */
export function formsOf(says: Says, term: TermKey): readonly string[] {
  return says(`term.${term}.forms`)
    .split('|')
    .filter((form) => form !== '')
}

function matcherOf(language: string, says: Says): Matcher {
  const known = matchers.get(language)
  if (known !== undefined) return known
  const termOf = new Map(
    ALL_TERMS.flatMap((term) =>
      formsOf(says, term).map((form) => [form.toLowerCase(), term] as const),
    ),
  )
  // The longest form wins: a high watermark is no mark. A name inside another word or setting is none.
  const forms = [...termOf.keys()].sort((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(`(?<![\\w.-])(?:${forms.join('|')})(?![\\w-]|\\.\\w)`, 'giu')
  const matcher = { pattern, termOf }
  matchers.set(language, matcher)
  return matcher
}

function escaped(form: string): string {
  return form.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** The terms that a sentence holds. */
function termsIn({ language, t }: Speech, sentence: string): ReadonlySet<TermKey> {
  const { pattern, termOf } = matcherOf(language, t)
  const found = sentence.match(pattern) ?? []
  return new Set(found.flatMap((form) => termOf.get(form.toLowerCase()) ?? []))
}

/**
 * A sentence in parts, in which each term is marked where it comes first.
 * @param before what the same panel has said above: its terms are not marked again.
 */
export function partsOf(
  speech: Speech,
  sentence: string,
  before: readonly string[] = [],
): readonly Part[] {
  const { pattern, termOf } = matcherOf(speech.language, speech.t)
  const met = new Set(before.flatMap((said) => [...termsIn(speech, said)]))
  const parts: Part[] = []
  sentence.split('**').forEach((piece, at) => {
    const isStrong = at % 2 === 1
    let from = 0
    for (const { 0: form, index } of piece.matchAll(pattern)) {
      const term = termOf.get(form.toLowerCase())
      if (term === undefined || met.has(term)) continue
      met.add(term)
      if (index > from) parts.push({ text: piece.slice(from, index), isStrong, term: null })
      parts.push({ text: form, isStrong, term })
      from = index + form.length
    }
    if (from < piece.length) parts.push({ text: piece.slice(from), isStrong, term: null })
  })
  return parts
}
