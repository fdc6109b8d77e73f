import { useWords } from '../kit/useWords'

/** The machines that run, drawn from their definitions. EXPERIENCE C6. */
export function Statecharts() {
  const { t } = useWords()
  return <p>{t('tab.charts')}</p>
}
