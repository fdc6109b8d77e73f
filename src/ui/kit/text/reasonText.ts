import type { FactValues } from '~/views/commandView'
import type { WordKey } from '~/words/en'
import { reasonsEn } from '~/words/en/reasons'
import type { Say } from './useWords'

/** Reasons that hold a number, or are words already. */
const PATTERNS: readonly (readonly [RegExp, WordKey, ...string[]])[] = [
  [/^leaderEpoch (\d+) ends at (\d+)$/, 'reason.leaderEpochEnds', 'epoch', 'end'],
  [/^behindFor (\d+) ms$/, 'reason.behindFor', 'ms'],
  [/^(\d+) in sync \((.*)\)$/, 'reason.countInSync', 'count', 'isr'],
  [/^a log directory$/, 'reason.logDirectory'],
  [/^recovery found a corrupt batch$/, 'reason.corruptBatch'],
  [/^somebody asked for it$/, 'reason.somebody'],
]

function isReason(key: string): key is keyof typeof reasonsEn {
  return Object.hasOwn(reasonsEn, key)
}

/** Why something was decided, as a fact names it, in words; what has none, such as a config, as it is. */
export function reasonText(t: Say, reason: string): string {
  const key = `reason.${reason}`
  if (isReason(key)) return t(key)
  for (const [pattern, word, ...names] of PATTERNS) {
    const found = pattern.exec(reason)
    if (found === null) continue
    return t(word, Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ''])))
  }
  return reason
}

/** What a check found or needs: a replica's role is a word of its own there. */
function checkText(t: Say, found: string): string {
  if (found === 'leader') return t('reason.isLeader')
  return found === 'follower' ? t('reason.isFollower') : reasonText(t, found)
}

/** Values, and with a reason among them the same in words, as `why`; what a refusal found, too. */
export function withWhy(t: Say, values: FactValues): FactValues {
  const { because, actual, required } = values
  const said = {
    ...(typeof because === 'string' ? { why: reasonText(t, because) } : {}),
    ...(typeof actual === 'string' ? { actual: checkText(t, actual) } : {}),
    ...(typeof required === 'string' ? { required: checkText(t, required) } : {}),
  }
  return { ...values, ...said }
}
