import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import { preferences } from '~/store/preferences'
import { brokenThings } from '~/store/faults'
import { currentRun, seek } from '~/store/session'
import { captionOf } from '../kit/text/caption'
import { seconds } from '../kit/text/format'
import { Marked } from '../kit/Marked'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { Layer } from '../kit/Layer'
import { summaryOf } from '../stage/summary'
import './layers.css'

/** Every caption up to the cursor, newest first; each goes to its instant. */
export function Captions() {
  const { t } = useWords()
  const { index: end, at, cluster } = useFrame()
  const faults = brokenThings()
  const detail = useStore(preferences, (state) => state.detail)
  const moments = currentRun()
    .moments()
    .filter(({ index }) => index < end)
    .toReversed()
  return (
    <Layer title={t('caption.log')}>
      <div className="layer-body">
        <p>
          {`${seconds(at)} s · ${summaryOf(t, cluster)}`}
          {faults === 0 ? '' : ` · ${t('caption.faults', { count: faults })}`}
        </p>
        {moments.length === 0 ? <p>{t('captions.none')}</p> : null}
        <ol className="captions">
          {moments.map((moment, row) => (
            <li key={row}>
              <button
                onClick={() => {
                  arrange({ overlay: null })
                  seek(moment.index + 1)
                }}
              >
                <span>{seconds(moment.at)} s</span>
                <span>
                  <Marked text={captionOf(t, moment, detail)} />
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </Layer>
  )
}
