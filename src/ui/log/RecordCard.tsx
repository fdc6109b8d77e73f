import type { ReactNode } from 'react'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import type { CellMark } from './cells.geometry'
import type { StripLayout } from './log.geometry'
import type { MeantCell, PagePlace } from './useCells'

interface RecordCardProps {
  readonly partition: string
  readonly layout: StripLayout
  readonly place: MeantCell
  readonly at: PagePlace | null
}

const WIDTH = 260
const HEIGHT = 190

/** What one record is, beside its cell. */
export function RecordCard({ partition, layout, place, at }: RecordCardProps) {
  const { t } = useWords()
  const row = layout.rows.find(({ replica }) => replica.broker === place.broker)
  const cells = place.isCut ? row?.ghosts : row?.cells
  const cell = cells?.find(({ offset }) => offset === place.offset)
  if (cell === undefined || at === null) return null
  const left = Math.max(8, Math.min(at.left - WIDTH / 2, window.innerWidth - WIDTH - 8))
  const top = at.top > HEIGHT + 60 ? at.top - HEIGHT - 26 : at.bottom + 26
  return (
    <div className="strip-card" style={{ left, top, width: WIDTH }} role="status">
      <p className="strip-card-title">
        {t('log.card', { partition, offset: String(place.offset) })}
      </p>
      <p>{t('log.onBroker', { broker: place.broker })}</p>
      <RecordFields cell={cell} isCut={place.isCut} t={t} />
    </div>
  )
}

interface RecordFieldsProps {
  readonly cell: CellMark
  readonly isCut: boolean
  readonly t: Say
}

function RecordFields({ cell, isCut, t }: RecordFieldsProps) {
  const { batch, record } = cell
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('log.key'), record?.key ?? t('log.noKey')],
    [t('log.value'), record?.value ?? t(cell.kind === 'gap' ? 'log.gone' : 'log.tombstone')],
    [t('log.time'), t('log.seconds', { seconds: seconds(record?.timestampMs ?? 0) })],
    [
      t('log.batch'),
      t('log.batchOf', {
        first: String(batch.baseOffset),
        last: String(batch.lastOffset),
        bytes: String(batch.sizeInBytes),
      }),
    ],
    [t('log.epoch'), batch.leaderEpoch],
    [t('log.producer'), producerOf(cell, t)],
    [t('log.state'), stateOf(cell, isCut, t)],
  ]
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

function producerOf({ batch }: CellMark, t: Say): string {
  if (batch.producerId < 0) return t('log.noProducer')
  return t('log.producerOf', {
    id: String(batch.producerId),
    epoch: batch.producerEpoch,
    sequence: String(batch.baseSequence),
  })
}

function stateOf(cell: CellMark, isCut: boolean, t: Say): string {
  if (isCut) return t('log.state.cut')
  if (cell.isUndecided) return t('log.state.undecided')
  return t(cell.isCommitted ? 'log.state.committed' : 'log.state.uncommitted')
}
