import { useStore } from 'zustand'
import { fromAddress } from '~/store/address'
import { comparing, isWorkingOn } from '~/store/compare'
import { playback } from '~/store/playback'
import { isTrying, trying } from '~/store/trying'
import { currentRun, session } from '~/store/session'

const wantsHash = fromAddress('hash') !== null

/** What tests read off the page: whether it works on something, and with `?hash` the trace. */
export function useTraces(): Readonly<Record<`data-${string}`, string>> {
  const isOpening = useStore(session, (state) => state.isOpening)
  const pace = useStore(playback, (state) => state.pace.type)
  const hash = useStore(session, () =>
    wantsHash && !session.getState().isOpening ? currentRun().traceHash() : '',
  )
  const isTryingOut = useStore(trying, isTrying)
  const isComparing = useStore(comparing, isWorkingOn) || isTryingOut
  const work = isOpening
    ? 'opening'
    : isComparing
      ? 'comparing'
      : pace === 'paused' || pace === 'search'
        ? pace
        : 'playing'
  return wantsHash ? { 'data-work': work, 'data-trace-hash': hash } : { 'data-work': work }
}
