import { useStore } from 'zustand'
import { fromAddress } from '~/store/address'
import { comparing, isWorkingOn } from '~/store/compare'
import type { Playback } from '~/store/playback'
import { playback } from '~/store/playback'
import { isTrying, trying } from '~/store/trying'
import { currentRun, session } from '~/store/session'

const wantsHash = fromAddress('hash') !== null

/** How time passes. The pace changes often while it does: the page is not drawn anew for that. */
function passingOf({ pace }: Playback): 'paused' | 'search' | 'playing' {
  return pace.type === 'paused' || pace.type === 'search' ? pace.type : 'playing'
}

/** What tests read off the page: whether it works on something, and with `?hash` the trace. */
export function useTraces(): Readonly<Record<`data-${string}`, string>> {
  const isOpening = useStore(session, (state) => state.isOpening)
  const passing = useStore(playback, passingOf)
  const hash = useStore(session, () =>
    wantsHash && !session.getState().isOpening ? currentRun().traceHash() : '',
  )
  const isTryingOut = useStore(trying, isTrying)
  const isComparing = useStore(comparing, isWorkingOn) || isTryingOut
  const work = isOpening ? 'opening' : isComparing ? 'comparing' : passing
  return wantsHash ? { 'data-work': work, 'data-trace-hash': hash } : { 'data-work': work }
}
