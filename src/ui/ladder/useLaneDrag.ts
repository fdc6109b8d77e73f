import { useState } from 'react'
import type { PointerEvent } from 'react'
import { planLadder } from '~/store/ladder'
import type { LaneMark } from './ladder.geometry'
import { DRAG_FROM, orderAfterDrag } from './lanes.geometry'

interface Drag {
  readonly fromX: number
  /** How far it was dragged, px of the drawing. */
  readonly by: number
  readonly isMoving: boolean
}

/** What the head of a lane listens to, and how far it is dragged at the moment. */
export interface LaneDrag {
  readonly by: number
  readonly isMoving: boolean
  readonly listens: {
    readonly onPointerDownCapture: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerCancel: () => void
  }
}

/** A drawing that is enlarged for a projector has larger pixels than the pointer. */
function scaleOf({ currentTarget }: PointerEvent<HTMLElement>, width: number): number {
  return currentTarget.getBoundingClientRect().width / width
}

/**
 * Drags a lane to another place; a pointer that hardly moves has pressed its head. The head's own
 * button does not hear of the pointer: it would open its menu before anything could be dragged.
 */
export function useLaneDrag(
  lanes: readonly LaneMark[],
  process: string,
  { width, onPress }: { readonly width: number; readonly onPress: () => void },
): LaneDrag {
  const [drag, setDrag] = useState<Drag | null>(null)
  const byNow = (event: PointerEvent<HTMLElement>, { fromX }: Drag) =>
    (event.clientX - fromX) / scaleOf(event, width)
  return {
    by: drag?.isMoving === true ? drag.by : 0,
    isMoving: drag?.isMoving === true,
    listens: {
      onPointerDownCapture: (event) => {
        // The menu is a part of the head to React, though not to the page.
        const isOwn = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (event.button !== 0 || !isOwn) return
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ fromX: event.clientX, by: 0, isMoving: false })
      },
      onPointerMove: (event) => {
        if (drag === null) return
        const by = byNow(event, drag)
        setDrag({ ...drag, by, isMoving: drag.isMoving || Math.abs(by) >= DRAG_FROM })
      },
      onPointerUp: (event) => {
        if (drag === null) return
        setDrag(null)
        if (!drag.isMoving) onPress()
        else planLadder({ order: orderAfterDrag(lanes, process, byNow(event, drag)) })
      },
      onPointerCancel: () => setDrag(null),
    },
  }
}
