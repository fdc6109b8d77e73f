import type { PointerEvent } from 'react'
import { useStore } from 'zustand'
import { hoverEvent, isEventHovered } from '~/store/pointing'
import { selection } from '~/store/selection'
import { endHover, holdHover } from './heldHover'

/** What makes something a mark of its event: pointed at there, or shown as pointed at elsewhere. */
export function useEventPointing(index: number) {
  const isHovered = useStore(selection, ({ hovered }) => isEventHovered(hovered, index))
  return {
    'data-hovered': isHovered || undefined,
    onPointerEnter: ({ currentTarget }: PointerEvent<Element>) => {
      hoverEvent(index)
      holdHover(currentTarget)
    },
    onPointerLeave: endHover,
  } as const
}
