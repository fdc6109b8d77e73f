import { useEffect, useRef } from 'react'
import type { Offer } from '~/store/faults'
import { endPreview, previewOffer } from '~/store/preview'
import { nearOf } from './previewPlace'

interface PreviewedProps {
  readonly offer: Offer
  /** The pointer or the keyboard has come to it. */
  readonly isOn: boolean
  /** What offers it, a selector; null: it says by itself what is found. */
  readonly holder: string | null
}

/** Inside of what offers a verb: while it is come to, the verb is tried out. EXPERIENCE (e). */
export function Previewed({ offer, isOn, holder }: PreviewedProps) {
  const mark = useRef<HTMLSpanElement>(null)
  const latest = useRef(offer)
  useEffect(() => {
    latest.current = offer
  })
  // The same verb is offered anew with each event: it is not tried again for that.
  const { verb, target } = offer
  useEffect(() => {
    if (!isOn) return undefined
    const tried = latest.current
    const near = holder === null ? null : nearOf(holder, 'beside', mark.current?.parentElement)
    previewOffer(tried, near)
    return () => endPreview(tried)
  }, [isOn, holder, verb, target])
  return <span ref={mark} hidden />
}
