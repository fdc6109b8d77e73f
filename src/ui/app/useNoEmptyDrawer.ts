import { useEffect } from 'react'
import { arrange } from '~/store/layout'
import { selection } from '~/store/selection'
import { TABLET, useMedia } from '../kit/useMedia'

/** In a window that has become narrow the inspector lies over the rest: not with nothing to tell. */
export function useNoEmptyDrawer(): void {
  const isNarrow = useMedia(TABLET)
  useEffect(() => {
    if (isNarrow && selection.getState().selected === null) arrange({ inspectorOpen: false })
  }, [isNarrow])
}
