import { isWordKey } from '~/words/en'
import type { Say } from './useWords'

/** A scenario's title: the library's in the page's language, an imported one's as it is written. */
export function scenarioTitle(
  t: Say,
  { id, title }: { readonly id: string; readonly title: string },
): string {
  const key = `scenario.${id}`
  return isWordKey(key) ? t(key) : title
}
