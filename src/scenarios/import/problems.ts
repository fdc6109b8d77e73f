import type { Place, Problem } from '~/base/result'

/** What a problem is made from. */
export interface ProblemParts {
  readonly code: string
  readonly place: Place | null
  readonly message: string
  readonly hint: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** A problem of the import; `words` has a sentence for each code. */
export function problem({ code, place, message, hint, values = {} }: ProblemParts): Problem {
  return { code: `import.${code}`, place, message, hint, values }
}

/** Where a file is wrong as a whole. */
export function placeAt(file: string, line = 1, column: number | null = null): Place {
  return { file, line, column }
}
