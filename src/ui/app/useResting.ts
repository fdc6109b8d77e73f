import { useEffect, useState } from 'react'

/** The transport of a projector goes out of sight after so long without a hand on it, ms. */
const RESTS_AFTER_MS = 3_000
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const

/** True while nobody has moved, pressed or typed for a while; always false unless it is wanted. */
export function useResting(isWanted: boolean): boolean {
  const [isResting, setIsResting] = useState(false)
  useEffect(() => {
    if (!isWanted) return undefined
    let timer = 0
    const wake = () => {
      setIsResting(false)
      window.clearTimeout(timer)
      timer = window.setTimeout(() => setIsResting(true), RESTS_AFTER_MS)
    }
    wake()
    for (const sign of SIGNS) window.addEventListener(sign, wake, { passive: true })
    return () => {
      window.clearTimeout(timer)
      for (const sign of SIGNS) window.removeEventListener(sign, wake)
    }
  }, [isWanted])
  return isWanted && isResting
}
