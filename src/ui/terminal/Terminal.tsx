import { useWords } from '../kit/useWords'

/** The terminal. EXPERIENCE C14. */
export function Terminal() {
  const { t } = useWords()
  return <p>{t('terminal.hint')}</p>
}
