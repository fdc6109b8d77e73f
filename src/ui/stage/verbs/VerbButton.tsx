import { endPreview, previewOffer } from '~/store/preview'
import { nearOf } from '../../kit/hover/previewPlace'
import { shortVerb } from '../../kit/text/verbWords'
import type { Action } from './actions'

interface VerbProps {
  readonly action: Action
  /** After it has been done. */
  readonly onDone?: () => void
}

/** All that offers verbs of what is chosen: a preview's card lies beside it. */
const OFFERING = '.stage-bar, .stage-verbs'

/** One verb; one that cannot be done now stays in sight and says why. */
export function VerbButton({ action, onDone }: VerbProps) {
  const { id, label, run, reason = null, offer } = action
  const look = () => {
    if (offer !== undefined) previewOffer(offer, nearOf(OFFERING, 'below'))
  }
  return (
    <button
      className="stage-verb"
      data-verb={id}
      aria-disabled={reason !== null || undefined}
      title={reason ?? undefined}
      onPointerEnter={look}
      onPointerLeave={() => endPreview()}
      onFocus={look}
      onBlur={() => endPreview()}
      onClick={() => {
        if (reason !== null) return
        endPreview()
        run()
        onDone?.()
      }}
    >
      {shortVerb(label)}
    </button>
  )
}
