import { useStore } from 'zustand'
import { preview } from '~/store/preview'
import { useWords } from '../kit/useWords'
import { previewLines } from '../kit/verbWords'

/** What the dry run of the chosen verb found. */
export function Found() {
  const { t } = useWords()
  const shown = useStore(preview)
  if (shown.offer === null) return null
  return (
    <div className="faults-found" role="status">
      <p className="faults-found-title">{t('preview.title')}</p>
      <ul>
        {previewLines(t, shown).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
