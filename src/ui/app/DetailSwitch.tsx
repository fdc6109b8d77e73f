import { useStore } from 'zustand'
import { DETAILS, prefer, preferences } from '~/store/preferences'
import { OneOf } from '../kit/OneOf'
import { useWords } from '../kit/text/useWords'

/** Story, mechanism, wire: how much is shown and said. */
export function DetailSwitch() {
  const { t } = useWords()
  const detail = useStore(preferences, (state) => state.detail)
  const next = DETAILS[(DETAILS.indexOf(detail) + 1) % DETAILS.length] ?? detail
  return (
    <>
      <OneOf
        name="detail"
        label={t('app.detail')}
        value={detail}
        options={DETAILS.map((value) => ({ value, text: t(`detail.${value}`) }))}
        onValue={(one) => prefer({ detail: one })}
        look={{ row: 'segments', one: 'segment' }}
      />
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
