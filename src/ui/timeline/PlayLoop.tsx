import { useEffect } from 'react'
import { useStore } from 'zustand'
import { waitInMinute } from '~/store/firstMinute'
import { beginPlaying, needsFrames, playback, playFor, readingTime } from '~/store/playback'
import { preferences } from '~/store/preferences'
import { loadChecks, loadCommandLine, openFurther, session } from '~/store/session'
import type { Stop } from '~/store/stops'
import { useWords } from '../kit/text/useWords'
import { stopText } from './captionText'

/** A slice of the opening, ms: the page stays able to answer. */
const OPENING_SLICE_MS = 24
const LONGEST_FRAME_MS = 100
/** A beat of the first minute is held so long, ms: five of them and four flights take ten seconds. */
const BEAT_MS = 1_500

/** Brings a scenario to its first interesting instant, then lets it run. */
function useOpening() {
  const isOpening = useStore(session, (state) => state.isOpening)
  useEffect(() => {
    if (!isOpening) return undefined
    let timer = window.setTimeout(function slice() {
      if (!openFurther(() => performance.now(), OPENING_SLICE_MS)) {
        timer = window.setTimeout(slice)
        return
      }
      beginPlaying()
      void loadCommandLine()
      void loadChecks()
    })
    return () => window.clearTimeout(timer)
  }, [isOpening])
}

/** Lets simulated time pass, frame by frame, while the page plays. Draws nothing. */
export function PlayLoop() {
  const { t, language } = useWords()
  useOpening()
  useEffect(() => {
    let request = 0
    let last = 0
    const readingMs = (stop: Stop) =>
      stop.type === 'beat'
        ? BEAT_MS
        : readingTime(
            stopText(t, stop, { detail: preferences.getState().detail, language }),
            language,
          )
    function frame(at: number) {
      request = 0
      const elapsedMs = Math.min(LONGEST_FRAME_MS, Math.max(0, at - last))
      playFor(elapsedMs, { clock: () => performance.now(), readingMs })
      if (playback.getState().isPlaying) waitInMinute(elapsedMs)
      last = at
      ask()
    }
    function ask() {
      if (request !== 0 || !needsFrames()) return
      request = requestAnimationFrame(frame)
    }
    const begin = () => {
      if (request !== 0) return
      last = performance.now()
      ask()
    }
    begin()
    const leave = playback.subscribe(begin)
    return () => {
      leave()
      if (request !== 0) cancelAnimationFrame(request)
    }
  }, [t, language])
  return null
}
