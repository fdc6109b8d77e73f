import { useEffect } from 'react'
import { useStore } from 'zustand'
import { stopComparing } from '~/store/compare'
import { layout } from '~/store/layout'

/** In a window that has become a phone's nobody would bring two futures to their horizon. */
export function useNothingCompared(isPhone: boolean): void {
  const isComparing = useStore(layout, (state) => state.isComparing)
  useEffect(() => {
    if (isPhone && isComparing) stopComparing()
  }, [isPhone, isComparing])
}
