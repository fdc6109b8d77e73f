import type { Place, Problem } from '~/base/result'
import { en } from '~/words/en'
import type { WordKey } from '~/words/en'
import type { Say } from '../kit/text/useWords'

function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(en, key)
}

/** A problem, or what to do about it, in the page's language. */
export function sentenceOf(t: Say, problem: Problem, part: 'problem' | 'hint'): string {
  const key = problem.code.replace(/^import\./, `import.${part}.`)
  const otherwise = part === 'problem' ? problem.message : problem.hint
  return isWordKey(key) ? t(key, { ...problem.values, text: problem.message }) : otherwise
}

/** `docker-compose.yml, line 12, column 3`. */
export function placeText(t: Say, { file, line, column }: Place): string {
  const at = { file: file ?? '', line }
  return column === null ? t('import.place', at) : t('import.place.column', { ...at, column })
}
