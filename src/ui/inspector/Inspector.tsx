import { useStore } from 'zustand'
import { selection } from '~/store/selection'
import { useWords } from '../kit/useWords'

/** What is chosen, in words. EXPERIENCE C11. */
export function Inspector() {
  const { t } = useWords()
  const selected = useStore(selection, (state) => state.selected)
  return (
    <aside className="app-inspector" aria-label={t('app.inspector')}>
      <p>{selected === null ? t('inspector.nothing') : selected.kind}</p>
    </aside>
  )
}
