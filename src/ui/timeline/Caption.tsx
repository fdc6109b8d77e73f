import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import { currentRun, session } from '~/store/session'
import { askWhy } from '~/store/why'
import { captionOf } from '../kit/caption'
import { seconds } from '../kit/format'
import { Marked } from '../kit/Marked'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'
import './caption.css'

/** What the newest moment means, in two lines; its number and time at the left. */
export function Caption() {
  const { t } = useWords()
  const { moment, at, momentNumber, cluster } = useFrame()
  const detail = useStore(preferences, (state) => state.detail)
  const isOpening = useStore(session, (state) => state.isOpening)
  const isDown = currentRun().scenario.startsDown && cluster.controllers.length === 0
  const text = isOpening
    ? t('app.opening', { time: (at / 1_000_000).toFixed(1) })
    : moment === null
      ? t(isDown ? 'caption.down' : 'caption.begin')
      : captionOf(t, moment, detail)
  return (
    <section className="app-caption" aria-label={t('app.caption')}>
      <div className="caption-when">
        <span className="caption-number">{t('caption.number', { number: momentNumber })}</span>
        <span>{seconds(moment?.at ?? at)} s</span>
      </div>
      <p className="caption-text">
        <Marked text={text} />
      </p>
      {moment === null || isOpening ? null : (
        <button className="text-button caption-why" onClick={() => askWhy(moment)}>
          {t('why.moment')}
        </button>
      )}
    </section>
  )
}
