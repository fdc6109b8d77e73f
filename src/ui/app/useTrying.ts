import { useEffect } from 'react'
import { useStore } from 'zustand'
import { isTrying, tryFurther, trying } from '~/store/trying'

/** A slice of the work, ms: the page stays able to answer. */
const SLICE_MS = 16

/** Lives an alternative through in slices, once one is begun. */
export function useTrying(): void {
  const isAtWork = useStore(trying, isTrying)
  useEffect(() => {
    if (!isAtWork) return undefined
    let timer = window.setTimeout(function slice() {
      if (!tryFurther(() => performance.now(), SLICE_MS)) timer = window.setTimeout(slice)
    })
    return () => window.clearTimeout(timer)
  }, [isAtWork])
}
