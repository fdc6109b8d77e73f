import { useLayoutEffect, useState } from 'react'
import type { Fitted } from './fit.geometry'
import { fitting } from './fit.geometry'

/** The id under which the button for the rest is measured. */
export const MORE = 'more'

interface Measured {
  /** What was measured: other words are as wide as they are. */
  readonly shape: string
  readonly room: number
  readonly widths: ReadonlyMap<string, number>
}

/** How wide a line may be, px. */
type Room = (root: HTMLElement) => number

const ownWidth: Room = ({ clientWidth }) => clientWidth

/** Widths of the children that stand on the line now; of the others, what they were. */
function measure(
  root: HTMLElement,
  { shape, room: roomOf }: { readonly shape: string; readonly room: Room },
  before: Measured | null,
): Measured {
  const old = before?.shape === shape ? before : null
  const widths = new Map(old?.widths)
  for (const child of root.children) {
    if (!(child instanceof HTMLElement)) continue
    const { fit } = child.dataset
    if (fit !== undefined) widths.set(fit, Math.ceil(child.getBoundingClientRect().width))
  }
  const room = roomOf(root)
  if (old === null || old.room !== room || old.widths.size !== widths.size) {
    return { shape, room, widths }
  }
  const isSame = [...widths].every(([id, width]) => old.widths.get(id) === width)
  return isSame ? old : { shape, room, widths }
}

interface Fitting {
  /** Of the line; its children say by `data-fit` which they are. */
  readonly ref: (root: HTMLElement | null) => void
  /** What stands on the line; null: all do, to be measured before anything is painted. */
  readonly shown: ReadonlySet<string> | null
}

/** A line and what it says. */
interface Line {
  /** Other words are as wide as they are. */
  readonly shape: string
  /** Between two neighbours, px. */
  readonly gap: number
  /** For a line that is as wide as what stands on it: how wide it may be. */
  readonly room?: Room
}

/** What of some things has room on a line; measured again where the line or its words change. */
export function useFitting(items: readonly Fitted[], line: Line): Fitting {
  const { shape, gap, room = ownWidth } = line
  const [root, ref] = useState<HTMLElement | null>(null)
  const [measured, setMeasured] = useState<Measured | null>(null)
  const isKnown = measured !== null && measured.shape === shape
  const found = { room: measured?.room ?? 0, gap, more: measured?.widths.get(MORE) ?? 0 }
  const shown = isKnown ? fitting(items, measured.widths, found) : null
  const standing = shown === null ? '' : [...shown].join()
  useLayoutEffect(() => {
    if (root === null) return undefined
    const look = () => setMeasured((before) => measure(root, { shape, room }, before))
    const observer = new ResizeObserver(look)
    observer.observe(root)
    if (root.parentElement !== null) observer.observe(root.parentElement)
    for (const child of root.children) observer.observe(child)
    look()
    return () => observer.disconnect()
  }, [root, shape, room, standing])
  return { ref, shown }
}
