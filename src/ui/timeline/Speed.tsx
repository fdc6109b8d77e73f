import { useStore } from 'zustand'
import { playback, setPacing, setSpeed, setUnit, SPEEDS } from '~/store/playback'
import { STEP_UNITS } from '~/store/steps'
import { OneOf } from '../kit/OneOf'
import { useWords } from '../kit/text/useWords'

const WRITTEN: Readonly<Record<number, string>> = { 0.25: '¼', 0.5: '½', 1: '1×' }

/** What a step is. */
export function StepUnit() {
  const { t } = useWords()
  const unit = useStore(playback, (state) => state.unit)
  return (
    <select
      className="quiet-select"
      aria-label={t('time.unit')}
      value={unit}
      onChange={({ target }) => {
        const wished = STEP_UNITS.find((one) => one === target.value)
        if (wished !== undefined) setUnit(wished)
      }}
    >
      {STEP_UNITS.map((one) => (
        <option key={one} value={one}>
          {t(`time.unit.${one}`)}
        </option>
      ))}
    </select>
  )
}

/** How fast time passes. */
export function Speed() {
  const { t } = useWords()
  const speed = useStore(playback, (state) => state.speed)
  return (
    <OneOf
      name="speed"
      label={t('time.speed')}
      value={speed}
      options={SPEEDS.map((value) => ({
        value,
        text: WRITTEN[value] ?? String(value),
        label: t('time.times', { speed: String(value) }),
      }))}
      onValue={setSpeed}
      look={{ row: 'speeds', one: 'speed' }}
    />
  )
}

/** Whether what can be seen is given time, or all time passes alike. */
export function Pace() {
  const { t } = useWords()
  const pacing = useStore(playback, (state) => state.pacing)
  return (
    <select
      className="quiet-select"
      aria-label={t('time.pace')}
      value={pacing}
      onChange={({ target }) => setPacing(target.value === 'even' ? 'even' : 'paced')}
    >
      <option value="paced">{t('time.pace.paced')}</option>
      <option value="even">{t('time.pace.even')}</option>
    </select>
  )
}
