import type { ChartMachine } from '~/charts/machines'
import type { TakenEdge } from '~/store/machines'
import { useWords } from '../kit/text/useWords'
import { guardText } from './Deciders'
import { edgeWords } from '../kit/text/machineWords'
import { lastTime, timesTaken } from './transitionRows'

interface TransitionTableProps {
  readonly machine: ChartMachine
  readonly name: string
  /** Edges taken up to the cursor. */
  readonly taken: readonly TakenEdge[]
}

/** The chart as a table: every edge once, with how often it was taken. */
export function TransitionTable({ machine, name, taken }: TransitionTableProps) {
  const { t } = useWords()
  return (
    <div className="chart-table">
      <table>
        <caption>{t('chart.table', { name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.from')}</th>
            <th scope="col">{t('chart.event')}</th>
            <th scope="col">{t('chart.guard')}</th>
            <th scope="col">{t('chart.to')}</th>
            <th scope="col">{t('chart.count')}</th>
            <th scope="col">{t('chart.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {machine.edges.map(({ from, event, to }) => (
            <tr key={`${from} ${event}`}>
              <td>{from}</td>
              <th scope="row">{event}</th>
              <td>{guardText(t, lastTime(taken, { from, event }))}</td>
              <td>{to}</td>
              <td>{timesTaken(taken, { from, event })}</td>
              <td>{edgeWords(machine.id, event, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
