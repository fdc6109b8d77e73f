import { useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { currentYours } from '~/store/firstMinute'
import { currentLog } from '~/store/frame'
import { select, selection } from '~/store/selection'
import { useFrame } from '../kit/useFrame'
import { useWidth } from '../kit/useWidth'
import { useWords } from '../kit/useWords'
import { RecordCard } from './RecordCard'
import { layoutStrip } from './log.geometry'
import type { CellSize } from './scale.geometry'
import { plotLeftOf, scrollLimit, visibleOffsets } from './scale.geometry'
import { Strip } from './Strip'
import { useCells } from './useCells'
import { useStripWords } from './useStripWords'

interface LogBlockProps {
  readonly topic: string
  readonly partition: number
  readonly cell: CellSize
}

/** One partition's strips: follows the newest offset until it is scrolled back. */
export function LogBlock({ topic, partition, cell }: LogBlockProps) {
  useFrame()
  const { t } = useWords()
  const words = useStripWords()
  const [measure, width] = useWidth()
  const scroller = useRef<HTMLDivElement>(null)
  const [scroll, setScroll] = useState<number | null>(null)
  const selected = useStore(selection, (state) => state.selected)
  const room = { width: Math.max(240, width), scroll, cell }
  const log = currentLog({ topic, partition, window: (range) => visibleOffsets(range, room) })
  const range = { from: log.startOffset, to: log.endOffset }
  const layout = layoutStrip(log, room, words)
  const limit = scrollLimit(range, room)
  const choose = ({ offset }: { readonly offset: number }) =>
    select({ kind: 'record', topic, partition, offset })
  const reveal = (offset: number) => {
    const x = (offset - range.from) * cell
    const seen = room.width - plotLeftOf(room.width) - 3 * cell
    scroller.current?.scrollTo({ left: Math.max(0, x - seen / 2), behavior: 'instant' })
  }
  const cells = useCells(layout, { reveal, choose })
  const isFollowing = scroll === null

  useLayoutEffect(() => {
    if (isFollowing && scroller.current !== null) scroller.current.scrollLeft = limit
  }, [isFollowing, limit])

  const name = `${topic}-${partition}`
  const yours = currentYours()
  const isHere =
    selected?.kind === 'replica' && selected.topic === topic && selected.partition === partition
  return (
    <div className="strip-block" ref={measure}>
      <div
        className="strip-scroller"
        ref={scroller}
        onScroll={({ currentTarget: box }) => {
          const isAtEnd = box.scrollLeft >= box.scrollWidth - box.clientWidth - 2
          setScroll(isAtEnd ? null : Math.round(box.scrollLeft))
        }}
      >
        <div style={{ width: room.width + limit }} {...cells.handlers}>
          <Strip
            layout={layout}
            title={name}
            offsetWord={t('log.offset')}
            label={t('log.strips', { partition: name })}
            tab={cells.tab}
            hovered={cells.shown?.offset ?? null}
            yours={yours?.partition === name ? yours.offset : null}
            selectedBroker={isHere ? selected.broker : null}
            onSelectBroker={(broker) => select({ kind: 'replica', topic, partition, broker })}
          />
        </div>
      </div>
      {isFollowing ? null : (
        <button className="button strip-newest" onClick={() => setScroll(null)}>
          {t('log.newest')}
        </button>
      )}
      {cells.shown === null ? null : (
        <RecordCard partition={name} layout={layout} place={cells.shown} at={cells.at} />
      )}
    </div>
  )
}
