import { useWords } from '../kit/useWords'

/** The lenses of the upper half. */
export function Rail() {
  const { t } = useWords()
  return <nav className="app-rail" aria-label={t('app.lenses')} />
}
