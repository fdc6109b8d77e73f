import { useStore } from 'zustand'
import { DETAILS, prefer, preferences } from '~/store/preferences'
import { useWords } from '../kit/useWords'

/** Story, mechanism, wire: how much is shown and said. */
export function DetailSwitch() {
  const { t } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  const next = DETAILS[(DETAILS.indexOf(detail) + 1) % DETAILS.length] ?? detail
  return (
    <>
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
      {/* A phone has room for the one that is on: a press turns to the next. */}
      <button
        className="text-button detail-turn"
        aria-label={`${t('app.detail')}: ${t(`detail.${detail}`)}`}
        onClick={() => prefer({ detail: next })}
      >
        {t(`detail.${detail}`)}
      </button>
    </>
  )
}
