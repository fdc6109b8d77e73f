import type { BrokerView, WaitingView } from '~/views/clusterView'
import { useWords } from '../kit/useWords'
import { fitText, textWidth } from './fitText'
import type { Column, Row, StageLayout } from './layout'

interface SlipsProps {
  readonly layout: StageLayout
  readonly row: Row
  readonly broker: BrokerView
  readonly detail: 'story' | 'mechanism' | 'wire'
}

const SIZE = 11

/** Requests that wait, as slips under the chip they wait at, with their condition. */
export function Slips({ layout, row, broker, detail }: SlipsProps) {
  if (layout.density !== 'chips' || layout.rowForm === 'compact') return null
  const byColumn = new Map<Column, WaitingView[]>()
  for (const waiting of broker.waiting) {
    if (detail === 'story' && waiting.kind === 'fetch') continue
    const column = layout.columnOf.get(`${waiting.topic}-${waiting.partition}`)
    // A folded topic's chip has no room for what waits there.
    if (column === undefined || column.partition === null) continue
    const slips = byColumn.get(column) ?? []
    byColumn.set(column, slips)
    slips.push(waiting)
  }
  return [...byColumn].map(([column, slips]) => (
    <Slip key={column.key} layout={layout} row={row} column={column} slips={slips} />
  ))
}

interface SlipProps {
  readonly layout: StageLayout
  readonly row: Row
  readonly column: Column
  readonly slips: readonly WaitingView[]
}

function Slip({ layout, row, column, slips }: SlipProps) {
  const { t } = useWords()
  const produces = slips.filter(({ kind }) => kind === 'produce')
  const shown = produces.length > 0 ? produces : slips
  const [first] = shown
  if (first === undefined) return null
  const names = slips.map((slip) =>
    slip.kind === 'produce'
      ? t('wait.produce', { required: slip.required })
      : t('wait.fetch', { offset: slip.current, ms: slip.maxWaitMs }),
  )
  const isProduce = produces.length > 0
  const many = isProduce ? 'wait.produces' : 'wait.fetches'
  const one = isProduce ? 'wait.produceShort' : 'wait.fetchShort'
  const text = t(shown.length > 1 ? many : one, { count: shown.length, required: first.required })
  const left = column.x - column.chipWidth / 2 + 16
  const room = column.track.request - 2 - left
  // A slip that has no room for words is a small stack; its words are in its name.
  const fitted = room < 40 ? '' : fitText(text, { width: room - 8, size: SIZE })
  const width = fitted === '' ? 14 : Math.min(room, textWidth(fitted, SIZE) + 8)
  const y = row.chipY + layout.chipHeight / 2 + 4
  return (
    <g role="img" aria-label={names.join('; ')} className="stage-slip" data-kind={first.kind}>
      {slips.length > 1 ? <rect x={left + 2} y={y + 2} width={width} height={14} /> : null}
      <rect x={left} y={y} width={width} height={14} />
      <text x={left + 4} y={y + 10.5} fontSize={SIZE}>
        {fitted}
      </text>
    </g>
  )
}
