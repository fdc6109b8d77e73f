import type { ComponentProps } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { currentYours } from '~/store/firstMinute'
import { currentLog, logBefore } from '~/store/frame'
import type { Hovered, Selected } from '~/store/selection'
import { hover } from '~/store/hover'
import { select, selection } from '~/store/selection'
import { stagesAt } from '../kit/phase'
import type { OffsetRange } from '~/views/projectLog'
import { useFrame } from '../kit/useFrame'
import { useIsDwelling, usePhase } from '../kit/usePhase'
import { useWidth } from '../kit/useWidth'
import { useWords } from '../kit/text/useWords'
import { RecordCard } from './RecordCard'
import type { StripChange } from './change.geometry'
import { stripBetween } from './change.geometry'
import type { StripLayout } from './log.geometry'
import { layoutStrip } from './log.geometry'
import type { CellSize, StripRoom } from './scale.geometry'
import { plotLeftOf, scrollLimit, visibleOffsets } from './scale.geometry'
import { Strip } from './Strip'
import { useCells } from './useCells'
import { useStripWords } from './useStripWords'

interface LogBlockProps {
  readonly topic: string
  readonly partition: number
  readonly cell: CellSize
}

/** A partition's strips at the cursor, and before its newest event while that is played. */
function useLaid({ topic, partition }: LogBlockProps, room: StripRoom) {
  const words = useStripWords()
  const isDwelling = useIsDwelling()
  const at = {
    topic,
    partition,
    window: (range: OffsetRange) => visibleOffsets(range, room),
  }
  const log = currentLog(at)
  return {
    layout: layoutStrip(log, room, words),
    range: { from: log.startOffset, to: log.endOffset },
    before: isDwelling ? layoutStrip(logBefore(at), room, words) : null,
  }
}

interface PlayedProps extends Omit<ComponentProps<typeof Strip>, 'change'> {
  readonly before: StripLayout | null
}

/** The strips; what has just changed is played while time is held. */
function PlayedStrip({ before, ...props }: PlayedProps) {
  const phase = usePhase()
  let layout = props.layout
  let change: StripChange | null = null
  if (before !== null && phase < 1) {
    ;({ layout, change } = stripBetween(before, props.layout, stagesAt(phase)))
  }
  return <Strip {...props} layout={layout} change={change} />
}

/** The broker whose replica of this partition is chosen. */
function brokerIn(selected: Selected | null, { topic, partition }: LogBlockProps): number | null {
  const isHere =
    selected?.kind === 'replica' && selected.topic === topic && selected.partition === partition
  return isHere ? selected.broker : null
}

/** The offset of the record that is pointed at in any lens, where it is one of this partition. */
function offsetIn(hovered: Hovered | null, { topic, partition }: LogBlockProps): number | null {
  const found = hovered?.things.find(
    (one) => one.kind === 'record' && one.topic === topic && one.partition === partition,
  )
  return found?.kind === 'record' ? found.offset : null
}

/** One partition's strips: follows the newest offset until it is scrolled back. */
export function LogBlock(props: LogBlockProps) {
  const { topic, partition, cell } = props
  useFrame()
  const { t } = useWords()
  const [measure, width] = useWidth()
  const scroller = useRef<HTMLDivElement>(null)
  const [scroll, setScroll] = useState<number | null>(null)
  const room = { width: Math.max(240, width), scroll, cell }
  const { layout, range, before } = useLaid(props, room)
  const limit = scrollLimit(range, room)
  const recordAt = ({ offset }: { readonly offset: number }) =>
    ({ kind: 'record', topic, partition, offset }) as const
  const reveal = (offset: number) => {
    const x = (offset - range.from) * cell
    const seen = room.width - plotLeftOf(room.width) - 3 * cell
    scroller.current?.scrollTo({ left: Math.max(0, x - seen / 2), behavior: 'instant' })
  }
  const cells = useCells(layout, {
    reveal,
    choose: (at) => select(recordAt(at)),
    point: (at) => hover(at === null ? [] : [recordAt(at)]),
  })
  const pointed = useStore(selection, ({ hovered }) => offsetIn(hovered, props))
  const isFollowing = scroll === null

  useLayoutEffect(() => {
    if (isFollowing && scroller.current !== null) scroller.current.scrollLeft = limit
  }, [isFollowing, limit])

  const name = `${topic}-${partition}`
  const yours = currentYours()
  const selectedBroker = useStore(selection, ({ selected }) => brokerIn(selected, props))
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
          <PlayedStrip
            layout={layout}
            before={before}
            place={{ topic, partition }}
            title={name}
            offsetWord={t('log.offset')}
            label={t('log.strips', { partition: name })}
            tab={cells.tab}
            hovered={cells.shown?.offset ?? pointed}
            yours={yours?.partition === name ? yours.offset : null}
            selectedBroker={selectedBroker}
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
