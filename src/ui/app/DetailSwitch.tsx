import { useStore } from 'zustand'
import { DETAILS, prefer, preferences } from '~/store/preferences'
import { useWords } from '../kit/useWords'

/** Story, mechanism, wire: how much is shown and said. */
export function DetailSwitch() {
  const { t } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  return (
    <div className="segments" role="radiogroup" aria-label={t('app.detail')}>
      {DETAILS.map((one) => (
        <label key={one} className="segment" data-on={one === detail || undefined}>
          <input
            type="radio"
            name="detail"
            className="visually-hidden"
            checked={one === detail}
            onChange={() => prefer({ detail: one })}
          />
          {t(`detail.${one}`)}
        </label>
      ))}
    </div>
  )
}
