import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (told: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', told)
      return () => list.removeEventListener('change', told)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}

function onResize(told: () => void): () => void {
  window.addEventListener('resize', told)
  return () => window.removeEventListener('resize', told)
}

/** The height of the window now, px. */
export function useWindowHeight(): number {
  return useSyncExternalStore(onResize, () => window.innerHeight)
}

/** A tablet: less height for the second lens. */
export const TABLET = '(max-width: 1180px)'
/** The inspector's width until a person sets another, and where it is a drawer, px. */
export const INSPECTOR_WIDTH = 344
/** A phone: one lens at a time. */
export const PHONE = '(max-width: 600px)'
/** The first pointer is a finger: it rests on nothing. */
export const FINGER = '(pointer: coarse)'
/** The person wants nothing to travel. */
export const STILL = '(prefers-reduced-motion: reduce)'
