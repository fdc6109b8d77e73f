import type { LifeEnd, TakenEdge } from '~/store/machines'
import { useWords } from '../kit/text/useWords'
import { Time } from './Time'

const SHOWN_STATES = 8

interface TrailProps {
  readonly taken: readonly TakenEdge[]
  /** When its process ended: no edge leads there, and nothing runs from then on. */
  readonly ends: readonly LifeEnd[]
}

/** The last states with the times they were entered, newest last. */
export function StateTrail({ taken, ends }: TrailProps) {
  const { t } = useWords()
  if (taken.length === 0) return <p className="chart-trail">{t('chart.noHistory')}</p>
  const steps = [
    ...taken.map(({ event, at, fact }) => ({ event, at, state: fact.to })),
    ...ends.map(({ index, at, what }) => ({ event: index, at, state: t(`chart.ended.${what}`) })),
  ].toSorted((a, b) => a.event - b.event)
  return (
    <ol className="chart-trail" aria-label={t('chart.history')}>
      {steps.slice(-SHOWN_STATES).map((one) => (
        <li key={`${one.event} ${one.state}`}>
          <span>{one.state}</span> <Time taken={one} />
        </li>
      ))}
    </ol>
  )
}
