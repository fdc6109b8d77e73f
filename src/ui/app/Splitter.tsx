import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'

interface SplitterProps {
  readonly label: string
  readonly orientation: 'horizontal' | 'vertical'
  /** The region's size now, px, and its limits. */
  readonly value: number
  readonly min: number
  readonly max: number
  /** A new size, or null: as designed. */
  readonly onSize: (size: number | null) => void
  /** Enter: fold the region away, or bring it back. */
  readonly onFold: () => void
}

const STEP = 16

/** A separator between two regions that can be moved by pointer and by key. EXPERIENCE (b). */
export function Splitter({ label, orientation, value, min, max, onSize, onFold }: SplitterProps) {
  const begun = useRef<{ readonly at: number; readonly size: number } | null>(null)
  const place = (event: PointerEvent) =>
    orientation === 'horizontal' ? event.clientY : event.clientX
  const end = () => {
    begun.current = null
  }
  const keep = (size: number) => onSize(Math.max(min, Math.min(max, size)))
  const onKey = (event: KeyboardEvent) => {
    const grow = orientation === 'horizontal' ? 'ArrowUp' : 'ArrowLeft'
    const shrink = orientation === 'horizontal' ? 'ArrowDown' : 'ArrowRight'
    const deed = {
      [grow]: () => keep(value + STEP),
      [shrink]: () => keep(value - STEP),
      Home: () => keep(min),
      End: () => keep(max),
      Enter: onFold,
    }[event.key]
    if (deed === undefined) return
    event.preventDefault()
    deed()
  }
  return (
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      data-orientation={orientation}
      onKeyDown={onKey}
      onDoubleClick={() => onSize(null)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        begun.current = { at: place(event), size: value }
      }}
      onPointerMove={(event) => {
        if (begun.current === null) return
        keep(begun.current.size + begun.current.at - place(event))
      }}
      onPointerUp={end}
      // The system took the pointer away, for a scroll or a call: what follows is no drag.
      onPointerCancel={end}
      onLostPointerCapture={end}
    />
  )
}
