import { useCallback, useState } from 'react'

/** The size of an element, px; zero until it has been measured. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Measures an element whenever it changes; give `measure` to it as its ref. */
export function useSize(): { readonly size: Size; readonly measure: (at: Element | null) => void } {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const measure = useCallback((at: Element | null) => {
    if (at === null) return undefined
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = at
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }))
    })
    observer.observe(at)
    return () => observer.disconnect()
  }, [])
  return { size, measure }
}
