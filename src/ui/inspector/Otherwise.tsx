import { useStore } from 'zustand'
import { isWordKey } from '~/words/en'
import { allowed, isVerbAllowed } from '~/store/allowed'
import { currentRun } from '~/store/session'
import type { Alternative } from '~/store/trying'
import { isTrying, neededFor, tryAlternative, trying } from '~/store/trying'
import type { Explanation } from '~/store/why'
import { seconds } from '../kit/text/format'
import { PHONE, useMedia } from '../kit/useMedia'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'

function labelOf(t: Say, { label, values, commands: [command] }: Alternative): string {
  if (label !== 'without') return t(`why.if.${label}`, values)
  const key = `command.${command?.type ?? values['command'] ?? ''}`
  const deed = isWordKey(key) ? t(key, values) : key
  return t('why.if.without', { deed })
}

/** Alternatives that are named as one writes them; the others are named in words. */
const SETTINGS: readonly string[] = ['config', 'client']

/** When an alternative begins, µs. */
function beginOf({ at }: Alternative): number {
  return at === 0 ? 0 : currentRun().timeAt(at - 1)
}

/** Up to three other futures: each forks, runs to the same horizon and is compared. EXPERIENCE (f). */
export function Otherwise({ told }: { readonly told: Pick<Explanation, 'alternatives'> }) {
  const { t } = useWords()
  const isAtWork = useStore(trying, isTrying)
  const isPhone = useMedia(PHONE)
  const { alternatives } = told
  useStore(allowed)
  if (alternatives.length === 0 || isPhone) return null
  return (
    <>
      <h4 className="inspector-head">{t('why.if')}</h4>
      <ul className="why-chips">
        {alternatives.map((alternative) => {
          const time = seconds(beginOf(alternative))
          const { label, values, changes } = alternative
          const isOff = !neededFor(alternative).every(isVerbAllowed)
          return (
            <li key={`${label} ${JSON.stringify(values)}`}>
              <button
                className="why-chip"
                disabled={isAtWork || isOff}
                onClick={() => void tryAlternative(alternative)}
              >
                <code data-deed={!SETTINGS.includes(label) || undefined}>
                  {labelOf(t, alternative)}
                </code>
                <span>
                  {isOff ? t('why.notNow.isOff') : t(`why.how.${label}`, { ...values, time })}
                  {changes === undefined ? '' : t(`why.changes.${changes}`)}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      <p className="why-note" role="status">
        {t(isAtWork ? 'why.trying' : 'why.lossless')}
      </p>
    </>
  )
}
