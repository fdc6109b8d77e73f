import type { Standing } from '~/store/faults'
import { endStanding } from '~/store/faults'
import { seconds } from '../kit/text/format'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { hostNames, targetText } from '../kit/text/verbWords'

/** What is broken though no fault of the list did it: who, how, since when, whose deed. */
export function StandingList({ rows }: { readonly rows: readonly Standing[] }) {
  const { t } = useWords()
  const { cluster } = useFrame()
  const hosts = hostNames(t, cluster)
  return (
    <section aria-labelledby="faults-standing">
      <h3 id="faults-standing">{t('faults.standing')}</h3>
      <ul className="faults-standing">
        {rows.map((row) => {
          const who = targetText(t, hosts, row.about)
          const what = t(`faults.standing.${row.how}`)
          return (
            <li key={row.about}>
              <span>
                <strong>{who}</strong> {what},{' '}
                {t('faults.state.acting', { from: seconds(row.from) })} ·{' '}
                {t(`faults.standing.by.${row.by ?? 'itself'}`)}
              </span>
              <button
                className="text-button"
                aria-label={t('faults.healOne', { what, who })}
                onClick={() => endStanding(row)}
              >
                {t('faults.heal')}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
