import { useStore } from 'zustand'
import { dwell, phaseNow } from '~/store/dwell'
import { STILL, useMedia } from './useMedia'

/** φ of the change that is being played; 1 while nothing is, and where nothing may move. */
export function usePhase(): number {
  const isStill = useMedia(STILL)
  const phase = useStore(dwell, phaseNow)
  return isStill ? 1 : phase
}

/** True while a change is being played; changes twice for each, not with every frame. */
export function useIsDwelling(): boolean {
  const isStill = useMedia(STILL)
  const isDwelling = useStore(dwell, (state) => phaseNow(state) < 1)
  return !isStill && isDwelling
}
