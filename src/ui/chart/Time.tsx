import type { TakenEdge } from '~/store/machines'
import { seek } from '~/store/session'
import { useWords } from '../kit/text/useWords'

/** An instant that can be gone to: just after the edge was taken. */
export function Time({ taken }: { readonly taken: Pick<TakenEdge, 'event' | 'at'> }) {
  const { t } = useWords()
  const seconds = (taken.at / 1_000_000).toFixed(3)
  return (
    <button
      className="text-button chart-time"
      aria-label={t('chart.goTo', { seconds })}
      onClick={() => seek(taken.event + 1)}
    >
      {t('chart.seconds', { seconds })}
    </button>
  )
}
