import { useLayoutEffect, useRef, useState } from 'react'
import { currentImage, currentMetadataLog } from '~/store/metadataLog'
import type { Selected } from '~/store/selection'
import { hover } from '~/store/hover'
import { select } from '~/store/selection'
import type { ClusterView } from '~/views/clusterView'
import type { MetadataLogView, MetadataRecordView } from '~/views/metadataLogView'
import { useFrame } from '../kit/useFrame'
import { useWidth } from '../kit/useWidth'
import { useWords } from '../kit/text/useWords'
import { ImageTree } from './ImageTree'
import { MetadataStrip } from './MetadataStrip'
import type { CellWidth } from './strip.geometry'
import { layoutMetadata, plotLeftOf, scrollLimit, visibleOffsets } from './strip.geometry'
import { subjectOf } from './subject'
import { useRecords } from './useRecords'

/** The strip beside the image; it follows the newest record until it is scrolled back. */
export function MetadataDrawing({ cell }: { readonly cell: CellWidth }) {
  const { cluster } = useFrame()
  const { t } = useWords()
  const [measure, width] = useWidth()
  const scroller = useRef<HTMLDivElement>(null)
  const [scroll, setScroll] = useState<number | null>(null)
  const room = { width: Math.max(240, width), scroll, cell }
  const log = currentMetadataLog((endOffset) => visibleOffsets(endOffset, room))
  const limit = scrollLimit(log.endOffset, room)
  const records = useRecords(log.endOffset, {
    reveal: (offset) => {
      const seen = room.width - plotLeftOf(room.width)
      const isSeen = log.records.slice(1, -2).some((record) => record.offset === offset)
      const left = Math.max(0, (offset + 0.5) * cell - seen / 2)
      if (!isSeen) scroller.current?.scrollTo({ left, behavior: 'instant' })
    },
    // What it is about is chosen in every lens.
    onChoose: (offset) => {
      const [subject] = subjectsOf(offset, cluster)
      if (subject !== undefined) select(subject)
    },
    onPoint: (offset) => hover(offset === null ? [] : subjectsOf(offset, cluster)),
  })
  const isFollowing = scroll === null
  useLayoutEffect(() => {
    if (isFollowing && scroller.current !== null) scroller.current.scrollLeft = limit
  }, [isFollowing, limit])

  const newest = log.endOffset - 1
  const last = records.chosen ?? newest
  const shown = records.pointed ?? last
  const record = one(shown)
  const word = log.isActive ? 'metadata.owner.active' : 'metadata.owner'
  return (
    <>
      <div className="meta-panes">
        <div className="meta-plot" ref={measure} {...records.handlers}>
          <div
            className="meta-scroller"
            ref={scroller}
            onScroll={({ currentTarget: box }) => {
              const isAtEnd = box.scrollLeft >= box.scrollWidth - box.clientWidth - 2
              setScroll(isAtEnd ? null : Math.round(box.scrollLeft))
            }}
          >
            <div style={{ width: room.width + limit }}>
              <MetadataStrip
                layout={layoutMetadata(log, room)}
                owner={t(word, { id: log.owner ?? '' })}
                shownOffset={last}
                tabOffset={tabStop(log, records.focused ?? last)}
              />
            </div>
          </div>
        </div>
        <ImageTree
          rows={currentImage(last)}
          touched={new Set(record?.touches ?? [])}
          title={t('metadata.image', { offset: String(last) })}
        />
      </div>
      <Told
        record={record}
        onNewest={records.chosen === null ? null : () => records.choose(null)}
      />
    </>
  )
}

function one(offset: number): MetadataRecordView | undefined {
  return currentMetadataLog(() => ({ from: offset, to: offset + 1 })).records[0]
}

/** What a record is about; nothing, where that cannot be chosen. */
function subjectsOf(offset: number, cluster: ClusterView): readonly Selected[] {
  const subject = subjectOf(one(offset)?.touches ?? [], cluster)
  return subject === null ? [] : [subject]
}

/** Tab reaches a record that is drawn. */
function tabStop({ records }: MetadataLogView, wanted: number): number {
  const isDrawn = records.some(({ offset }) => offset === wanted)
  return isDrawn ? wanted : (records[0]?.offset ?? -1)
}

interface ToldProps {
  readonly record: MetadataRecordView | undefined
  /** Back to the newest record; null: it is the one shown. */
  readonly onNewest: (() => void) | null
}

function fieldsText({ fields }: MetadataRecordView, none: string): string {
  return fields.length === 0 ? none : fields.map(([name, value]) => `${name}=${value}`).join(' ')
}

/** The record that is pointed at, with its fields. */
function Told({ record, onNewest }: ToldProps) {
  const { t } = useWords()
  return (
    <p className="meta-told">
      {record === undefined
        ? t('metadata.hint')
        : t('metadata.told', {
            offset: String(record.offset),
            epoch: record.epoch,
            type: record.type,
            fields: fieldsText(record, t('metadata.noFields')),
          })}
      {onNewest === null ? null : (
        <button className="text-button" onClick={onNewest}>
          {t('metadata.newest')}
        </button>
      )}
    </p>
  )
}
