import type { Permission } from '~/engine/permissions'
import { needsOf } from '~/engine/shell/typedNeeds'
import { isVerbAllowed } from './allowed'

/** What a typed line would do that is switched off; null: the line may be run. */
export function forbiddenIn(line: string): Permission | null {
  const found = needsOf(line).find((verbs) => !verbs.some(isVerbAllowed))
  return found?.[0] ?? null
}
