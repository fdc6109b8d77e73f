import { useCallback, useRef } from 'react'

/** What is told of two elements, of which one takes the other's place. */
export interface KeptFocus {
  /** What stands in was pressed. */
  readonly press: () => void
  readonly leaving: (element: HTMLElement | null) => () => void
  readonly coming: (element: HTMLElement | null) => void
}

/** Gives the focus of what stands in for an element, and a press on it, to the element that comes. */
export function useKeptFocus(): KeptFocus {
  const isKept = useRef(false)
  const isPressed = useRef(false)
  const leaving = useCallback(
    (element: HTMLElement | null) => () => {
      isKept.current = element !== null && element === document.activeElement
    },
    [],
  )
  const coming = useCallback((element: HTMLElement | null) => {
    if (element === null) return
    if (isKept.current) element.focus()
    if (isPressed.current) element.click()
    isKept.current = false
    isPressed.current = false
  }, [])
  const press = useCallback(() => {
    isPressed.current = true
  }, [])
  return { leaving, coming, press }
}
