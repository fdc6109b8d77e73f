import { useStore } from 'zustand'
import { NARRATIONS, prefer, preferences } from '~/store/preferences'
import { currentRun } from '~/store/session'
import { scenarioTitle } from '../kit/text/scenarioTitle'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'
import { KeyList } from './KeyList'
import { Layer } from '../kit/Layer'
import './layers.css'

/** The keys, the settings that go with them, and what identifies this run. */
export function Help() {
  const { t } = useWords()
  return (
    <Layer title={t('help.title')}>
      <div className="layer-body">
        <h3>{t('help.keys')}</h3>
        <KeyList />
        <Settings />
        <ThisRun />
      </div>
    </Layer>
  )
}

function Settings() {
  const { t } = useWords()
  const { letterKeys, narration, sound } = useStore(preferences)
  return (
    <>
      <h3>{t('help.settings')}</h3>
      <label className="help-row">
        <input
          type="checkbox"
          checked={letterKeys}
          onChange={({ target }) => prefer({ letterKeys: target.checked })}
        />
        {t('help.letters')}
      </label>
      <label className="help-row">
        <input
          type="checkbox"
          checked={sound}
          onChange={({ target }) => prefer({ sound: target.checked })}
        />
        {t('help.sound')}
      </label>
      <label className="help-row">
        {t('help.narration')}
        <select
          value={narration}
          onChange={({ target }) => {
            const wished = NARRATIONS.find((level) => level === target.value)
            if (wished !== undefined) prefer({ narration: wished })
          }}
        >
          {NARRATIONS.map((level) => (
            <option key={level} value={level}>
              {t(`help.narration.${level}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function ThisRun() {
  const { t } = useWords()
  const { index } = useFrame()
  const run = currentRun()
  const scenario = scenarioTitle(t, run.scenario)
  return (
    <>
      <h3>{t('help.run')}</h3>
      <p>{t('help.run.values', { scenario, seed: run.seed, index })}</p>
      <p className="help-hash">{t('help.run.hash', { hash: run.traceHash() })}</p>
      <p>{t('help.run.same')}</p>
    </>
  )
}
