import { useState } from 'react'
import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from 'react'
import type { RowMark, StripLayout } from './log.geometry'

/** A cell that is meant: its broker, its offset, and whether it was cut off. */
export interface MeantCell {
  readonly broker: number
  readonly offset: number
  readonly isCut: boolean
}

/** Where a cell is on the page, px. */
export interface PagePlace {
  readonly left: number
  readonly top: number
  readonly bottom: number
}

interface Shown {
  readonly cell: MeantCell
  readonly at: PagePlace
  readonly isPinned: boolean
}

function meant(target: EventTarget): { readonly cell: MeantCell; readonly at: PagePlace } | null {
  const element = target instanceof Element ? target.closest('[data-cell]') : null
  const [broker, offset, cut] = element?.getAttribute('data-cell')?.split('/') ?? []
  if (element === null || broker === undefined || offset === undefined) return null
  const { left, top, bottom } = element.getBoundingClientRect()
  const cell = { broker: Number(broker), offset: Number(offset), isCut: cut !== undefined }
  return { cell, at: { left, top, bottom } }
}

/** The row's cell that is nearest to an offset. */
function nearest(row: RowMark | undefined, offset: number): number | null {
  const found = row?.cells.reduce<number | null>(
    (best, cell) =>
      best === null || Math.abs(cell.offset - offset) < Math.abs(best - offset)
        ? cell.offset
        : best,
    null,
  )
  return found ?? null
}

/** The cell that Tab reaches: where the focus was, else the leader's newest. */
function tabStop(
  { rows }: StripLayout,
  focused: MeantCell | null,
): Pick<MeantCell, 'broker' | 'offset'> | null {
  const home =
    rows.find(({ replica }) => replica.broker === focused?.broker) ??
    rows.find(({ replica, cells }) => replica.standing === 'leader' && cells.length > 0) ??
    rows.find(({ cells }) => cells.length > 0)
  const offset = nearest(home, focused?.offset ?? Number.MAX_SAFE_INTEGER)
  return home === undefined || offset === null ? null : { broker: home.replica.broker, offset }
}

interface Move {
  readonly rows: number
  readonly cells: number
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: { rows: 0, cells: -1 },
  ArrowRight: { rows: 0, cells: 1 },
  ArrowUp: { rows: -1, cells: 0 },
  ArrowDown: { rows: 1, cells: 0 },
  PageUp: { rows: 0, cells: -10 },
  PageDown: { rows: 0, cells: 10 },
  Home: { rows: 0, cells: -Infinity },
  End: { rows: 0, cells: Infinity },
}

function rowAt({ rows }: StripLayout, index: number): RowMark | undefined {
  return rows[Math.max(0, Math.min(index, rows.length - 1))]
}

function step(row: RowMark, from: number, count: number): number | null {
  if (count === 0) return nearest(row, from)
  const { logStartOffset, logEndOffset } = row.replica
  const cells = row.cells.map(({ offset }) => offset)
  const index = cells.indexOf(from)
  const near = Math.abs(count) === 1 && index >= 0 ? cells[index + count] : undefined
  return near ?? Math.max(logStartOffset, Math.min(from + count, logEndOffset - 1))
}

/** What the grid of cells asks for. */
interface CellDeeds {
  /** Scrolls to an offset. */
  readonly reveal: (offset: number) => void
  /** Chooses a record. */
  readonly choose: (cell: MeantCell) => void
  /** The pointer or the focus is on a record, or on none. */
  readonly point: (cell: MeantCell | null) => void
}

function pointedAt(point: CellDeeds['point']) {
  return {
    onPointerOver: ({ target }: PointerEvent) => {
      const found = meant(target)
      if (found !== null) point(found.cell)
    },
    onPointerOut: ({ target }: PointerEvent) => {
      if (meant(target) !== null) point(null)
    },
  } as const
}

/**
 * The cells as a grid of one tab stop: arrows move, Enter pins the card, Escape lets it go; the
 * pointer shows the card of what it is on.
 */
export function useCells(layout: StripLayout, { reveal, choose, point }: CellDeeds) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [focused, setFocused] = useState<MeantCell | null>(null)
  function show(target: EventTarget): void {
    const found = meant(target)
    if (shown?.isPinned === true) return
    setShown(found === null ? null : { ...found, isPinned: false })
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const found = meant(event.target)
    if (found === null) return
    if (event.key === 'Escape' && shown !== null) {
      event.stopPropagation()
      return setShown(null)
    }
    if (event.key === 'Enter') {
      choose(found.cell)
      return setShown({ ...found, isPinned: true })
    }
    const move = MOVES[event.key]
    const index = layout.rows.findIndex(({ replica }) => replica.broker === found.cell.broker)
    const next = move === undefined ? undefined : rowAt(layout, index + move.rows)
    if (move === undefined || next === undefined) return
    event.preventDefault()
    const to = step(next, found.cell.offset, move.cells)
    if (to !== null) focusCell(event.currentTarget, { broker: next.replica.broker, offset: to })
  }

  function focusCell(box: HTMLElement, to: Pick<MeantCell, 'broker' | 'offset'>): void {
    const find = () => box.querySelector<SVGGElement>(`[data-cell="${to.broker}/${to.offset}"]`)
    const cell = find()
    if (cell !== null) return cell.focus()
    reveal(to.offset)
    // The cell is drawn once the scroll has been drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()))
  }

  return {
    tab: tabStop(layout, focused),
    shown: shown?.cell ?? null,
    at: shown?.at ?? null,
    handlers: {
      onKeyDown,
      ...pointedAt(point),
      onMouseOver: (event: MouseEvent) => show(event.target),
      onMouseLeave: () => setShown((old) => (old?.isPinned === true ? old : null)),
      onClick: (event: MouseEvent) => {
        const found = meant(event.target)
        if (found !== null) choose(found.cell)
        setShown(found === null ? null : { ...found, isPinned: true })
      },
      onFocus: (event: FocusEvent) => {
        const found = meant(event.target)
        if (found === null) return
        point(found.cell)
        setFocused(found.cell)
        setShown({ ...found, isPinned: false })
      },
      onBlur: ({ target }: FocusEvent) => {
        if (meant(target) !== null) point(null)
        setShown(null)
      },
    },
  }
}
