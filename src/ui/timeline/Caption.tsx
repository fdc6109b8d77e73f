import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'

/** What the newest moment means, in two lines. */
export function Caption() {
  const { t } = useWords()
  const { moment } = useFrame()
  return (
    <section className="app-caption" aria-label={t('app.caption')}>
      <p>{moment === null ? t('caption.begin') : t(`moment.${moment.kind}`, moment.values)}</p>
    </section>
  )
}
