import { useCallback, useRef } from 'react'

/** What is told of two elements, of which one takes the other's place. */
export interface KeptFocus {
  readonly leaving: (element: HTMLElement | null) => () => void
  readonly coming: (element: HTMLElement | null) => void
}

/** Gives the focus of what stands in for an element to the element, once that has come. */
export function useKeptFocus(): KeptFocus {
  const isKept = useRef(false)
  const leaving = useCallback(
    (element: HTMLElement | null) => () => {
      isKept.current = element !== null && element === document.activeElement
    },
    [],
  )
  const coming = useCallback((element: HTMLElement | null) => {
    if (element === null || !isKept.current) return
    isKept.current = false
    element.focus()
  }, [])
  return { leaving, coming }
}
