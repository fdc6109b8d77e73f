import type { MachineEdge } from '~/base/machine'
import type { TakenEdge } from '~/store/machines'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { AllTimes } from './AllTimes'
import { BreakHere } from './BreakHere'
import { Deciders } from './Deciders'
import { edgeWords } from '../kit/text/machineWords'
import { Time } from './Time'

interface EdgeDetailsProps {
  readonly machine: string
  /** The thing whose machine it is; null: none runs. */
  readonly id: string | null
  readonly edge: MachineEdge
  /** Every time it was taken, also ahead of the cursor. */
  readonly taken: readonly TakenEdge[]
}

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
      {taken.length < 2 ? null : <AllTimes key={`${String(id)} ${from} ${event}`} taken={taken} />}
    </section>
  )
}
