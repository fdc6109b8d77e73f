import { useEffect, useRef, useState } from 'react'
import type { PointerEvent, RefObject } from 'react'

/** The pointer rests on a button for so long before it opens, and is away for so long before it closes, ms. */
const OPENS_MS = 100
const CLOSES_MS = 300

/** A part that a button unfolds. */
export interface Unfolded {
  readonly isOpen: boolean
  readonly close: () => void
  /** Of the button. */
  readonly button: {
    readonly 'aria-expanded': boolean
    readonly onClick: () => void
    readonly onPointerEnter: (event: PointerEvent) => void
  }
  /** Of what holds the button and the part. */
  readonly holder: {
    readonly onPointerEnter: () => void
    readonly onPointerLeave: () => void
  }
}

/**
 * A part that a pointer unfolds by resting on its button: what is in it takes no press more. A press,
 * and the keyboard, keep it open until it is closed: by the button, by Escape, or by a press beside.
 */
export function useUnfolded(root: RefObject<HTMLElement | null>): Unfolded {
  const [state, setState] = useState<'closed' | 'rested' | 'pressed'>('closed')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isOpen = state !== 'closed'
  const later = (ms: number, next: (now: typeof state) => typeof state) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setState(next), ms)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!isOpen) return undefined
    const onPress = ({ target }: Event) => {
      if (target instanceof Node && root.current?.contains(target) !== true) setState('closed')
    }
    // Before the page's own keys: it is the topmost layer.
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      const button = root.current?.querySelector<HTMLElement>('[aria-expanded]')
      if (root.current?.contains(document.activeElement) === true) button?.focus()
      setState('closed')
    }
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [isOpen, root])
  return {
    isOpen,
    close: () => setState('closed'),
    button: {
      'aria-expanded': isOpen,
      onClick: () => setState((now) => (now === 'pressed' ? 'closed' : 'pressed')),
      onPointerEnter: ({ pointerType }) => {
        if (pointerType === 'mouse') {
          later(OPENS_MS, (now) => (now === 'closed' ? 'rested' : now))
        }
      },
    },
    holder: {
      onPointerEnter: () => clearTimeout(timer.current),
      onPointerLeave: () => later(CLOSES_MS, (now) => (now === 'rested' ? 'closed' : now)),
    },
  }
}
