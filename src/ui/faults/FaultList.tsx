import type { Placed } from '~/store/faults'
import { currentFaults, healFault, isDone, standingFaults, switchOff } from '~/store/faults'
import { healAll } from '~/store/session'
import { seconds } from '../kit/text/format'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { faultWords } from './faultWords'
import { StandingList } from './StandingList'

/** Who, what, from when to when: each can be healed, or taken out of the run. */
export function FaultList() {
  const { t } = useWords()
  const { cluster } = useFrame()
  const faults = currentFaults()
  const standing = standingFaults()
  return (
    <section aria-labelledby="faults-list">
      <h3 id="faults-list">{t('faults.list')}</h3>
      {faults.length === 0 ? (
        <p className="faults-none">
          {t(standing.length === 0 ? 'faults.none' : 'faults.nonePlaced')}
        </p>
      ) : (
        <div className="faults-scroll" tabIndex={0} role="region" aria-label={t('faults.list')}>
          <table className="faults-table">
            <thead>
              <tr>
                {(['what', 'who', 'when', 'from'] as const).map((column) => (
                  <th key={column}>{t(`faults.column.${column}`)}</th>
                ))}
                <th>{t('faults.column.on')}</th>
                <th>
                  <span className="visually-hidden">{t('faults.heal')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {faults.map((placed) => (
                <Row key={placed.fault.id} placed={placed} words={faultWords(t, cluster, placed)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {standing.length === 0 ? null : <StandingList rows={standing} />}
      {standing.length > 0 ||
      faults.some((placed) => placed.state !== 'healed' && !isDone(placed)) ? (
        <button className="button" onClick={healAll}>
          {t('faults.healAll')}
        </button>
      ) : null}
    </section>
  )
}

interface RowProps {
  readonly placed: Placed
  readonly words: ReturnType<typeof faultWords>
}

function Row({ placed, words }: RowProps) {
  const { t } = useWords()
  const { fault, since, until } = placed
  const state = isDone(placed) ? 'done' : placed.state
  const { what, who, when } = words
  const from = since === null ? null : seconds(since)
  const spans = {
    waiting: t('faults.state.waiting'),
    acting: t('faults.state.acting', { from: from ?? '' }),
    done: t('faults.state.done', { from: from ?? '' }),
    healed:
      from === null
        ? t('faults.state.never')
        : t('faults.state.healed', { from, to: seconds(until ?? since ?? 0) }),
  }
  return (
    <tr data-state={state}>
      <th scope="row">{what}</th>
      <td>{who}</td>
      <td>{when}</td>
      <td>{spans[state]}</td>
      <td>
        <label className="faults-switch" title={t('faults.offShort')}>
          <input
            type="checkbox"
            checked
            aria-label={t('faults.off', { what, who })}
            onChange={() => void switchOff(fault.id)}
          />
          <span aria-hidden="true">{t('faults.column.on')}</span>
        </label>
      </td>
      <td>
        {state === 'healed' || state === 'done' ? null : (
          <button
            className="text-button"
            aria-label={t('faults.healOne', { what, who })}
            onClick={() => healFault(fault.id)}
          >
            {t('faults.heal')}
          </button>
        )}
      </td>
    </tr>
  )
}
