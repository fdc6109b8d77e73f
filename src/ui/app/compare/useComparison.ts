import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Comparing, Which } from '~/store/compare'
import { comparing, followRun, isWorkingOn, workOnComparison } from '~/store/compare'
import { currentRun, session } from '~/store/session'
import { branchName } from '../../kit/text/branchName'

/** A slice of the work, ms: the page stays able to answer. */
const SLICE_MS = 16

/** What is compared; while it is shown, both futures are brought to the horizon in slices. */
export function useComparison(): Comparing | null {
  const isWorking = useStore(comparing, isWorkingOn)
  useEffect(() => session.subscribe(followRun), [])
  useEffect(() => {
    if (!isWorking) return undefined
    let timer = window.setTimeout(function slice() {
      if (!workOnComparison(() => performance.now(), SLICE_MS)) timer = window.setTimeout(slice)
    })
    return () => window.clearTimeout(timer)
  }, [isWorking])
  return useStore(comparing, (state) => state.now)
}

/** What the two futures are called. */
export function namesOf({ a, b }: Comparing): Readonly<Record<Which, string>> {
  const run = currentRun()
  return { a: branchName(run.branchOf(a)), b: branchName(run.branchOf(b)) }
}
