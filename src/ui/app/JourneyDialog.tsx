import { useStore } from 'zustand'
import type { RecordJourney } from '~/store/journey'
import { chosenRecord, currentJourney } from '~/store/journey'
import { arrange } from '~/store/layout'
import { selection } from '~/store/selection'
import { seek } from '~/store/session'
import { turnQuestion } from '~/store/why'
import { duration, seconds } from '../kit/text/format'
import { Layer } from '../kit/Layer'
import { withWhy } from '../kit/text/reasonText'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import './layers.css'

/** The way of the chosen record, stop by stop, up to the cursor. EXPERIENCE C9. */
export function JourneyDialog() {
  const { t } = useWords()
  useFrame()
  useStore(selection)
  const record = chosenRecord()
  if (record === null) {
    return (
      <Layer title={t('journey.title')}>
        <p className="layer-body">{t('journey.choose')}</p>
      </Layer>
    )
  }
  const journey = currentJourney(record)
  const { offset, topic, partition } = record
  return (
    <Layer title={t('journey.of', { offset, partition: `${topic}-${partition}` })}>
      <div className="layer-body">
        {journey.stops.length === 0 ? <p>{t('journey.none')}</p> : <Stops {...journey} />}
        <Missing {...journey} />
      </div>
    </Layer>
  )
}

function Stops({ stops }: RecordJourney) {
  const { t } = useWords()
  return (
    <ol className="captions">
      {stops.map(({ kind, index, at, name, detail, waitedFor }, number) => {
        const waited = at - (stops[number - 1]?.at ?? at)
        const values = { name, detail: detail ?? 'none' }
        return (
          <li key={`${index} ${kind} ${name}`}>
            <button
              onClick={() => {
                arrange({ overlay: null })
                seek(index + 1)
              }}
            >
              <span>{seconds(at)} s</span>
              <span>
                {t(`journey.${kind}`, values)}
                {number === 0 ? '' : ` ${t('journey.waited', { time: duration(waited) })}`}
                <small className="journey-for">
                  {t('journey.for', { what: t(`journey.for.${kind}`, withWhy(t, waitedFor)) })}
                </small>
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** What has not happened to it yet; why not is asked in the inspector. */
function Missing({ missing }: RecordJourney) {
  const { t } = useWords()
  if (missing.length === 0) return null
  return (
    <>
      <ul>
        {missing.map((kind) => (
          <li key={kind}>{t(`journey.not.${kind}`)}</li>
        ))}
      </ul>
      <button
        className="text-button"
        onClick={() => {
          turnQuestion('whyNot')
          arrange({ overlay: null, inspectorOpen: true, inspectorTab: 'why' })
        }}
      >
        {t('journey.whyNot')}
      </button>
    </>
  )
}
