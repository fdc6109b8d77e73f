import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import { layout } from '~/store/layout'
import { INSPECTOR_WIDTH, TABLET, useMedia, useWindowHeight } from '../kit/useMedia'

const SECOND_HEIGHT = 284
const SECOND_HEIGHT_TABLET = 240
/** On a low screen the second lens gives way, down to this. */
const SECOND_HEIGHT_LEAST = 176
/** What the bars, the caption and a stage with three rows need besides. */
const REST_HEIGHT = 528

type Sizes = CSSProperties & Readonly<Record<`--${string}`, string>>

/** The sizes that the grid uses, as a person set them. */
export function useSizes(): {
  readonly second: number
  readonly inspector: number
  readonly style: Sizes
} {
  const most = useMedia(TABLET) ? SECOND_HEIGHT_TABLET : SECOND_HEIGHT
  const left = useWindowHeight() - REST_HEIGHT
  const designed = Math.max(SECOND_HEIGHT_LEAST, Math.min(most, left))
  const second = useStore(layout, (state) => state.secondHeight) ?? designed
  const inspector = useStore(layout, (state) => state.inspectorWidth) ?? INSPECTOR_WIDTH
  const style = { '--second': `${second}px`, '--inspector': `${inspector}px` }
  return { second, inspector, style }
}
