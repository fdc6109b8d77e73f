import { seek } from '~/store/session'
import type { IsrHistory } from '~/views/isrHistory'
import { seconds } from '../kit/text/format'
import { useIsrWords } from './useIsrWords'

const COLUMNS = [
  'time',
  'isr',
  'elr',
  'leader',
  'leaderEpoch',
  'partitionEpoch',
  'min',
  'why',
] as const

/** A partition's changes as a list. */
export function IsrTable({ history }: { readonly history: IsrHistory }) {
  const { t, list, leader, why } = useIsrWords()
  const { topic, partition, changes } = history
  return (
    <table>
      <caption>{t('isr.table', { partition: `${topic}-${partition}` })}</caption>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {t(`isr.col.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.toReversed().map((note) => {
          const { event, at, registration, minIsr } = note
          const time = seconds(at)
          return (
            <tr key={event}>
              <th scope="row">
                <button
                  className="text-button isr-goto"
                  aria-label={t('isr.goto', { time })}
                  onClick={() => seek(event + 1)}
                >
                  {time} s
                </button>
              </th>
              <td className="number">{list(registration?.isr ?? [])}</td>
              <td className="number">{list(registration?.elr ?? [])}</td>
              <td className="number">{leader(note)}</td>
              <td className="number">{registration?.leaderEpoch}</td>
              <td className="number">{registration?.partitionEpoch}</td>
              <td className="number">{minIsr}</td>
              <td>{why(note, note === changes[0])}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
