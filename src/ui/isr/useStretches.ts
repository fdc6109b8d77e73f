import { useState } from 'react'
import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import { setPlaying } from '~/store/playback'
import { seek } from '~/store/session'

const ROW_MOVES: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }
const CELL_MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity,
}

function cellOf(target: EventTarget | null): SVGGElement | null {
  return target instanceof Element ? target.closest<SVGGElement>('[data-event]') : null
}

function cellsOf(row: Element | undefined): readonly SVGGElement[] {
  return row === undefined ? [] : [...row.querySelectorAll<SVGGElement>('[data-event]')]
}

function clamp<T>(list: readonly T[], index: number): T | undefined {
  return list[Math.max(0, Math.min(list.length - 1, index))]
}

/** Where an arrow leads: along the row, or to what stands nearest in the next one. */
function nextCell(grid: Element, cell: SVGGElement, key: string): SVGGElement | undefined {
  const rows = [...grid.querySelectorAll('[data-row]')].filter((row) => cellsOf(row).length > 0)
  const row = rows.findIndex((one) => one.contains(cell))
  const across = ROW_MOVES[key]
  if (across !== undefined) {
    const x = Number(cell.dataset['x'])
    const others = cellsOf(clamp(rows, row + across))
    return others.findLast((other) => Number(other.dataset['x']) <= x) ?? others[0]
  }
  const along = CELL_MOVES[key]
  const cells = cellsOf(rows[row])
  return along === undefined ? undefined : clamp(cells, cells.indexOf(cell) + along)
}

/** A drawing's stretches as a grid with one tab stop: arrows move, Enter and click go there. */
export function useStretches() {
  const [told, setTold] = useState<string | null>(null)
  const [tab, setTab] = useState<string | null>(null)
  const go = (cell: SVGGElement | null) => {
    if (cell === null) return
    setPlaying(false)
    seek(Number(cell.dataset['event']) + 1)
  }
  const tell = (target: EventTarget | null) => {
    setTold(cellOf(target)?.getAttribute('aria-label') ?? null)
  }
  return {
    told,
    /** The key of the stretch that Tab reaches; null: the first. */
    tab,
    handlers: {
      onMouseOver: (event: MouseEvent) => tell(event.target),
      onMouseLeave: () => setTold(null),
      onClick: (event: MouseEvent) => go(cellOf(event.target)),
      onBlur: () => setTold(null),
      onFocus: (event: FocusEvent) => {
        tell(event.target)
        setTab(cellOf(event.target)?.dataset['key'] ?? null)
      },
      onKeyDown: (event: KeyboardEvent<Element>) => {
        const cell = cellOf(event.target)
        if (cell === null || event.ctrlKey || event.altKey || event.metaKey) return
        const next = nextCell(event.currentTarget, cell, event.key)
        if (event.key !== 'Enter' && next === undefined) return
        event.preventDefault()
        event.stopPropagation()
        if (next === undefined) go(cell)
        else next.focus()
      },
    },
  }
}

/** What makes an element a stretch of the grid. */
export function stretch(at: {
  readonly key: string
  readonly event: number
  readonly x: number
  readonly label: string
  readonly isTab: boolean
}) {
  return {
    className: 'isr-stretch',
    role: 'gridcell',
    tabIndex: at.isTab ? 0 : -1,
    'aria-label': at.label,
    'data-key': at.key,
    'data-event': at.event,
    'data-x': at.x,
  } as const
}
