import { useStore } from 'zustand'
import { isEventHovered } from '~/store/pointing'
import { selection } from '~/store/selection'

/** True while an event is what is pointed at, in whatever lens, or tells of it. */
export function useIsEventHovered(index: number): boolean {
  return useStore(selection, ({ hovered }) => isEventHovered(hovered, index))
}
