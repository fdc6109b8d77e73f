import { useWords } from '../kit/useWords'
import { Clock } from './Clock'
import { Faults, FaultsButton } from './Faults'
import { Futures } from './Futures'
import { PlayButtons } from './PlayButtons'
import { Rulers } from './Rulers'
import { Speed } from './Speed'
import './transport.css'

/** Rulers, play, pause, steps, speed, the clock. EXPERIENCE (d). */
export function Transport() {
  const { t } = useWords()
  return (
    <section className="app-time" aria-label={t('time.region')}>
      <Rulers />
      <div className="transport-row">
        <PlayButtons />
        <div className="transport-more">
          <Speed />
          <Futures />
          <FaultsButton />
        </div>
        <Faults />
      </div>
      <Clock />
    </section>
  )
}
