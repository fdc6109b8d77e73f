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
  readonly inspector: number
  readonly style: Sizes
} {
  const at = useBreakpoint()
  const set = useStore(sizes, (state) => state[at])
  const most = useMedia(TABLET) ? SECOND_HEIGHT_TABLET : SECOND_HEIGHT
  const left = useWindowHeight() - REST_HEIGHT
  const second = set.secondHeight ?? Math.max(SECOND_HEIGHT_LEAST, Math.min(most, left))
  const inspector = set.inspectorWidth ?? INSPECTOR_WIDTH
  const style = { '--second': `${second}px`, '--inspector': `${inspector}px` }
  return { at, second, inspector, style }
}
