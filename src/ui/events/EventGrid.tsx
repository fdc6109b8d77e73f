import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { hoverEvent } from '~/store/pointing'
import { hover } from '~/store/hover'
import { seek } from '~/store/session'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { EventRow } from './EventRow'
import type { Row } from './rows'
import { linesAbove, rowId, rowsOf } from './rows'

const ROW = 26
const SPARE = 8

function useOpen() {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const put = (index: number, isOpen: boolean) =>
    setOpen((old) => {
      const next = new Set(old)
      if (isOpen) next.add(index)
      else next.delete(index)
      return next
    })
  return [open, put] as const
}

/** The visible part of a long list; it follows the end until a person scrolls away from it. */
function useWindow(count: number) {
  const ref = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const pending = useRef(0)
  const [place, setPlace] = useState({ top: 0, height: 400 })
  useLayoutEffect(() => {
    if (ref.current !== null && pending.current !== 0) ref.current.scrollTop += pending.current
    pending.current = 0
  })
  useLayoutEffect(() => {
    const box = ref.current
    if (box !== null && follows.current) box.scrollTop = count * ROW
  }, [count])
  const onScroll = () => {
    const box = ref.current
    if (box === null) return
    follows.current = box.scrollTop + box.clientHeight >= count * ROW - ROW
    setPlace({ top: box.scrollTop, height: box.clientHeight })
  }
  const first = Math.max(0, Math.floor(place.top / ROW) - SPARE)
  const last = Math.min(count, Math.ceil((place.top + place.height) / ROW) + SPARE)
  return {
    ...{ ref, onScroll, first, last },
    reveal: (at: number) => reveal(ref.current, at),
    /** What comes above a line leaves it where it is seen. */
    keep: (lines: number) => {
      follows.current = false
      pending.current += lines * ROW
    },
  }
}

function reveal(box: HTMLDivElement | null, at: number): void {
  if (box === null) return
  const top = at * ROW
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + 2 * ROW > box.scrollTop + box.clientHeight) {
    box.scrollTop = top + 2 * ROW - box.clientHeight
  }
}

const HEADS = ['time', 'delta', 'who', null, 'what', 'rule'] as const

function Heads() {
  const { t } = useWords()
  return (
    <div role="row" className="event-row event-head" aria-rowindex={1}>
      {HEADS.map((name, column) => (
        <span key={column} role="columnheader">
          {name === null ? (
            <span className="visually-hidden">{t('events.family')}</span>
          ) : (
            t(`events.${name}`)
          )}
        </span>
      ))}
    </div>
  )
}

function pointTo(row: Row | undefined): void {
  if (row !== undefined) hoverEvent(row.event.index)
}

const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
}

/** Events as a treegrid: Enter or click goes to one, Right opens its cause and what it caused. */
export function EventGrid({ indexes }: { readonly indexes: readonly number[] }) {
  const { t } = useWords()
  const { index } = useFrame()
  const [open, put] = useOpen()
  const [active, setActive] = useState<string | null>(null)
  const rows = useMemo(() => rowsOf(indexes, open), [indexes, open])
  const { ref, onScroll, first, last, reveal: show, keep } = useWindow(rows.length)
  const at = rows.findIndex((row) => rowId(row) === active)
  const move = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (row === undefined) return
    setActive(rowId(row))
    show(rows.indexOf(row))
    pointTo(row)
  }
  const toggle = ({ event }: Row, isOpen: boolean) => {
    if (open.has(event.index) === isOpen) return
    keep(linesAbove(event) * (isOpen ? 1 : -1))
    put(event.index, isOpen)
  }
  const onKey = (event: KeyboardEvent) => {
    const here = at === -1 ? rows.length - 1 : at
    const row = rows[here]
    const by = MOVES[event.key]
    if (row === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    if (by !== undefined) move(here + by)
    else if (event.key === 'ArrowRight') toggle(row, true)
    else if (event.key === 'ArrowLeft') toggle(row, false)
    else if (event.key === 'Enter') seek(row.event.index + 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={ref}
      className="event-grid"
      role="treegrid"
      tabIndex={0}
      aria-label={t('events.title')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={at >= first && at < last && active !== null ? active : undefined}
      onKeyDown={onKey}
      onFocus={() => pointTo(rows[at])}
      onBlur={() => hover([])}
      onScroll={onScroll}
    >
      <Heads />
      <div role="rowgroup" className="event-body" style={{ height: rows.length * ROW }}>
        {rows.slice(first, last).map((row, offset) => (
          <EventRow
            key={rowId(row)}
            row={row}
            top={(first + offset) * ROW}
            number={first + offset + 1}
            isActive={at === first + offset}
            isOpen={open.has(row.event.index)}
            isNow={row.type === 'event' && row.event.index === index - 1}
            onPress={() => {
              setActive(rowId(row))
              seek(row.event.index + 1)
            }}
            onToggle={() => toggle(row, !open.has(row.event.index))}
          />
        ))}
      </div>
    </div>
  )
}
