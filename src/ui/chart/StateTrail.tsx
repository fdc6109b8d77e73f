import type { TakenEdge } from '~/store/machines'
import { useWords } from '../kit/useWords'
import { Time } from './EdgeDetails'

const SHOWN_STATES = 8

/** The last states with the times they were entered, newest last. */
export function StateTrail({ taken }: { readonly taken: readonly TakenEdge[] }) {
  const { t } = useWords()
  if (taken.length === 0) return <p className="chart-trail">{t('chart.noHistory')}</p>
  return (
    <ol className="chart-trail" aria-label={t('chart.history')}>
      {taken.slice(-SHOWN_STATES).map((one) => (
        <li key={`${one.event} ${one.fact.to}`}>
          <span>{one.fact.to}</span> <Time taken={one} />
        </li>
      ))}
    </ol>
  )
}
