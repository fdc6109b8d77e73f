import { useStore } from 'zustand'
import { answerAt, minute, minuteStep, yourJourney } from '~/store/firstMinute'
import { seconds } from '../kit/text/format'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import './question.css'

/** The one question of the first minute, on the stage. EXPERIENCE J1. */
export function Question() {
  const { t } = useWords()
  useFrame()
  useStore(minute)
  if (minuteStep()?.step !== 'ask') return null
  const marks = yourJourney()?.marks ?? []
  return (
    <section className="question" aria-labelledby="minute-question">
      <h3 id="minute-question">{t('minute.question')}</h3>
      <p>{t('minute.question.how')}</p>
      <ol>
        {marks.map(({ beat, at }, row) => (
          <li key={beat}>
            <button
              className="button"
              aria-label={t('minute.instant', {
                number: row + 1,
                beat: t(`minute.beat.${beat}`),
                time: seconds(at),
              })}
              onClick={() => answerAt(at)}
            >
              <b>{row + 1}</b> {t(`minute.beat.${beat}`)}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
