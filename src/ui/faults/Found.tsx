import { useStore } from 'zustand'
import type { Offer } from '~/store/faults'
import { preview } from '~/store/preview'
import { useWords } from '../kit/text/useWords'
import { previewLines } from '../kit/text/verbWords'

/** What the dry run of a verb found that the pointer rests on, or that is chosen. */
export function Found({ textOf }: { readonly textOf: (offer: Offer) => string }) {
  const { t } = useWords()
  const shown = useStore(preview)
  // Where there is room beside the dialog it is said there, as everywhere.
  if (shown.offer === null || shown.near !== null) return null
  return (
    <div className="faults-found" role="status">
      <p className="faults-found-title">
        {t('preview.title')} · {textOf(shown.offer)}
      </p>
      <ul>
        {previewLines(t, shown).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
