import { useStore } from 'zustand'
import { cueNumbers, currentCues, currentFamousRun, cueWord, goToCue } from '~/store/cues'
import { arrange } from '~/store/layout'
import { preferences } from '~/store/preferences'
import { nextMoment, setPlaying } from '~/store/playback'
import { sayAt } from '../kit/text/caption'
import { seconds } from '../kit/text/format'
import { Marked } from '../kit/Marked'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { Layer } from '../kit/Layer'
import './layers.css'

/** The cues of a famous run: those that have come go to their instant, the next one is run to. */
export function Cues() {
  const { t } = useWords()
  const { index } = useFrame()
  const detail = useStore(preferences, (state) => state.detail)
  const famous = currentFamousRun()
  const marks = currentCues()
  const newest = marks.findLast((mark) => mark.index < index)
  return (
    <Layer title={t('cues.title')}>
      <div className="layer-body">
        <p>{famous === null ? t('cues.none') : t('cues.about')}</p>
        {famous === null ? null : (
          <ol className="captions">
            {famous.cues.map((cue, at) => {
              const mark = marks[at]
              const values = cueNumbers(mark)
              const go = () => {
                arrange({ overlay: null })
                setPlaying(false)
                if (mark === undefined) nextMoment()
                else goToCue(mark)
              }
              return (
                <li key={cue.id}>
                  <button
                    aria-current={newest !== undefined && newest === mark ? 'step' : undefined}
                    disabled={at > marks.length}
                    onClick={go}
                  >
                    <span>{mark === undefined ? t('cues.ahead') : `${seconds(mark.at)} s`}</span>
                    <span>
                      <Marked text={sayAt(t, { word: cueWord(famous, cue), values }, detail)} />
                    </span>
                  </button>
                </li>
              )
            })}
          </ol>
        )}
      </div>
    </Layer>
  )
}
