import { useEffect } from 'react'
import { useStore } from 'zustand'
import { playback, playFor } from '~/store/playback'

/** Lets simulated time pass, frame by frame, while the page plays. Draws nothing. */
export function PlayLoop() {
  const isPlaying = useStore(playback, (state) => state.isPlaying)
  useEffect(() => {
    if (!isPlaying) return undefined
    let last = performance.now()
    let request = requestAnimationFrame(function frame(at) {
      playFor(Math.min(100, Math.max(0, at - last)), () => performance.now())
      last = at
      request = requestAnimationFrame(frame)
    })
    return () => cancelAnimationFrame(request)
  }, [isPlaying])
  return null
}
