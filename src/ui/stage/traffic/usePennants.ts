import { useMemo } from 'react'
import { currentRun } from '~/store/session'
import { useIsDwelling } from '../../kit/usePhase'
import type { Ghost } from '../marks/ghostMarks'
import { ghostsAt } from '../marks/ghostMarks'

/** Pennants that have moved, and those of them that are on their way while time is held. */
interface Pennants {
  readonly ghosts: readonly Ghost[]
  readonly travelling: readonly Ghost[]
  /** Where those arrive, `topic-n>broker`: nothing flies there yet. */
  readonly arriving: string
}

const NONE: readonly Ghost[] = []

/** The pennants at the cursor, after so many events. */
export function usePennants(index: number): Pennants {
  const isDwelling = useIsDwelling()
  const ghosts = useMemo(() => ghostsAt(currentRun().moments(), index), [index])
  const travelling = useMemo(
    () => (isDwelling ? ghosts.filter((ghost) => ghost.index === index - 1) : NONE),
    [isDwelling, ghosts, index],
  )
  const arriving = travelling.map(({ partition, to }) => `${partition}>${to}`).join(' ')
  return { ghosts, travelling, arriving }
}
