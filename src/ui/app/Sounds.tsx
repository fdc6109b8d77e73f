import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import { soundsBetween } from '~/store/sounds'
import { useFrame } from '../kit/useFrame'
import { playSounds } from './tones'

/** Sounds follow each other no closer, ms: more would be noise. */
const PAUSE_MS = 150

/** What happens is heard where a person has asked for it; captions tell all of it, too. */
export function Sounds() {
  return useStore(preferences, ({ sound }) => sound) ? <Heard /> : null
}

function Heard() {
  const { index } = useFrame()
  const last = useRef({ index, at: 0 })
  useEffect(() => {
    const { index: from, at } = last.current
    // What lies before the first picture, or again ahead after a step back, is not heard.
    if (index < from || from === 0) {
      last.current = { index, at }
      return
    }
    if (index === from) return
    const play = () => {
      last.current = { index, at: performance.now() }
      const sounds = soundsBetween(from, index)
      if (sounds.size > 0) playSounds(sounds)
    }
    const wait = at + PAUSE_MS - performance.now()
    if (wait <= 0) {
      play()
      return
    }
    // What comes too soon is heard a little later, or with the next.
    const timer = setTimeout(play, wait)
    return () => clearTimeout(timer)
  }, [index])
  return null
}
