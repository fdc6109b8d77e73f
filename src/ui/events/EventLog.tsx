import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'

/** The list of moments and events. EXPERIENCE C10. */
export function EventLog() {
  const { t } = useWords()
  const { index } = useFrame()
  return <p>{t('time.event', { index, end: index })}</p>
}
