import { useWords } from '../kit/text/useWords'
import { Clock } from './Clock'
import { Faults } from './Faults'
import { PlayButtons } from './PlayButtons'
import { Rulers } from './Rulers'
import { TransportMore } from './TransportMore'
import './transport.css'

/** Rulers, play, pause, steps, speed, the clock. EXPERIENCE (d). */
export function Transport() {
  const { t } = useWords()
  return (
    <section className="app-time" aria-label={t('time.region')}>
      <Rulers />
      <div className="transport-row">
        <PlayButtons />
        <TransportMore />
        <Faults />
      </div>
      <Clock />
    </section>
  )
}
