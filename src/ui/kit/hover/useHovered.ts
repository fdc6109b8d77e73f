import type { SyntheticEvent } from 'react'
import { useStore } from 'zustand'
import type { Selected } from '~/store/selection'
import { hover } from '~/store/hover'
import { selection } from '~/store/selection'
import { endHover, holdHover } from './heldHover'

/** True while what is pointed at, in whatever lens, is shown by a mark with these keys. */
export function useIsHovered(keys: readonly string[]): boolean {
  return useStore(
    selection,
    ({ hovered }) => hovered !== null && keys.some((key) => hovered.keys.has(key)),
  )
}

/** What makes a mark one that is pointed at, by the pointer or by the focus. */
export function pointing(things: () => readonly Selected[]) {
  const on = ({ currentTarget }: SyntheticEvent<Element>) => {
    hover(things())
    holdHover(currentTarget)
  }
  return { onPointerEnter: on, onPointerLeave: endHover, onFocus: on, onBlur: endHover } as const
}
