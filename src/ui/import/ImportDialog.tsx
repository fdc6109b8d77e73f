import { arrange } from '~/store/layout'
import { useWords } from '../kit/useWords'

/** Import of compose files and properties. */
export function ImportDialog() {
  const { t } = useWords()
  return (
    <div role="dialog" aria-label={t('app.import')}>
      <button className="button" onClick={() => arrange({ importOpen: false })}>
        {t('app.close')}
      </button>
    </div>
  )
}
