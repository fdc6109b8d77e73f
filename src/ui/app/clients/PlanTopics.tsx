import type { ClusterPlan } from '~/store/session'
import { useWords } from '../../kit/text/useWords'

type Topic = ClusterPlan['topics'][number]

interface PlanTopicsProps {
  readonly topics: readonly Topic[]
  readonly onTopics: (topics: readonly Topic[]) => void
}

const COUNTS = [
  { field: 'partitions', max: 400 },
  { field: 'replicationFactor', max: 12 },
  { field: 'minInSync', max: 12 },
] as const

/** The topics of a plan, a row each. */
export function PlanTopics({ topics, onTopics }: PlanTopicsProps) {
  const { t } = useWords()
  const change = (row: number, part: Partial<Topic>) =>
    onTopics(topics.map((old, at) => (at === row ? { ...old, ...part } : old)))
  const add = () => {
    const name = `topic-${topics.length + 1}`
    onTopics([...topics, { name, partitions: 3, replicationFactor: 3, minInSync: 2 }])
  }
  return (
    <>
      <table className="plan-topics">
        <Head />
        <tbody>
          {topics.map((topic, row) => (
            <tr key={row}>
              <td data-label={t('client.topic')}>
                <input
                  className="field"
                  aria-label={t('client.topic')}
                  value={topic.name}
                  onChange={({ target }) => change(row, { name: target.value })}
                />
              </td>
              {COUNTS.map(({ field, max }) => (
                <td key={field} data-label={t(`plan.${field}`)}>
                  <input
                    className="field"
                    type="number"
                    aria-label={t(`plan.${field}`)}
                    min={1}
                    max={max}
                    value={topic[field]}
                    onChange={({ target }) => {
                      const given = Math.round(Number(target.value))
                      if (Number.isFinite(given)) {
                        change(row, { [field]: Math.max(1, Math.min(max, given)) })
                      }
                    }}
                  />
                </td>
              ))}
              <td>
                <button
                  type="button"
                  className="button"
                  aria-label={t('plan.remove.of', { topic: topic.name })}
                  onClick={() => onTopics(topics.filter((_, at) => at !== row))}
                >
                  ✕
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="plan-row">
        <button type="button" className="button" onClick={add}>
          {t('plan.add')}
        </button>
      </div>
    </>
  )
}

/** What the columns are. */
function Head() {
  const { t } = useWords()
  return (
    <thead>
      <tr>
        <th scope="col">{t('client.topic')}</th>
        {COUNTS.map(({ field }) => (
          <th key={field} scope="col">
            {t(`plan.${field}`)}
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">{t('plan.remove')}</span>
        </th>
      </tr>
    </thead>
  )
}
