import { useStore } from 'zustand'
import type { Frame } from '~/store/frame'
import { currentFrame } from '~/store/frame'
import { session } from '~/store/session'

/** The frame at the cursor; a component that uses it is drawn again for each new event shown. */
export function useFrame(): Frame {
  return useStore(session, currentFrame)
}

/** Simulated time that is shown, µs; changes with every frame while time passes. */
export function useNow(): number {
  return useStore(session, (state) => state.now)
}
