import { memo } from 'react'
import type { ClusterView, ReplicaView, WaitingView } from '~/views/clusterView'
import type { Say } from '../../kit/text/useWords'
import { useWords } from '../../kit/text/useWords'
import { textWidth } from '../../kit/text/text.geometry'
import type { Column, Row, StageLayout } from '../place/layout'

interface SlipsProps {
  readonly layout: StageLayout
  readonly row: Row
  readonly waiting: readonly WaitingView[]
  readonly replicas: readonly ReplicaView[]
  readonly detail: 'story' | 'mechanism' | 'wire'
}

const SIZE = 11

type Detail = SlipsProps['detail']

/** The slips of every row. */
export const AllSlips = memo(function AllSlips({
  layout,
  brokers,
  detail,
}: {
  readonly layout: StageLayout
  readonly brokers: ClusterView['brokers']
  readonly detail: Detail
}) {
  return layout.rows.map((row) => {
    const broker = brokers.find(({ id }) => id === row.id)
    return broker === undefined ? null : (
      <Slips
        key={row.id}
        layout={layout}
        row={row}
        waiting={broker.waiting}
        replicas={broker.replicas}
        detail={detail}
      />
    )
  })
})

/** Requests that wait, as slips under the chip they wait at, with their condition. */
const Slips = memo(function Slips(props: SlipsProps) {
  const { layout, row, waiting: all, replicas, detail } = props
  if (layout.density !== 'chips' || layout.rowForm === 'compact') return null
  const byColumn = new Map<Column, WaitingView[]>()
  for (const waiting of all) {
    if (detail === 'story' && waiting.kind === 'fetch') continue
    const column = layout.columnOf.get(`${waiting.topic}-${waiting.partition}`)
    // A folded topic's chip has no room for what waits there.
    if (column === undefined || column.partition === null) continue
    const slips = byColumn.get(column) ?? []
    byColumn.set(column, slips)
    slips.push(waiting)
  }
  return [...byColumn].map(([column, slips]) => {
    const isUnder = replicas.some(
      ({ topic, partition, underMinIsr }) =>
        underMinIsr !== null && layout.columnOf.get(`${topic}-${partition}`) === column,
    )
    return <Slip key={column.key} {...{ layout, row, column, slips, isUnder }} />
  })
})

interface SlipProps {
  readonly layout: StageLayout
  readonly row: Row
  readonly column: Column
  readonly slips: readonly WaitingView[]
  /** The ISR against its minimum is written under the chip, too. */
  readonly isUnder: boolean
}

/** Room for an epoch under the chip, and for the ISR against its minimum behind it, px. */
const EPOCH_ROOM = 20
const UNDER_ROOM = 52

/** What a request waits for, as a sentence. */
function slipName(t: Say, { kind, required, current, maxWaitMs }: WaitingView): string {
  return kind === 'produce'
    ? t('wait.produce', { required })
    : t('wait.fetch', { offset: current, ms: maxWaitMs })
}

/** Half of a glyph that stands at the middle of its chip's edge, and air, px. */
const GLYPH_ROOM = 10

/**
 * Right of what is written under the chip, up to the next column's chip: where its words have room,
 * beside what comes from the chip or to it.
 */
function spanOf({ layout, row, column, isUnder }: Omit<SlipProps, 'slips'>, words: string) {
  const under = column.x - column.chipWidth / 2 + EPOCH_ROOM + (isUnder ? UNDER_ROOM : 0)
  const next = layout.columns[layout.columns.indexOf(column) + 1]
  const end = next === undefined ? row.box.x + row.box.width : next.x - next.chipWidth / 2
  const roomFrom = (left: number) => Math.min(112, end - 8 - left)
  const beside = Math.max(under, column.x + GLYPH_ROOM)
  const left = textWidth(words, SIZE) <= roomFrom(beside) - 8 ? beside : under
  return { left, room: roomFrom(left) }
}

function Slip({ layout, row, column, slips, isUnder }: SlipProps) {
  const { t } = useWords()
  const produces = slips.filter(({ kind }) => kind === 'produce')
  const shown = produces.length > 0 ? produces : slips
  const [first] = shown
  if (first === undefined) return null
  const isProduce = produces.length > 0
  const many = isProduce ? 'wait.produces' : 'wait.fetches'
  const one = isProduce ? 'wait.produceShort' : 'wait.fetchShort'
  const text = t(shown.length > 1 ? many : one, { count: shown.length, required: first.required })
  const { left, room } = spanOf({ layout, row, column, isUnder }, text)
  // A slip that has no room for words is a small stack; its words are in its name.
  const mini = t(isProduce ? 'wait.produceMini' : 'wait.fetchMini', { required: first.required })
  const fitted = [text, mini].find((words) => textWidth(words, SIZE) <= room - 8) ?? ''
  const width = fitted === '' ? 14 : Math.min(room, textWidth(fitted, SIZE) + 8)
  const y = row.chipY + layout.chipHeight / 2 + (layout.rowForm === 'full' ? 4 : 2)
  return (
    <g
      role="img"
      aria-label={slips.map((slip) => slipName(t, slip)).join('; ')}
      className="stage-slip"
      data-kind={first.kind}
    >
      {slips.length > 1 ? <rect x={left + 2} y={y + 2} width={width} height={14} /> : null}
      <rect x={left} y={y} width={width} height={14} />
      <text x={left + 4} y={y + 10.5} fontSize={SIZE}>
        {fitted}
      </text>
    </g>
  )
}
