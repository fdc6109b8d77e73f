import { currentAnomalies } from '~/store/faults'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'

type Anomaly = ReturnType<typeof currentAnomalies>[number]

/** So many offsets are named. */
const LISTED = 8

const offsetsText = ({ offsets }: Anomaly) =>
  offsets.length > LISTED ? `${offsets.slice(0, LISTED).join(', ')}, …` : offsets.join(', ')

/** What the clients saw that they should not have, in plain words, and whether it was asked for. */
export function AnomalyReport() {
  const { t } = useWords()
  useFrame()
  const anomalies = currentAnomalies()
  return (
    <section aria-labelledby="faults-report">
      <h3 id="faults-report">{t('anomaly.title')}</h3>
      {anomalies.length === 0 ? (
        <p className="faults-none">{t('anomaly.none')}</p>
      ) : (
        <ul className="faults-report">
          {anomalies.map((row) => (
            <li key={`${row.kind} ${row.partition} ${row.group ?? ''} ${row.cause}`}>
              <strong>
                {t(`anomaly.${row.kind}`, {
                  count: row.offsets.length,
                  partition: row.partition,
                  group: row.group ?? '',
                  offsets: offsetsText(row),
                })}
              </strong>{' '}
              {t(`anomaly.cause.${row.cause}`)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
