import { useLayoutEffect } from 'react'
import type { RefObject } from 'react'

const MARGIN = 40

/** Scrolls the drawing so that the current state is seen, whenever `what` changes. */
export function useInSight(box: RefObject<HTMLElement | null>, what: string): void {
  useLayoutEffect(() => {
    const found = box.current?.querySelector('[data-role="current"]')
    if (box.current === null || !found) return
    const outer = box.current.getBoundingClientRect()
    const inner = found.getBoundingClientRect()
    const right = inner.right + MARGIN - outer.right
    const left = inner.left - MARGIN - outer.left
    const below = inner.bottom + MARGIN - outer.bottom
    const above = inner.top - MARGIN - outer.top
    box.current.scrollBy({
      left: right > 0 ? right : Math.min(0, left),
      top: below > 0 ? below : Math.min(0, above),
      behavior: 'instant',
    })
  }, [box, what])
}
