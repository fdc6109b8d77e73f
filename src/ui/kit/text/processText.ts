import { processName } from '~/store/names'
import type { Language } from '~/words/say'
import { sayName } from '~/words/say'

/** What a process is called in a language. */
export function processText(language: Language, process: string): string {
  return sayName(language, processName(process))
}
