import { useState } from 'react'
import type { TakenEdge } from '~/store/machines'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { Time } from './Time'
import { timesPage } from './timesPage'

/** Every time that an edge was taken, in pages: the one at the cursor until another is asked for. */
export function AllTimes({ taken }: { readonly taken: readonly TakenEdge[] }) {
  const { t } = useWords()
  const { index } = useFrame()
  const [asked, ask] = useState<number | null>(null)
  const newest = taken.findLastIndex(({ event }) => event < index)
  const { page, pages, from, to } = timesPage(taken.length, newest, asked)
  return (
    <>
      <h3>{t('chart.all')}</h3>
      {pages === 1 ? null : (
        <p className="chart-pages">
          <button className="text-button" disabled={page === 0} onClick={() => ask(page - 1)}>
            {t('chart.times.earlier')}
          </button>
          <span>{t('chart.times.page', { first: from + 1, last: to, count: taken.length })}</span>
          <button
            className="text-button"
            disabled={page === pages - 1}
            onClick={() => ask(page + 1)}
          >
            {t('chart.times.later')}
          </button>
        </p>
      )}
      <ul className="chart-times">
        {taken.slice(from, to).map((one) => (
          <li key={one.event}>
            <Time taken={one} />
          </li>
        ))}
      </ul>
    </>
  )
}
