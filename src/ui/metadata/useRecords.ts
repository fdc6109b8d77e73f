import { useState } from 'react'
import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from 'react'

const MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
}

function offsetOf(target: EventTarget | null): number | null {
  const cell = target instanceof Element ? target.closest<SVGElement>('[data-offset]') : null
  return cell === null ? null : Number(cell.dataset['offset'])
}

/** What the records ask for. */
interface RecordDeeds {
  /** Scrolls to a record. */
  readonly reveal: (offset: number) => void
  /** A person chose a record. */
  readonly onChoose: (offset: number) => void
  /** The pointer or the focus is on a record, or on none. */
  readonly onPoint: (offset: number | null) => void
}

/** The records as a row with one tab stop: arrows move, Enter and click choose, Escape lets go. */
export function useRecords(endOffset: number, { reveal, onChoose, onPoint }: RecordDeeds) {
  const [hovered, setHovered] = useState<number | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)

  function focusRecord(box: Element, offset: number): void {
    const find = () => box.querySelector<SVGGElement>(`[data-offset="${offset}"]`)
    const cell = find()
    reveal(offset)
    if (cell !== null) return cell.focus()
    // The cell is drawn once the scroll has been drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()))
  }

  function pick(offset: number): void {
    setChosen(offset)
    onChoose(offset)
  }

  function onKeyDown(event: KeyboardEvent<Element>): void {
    const at = offsetOf(event.target)
    if (at === null || event.ctrlKey || event.altKey || event.metaKey) return
    const move = MOVES[event.key]
    if (event.key === 'Enter') pick(at)
    else if (event.key === 'Escape' && chosen !== null) setChosen(null)
    else if (move !== undefined) {
      focusRecord(event.currentTarget, Math.max(0, Math.min(endOffset - 1, at + move)))
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return {
    chosen: chosen === null || chosen >= endOffset ? null : chosen,
    pointed: hovered ?? focused,
    choose: setChosen,
    focused,
    handlers: {
      onKeyDown,
      onMouseOver: (event: MouseEvent) => setHovered(offsetOf(event.target)),
      onMouseLeave: () => setHovered(null),
      onPointerOver: ({ target }: PointerEvent) => {
        if (offsetOf(target) !== null) onPoint(offsetOf(target))
      },
      onPointerOut: ({ target }: PointerEvent) => {
        if (offsetOf(target) !== null) onPoint(null)
      },
      onFocus: ({ target }: FocusEvent) => {
        setFocused(offsetOf(target))
        onPoint(offsetOf(target))
      },
      onBlur: () => {
        setFocused(null)
        onPoint(null)
      },
      onClick: (event: MouseEvent) => {
        const at = offsetOf(event.target)
        if (at === null) return
        if (at === chosen) setChosen(null)
        else pick(at)
      },
    },
  }
}
