import type { Comparison } from '~/store/compare'
import { seconds } from '../../kit/text/format'
import type { Say } from '../../kit/text/useWords'
import { commandText } from '../../kit/text/commandText'

type Done = Comparison['a']['commands']

/** What was done in one future after the fork, each with its time. */
export function doneText(t: Say, commands: Done): string {
  if (commands.length === 0) return t('compare.nothingDone')
  return commands
    .map(({ at, command }) => `${seconds(at)} s ${commandText(t, command)}`)
    .join(' · ')
}
