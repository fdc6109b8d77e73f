import type { MachineEdge } from '~/base/machine'
import type { TakenEdge } from '~/store/machines'
import { seek } from '~/store/session'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'
import { BreakHere } from './BreakHere'
import { Deciders } from './Deciders'
import { edgeWords } from './machineWords'

interface EdgeDetailsProps {
  readonly machine: string
  /** The thing whose machine it is; null: none runs. */
  readonly id: string | null
  readonly edge: MachineEdge
  /** Every time it was taken, also ahead of the cursor. */
  readonly taken: readonly TakenEdge[]
}

const SHOWN_TIMES = 40

/** One edge: what it means, who decides, when it was taken. */
export function EdgeDetails({ machine, id, edge, taken }: EdgeDetailsProps) {
  const { t } = useWords()
  const { index } = useFrame()
  const last = taken.findLast(({ event }) => event < index)
  const next = taken.find(({ event }) => event >= index)
  const { event, from, to, rule, source } = edge
  return (
    <section className="chart-edge" aria-live="polite">
      <h2>{event}</h2>
      <p className="chart-way">
        {from} → {to}
      </p>
      <p>{edgeWords(machine, event, t)}</p>
      <p className="chart-source">
        {t('chart.rule', { rule })} · {source}
      </p>
      <p>{t('chart.taken', { count: taken.length })}</p>
      <Deciders index={last?.event ?? null} />
      <BreakHere condition={{ type: 'taken', machine, id, from, event }} />
      <dl>
        <dt>{t('chart.last')}</dt>
        <dd>{last === undefined ? t('chart.never') : <Time taken={last} />}</dd>
        <dt>{t('chart.next')}</dt>
        <dd>{next === undefined ? t('chart.never') : <Time taken={next} />}</dd>
      </dl>
      {taken.length < 2 ? null : (
        <>
          <h3>{t('chart.all')}</h3>
          <ul className="chart-times">
            {taken.slice(-SHOWN_TIMES).map((one) => (
              <li key={one.event}>
                <Time taken={one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

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
