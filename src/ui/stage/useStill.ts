import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(prefers-reduced-motion: reduce)')

function subscribe(onChange: () => void): () => void {
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** True when the person wants nothing to travel. */
export function useStill(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}
