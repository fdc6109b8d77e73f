import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import { layout } from '~/store/layout'
import type { Breakpoint } from '~/store/sizes'
import { sizes } from '~/store/sizes'
import { INSPECTOR_WIDTH, PHONE, TABLET, useMedia, useWindowHeight } from '../kit/useMedia'

const SECOND_HEIGHT = 284
const SECOND_HEIGHT_TABLET = 240
/** On a low screen the second lens gives way, down to this. */
const SECOND_HEIGHT_LEAST = 176
/** What a person may give it: from so many px to this part of the window. EXPERIENCE (b). */
export const SECOND_LEAST = 160
const SECOND_MOST = 0.6
/** On a projector it has this part of the window. */
const PRESENTED = 0.4
/** What the bars, the caption and a stage with three rows need besides. */
const REST_HEIGHT = 528

type Sizes = CSSProperties & Readonly<Record<`--${string}`, string>>

/** What the page is laid out for now. */
function useBreakpoint(): Breakpoint {
  const isPhone = useMedia(PHONE)
  const isTablet = useMedia(TABLET)
  const isPresenting = useStore(layout, (state) => state.isPresenting)
  if (isPhone) return 'phone'
  if (isPresenting) return 'present'
  return isTablet ? 'tablet' : 'desktop'
}

/** The sizes that the grid uses, as a person set them where the page is laid out so. */
export function useSizes(): {
  readonly at: Breakpoint
  readonly second: number
  /** The most that the second lens may be given, px. */
  readonly secondMost: number
  readonly inspector: number
  readonly style: Sizes
} {
  const at = useBreakpoint()
  const set = useStore(sizes, (state) => state[at])
  const most = useMedia(TABLET) ? SECOND_HEIGHT_TABLET : SECOND_HEIGHT
  const height = useWindowHeight()
  const fitting = Math.max(SECOND_HEIGHT_LEAST, Math.min(most, height - REST_HEIGHT))
  const designed = at === 'present' ? Math.round(height * PRESENTED) : fitting
  const secondMost = Math.max(SECOND_LEAST, Math.round(height * SECOND_MOST))
  // What was set in a higher window is no more than this one gives.
  const second = Math.min(set.secondHeight ?? designed, secondMost)
  const inspector = set.inspectorWidth ?? INSPECTOR_WIDTH
  const style = { '--second': `${second}px`, '--inspector': `${inspector}px` }
  return { at, second, secondMost, inspector, style }
}
