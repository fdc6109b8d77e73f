import { arrange } from '~/store/layout'
import { actingFaults, brokenThings, healFault } from '~/store/faults'
import { healAll } from '~/store/session'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'
import { hostNames, shortVerb, targetText, verbText } from '../kit/verbWords'

/** More chips than this have no room beside the buttons. */
const CHIPS = 2

/** What is broken at the cursor: a chip heals one, a button all; the dialog lists them. */
export function Faults() {
  const { t } = useWords()
  const { cluster } = useFrame()
  const acting = actingFaults()
  const broken = brokenThings()
  const hosts = hostNames(t, cluster)
  if (broken === 0) return null
  return (
    <div className="fault-tray">
      {acting.slice(-CHIPS).map(({ fault }) => {
        const what = verbText(t, hosts, fault)
        const who = targetText(t, hosts, fault.target)
        return (
          <button
            key={fault.id}
            className="fault-chip"
            aria-label={t('faults.healOne', { what, who })}
            title={t('faults.chip', { what, who })}
            onClick={() => healFault(fault.id)}
          >
            {t('faults.chip', { what: shortVerb(what), who })}
          </button>
        )
      })}
      <button className="fault-chip" onClick={healAll}>
        {t('time.faults', { count: broken })}
      </button>
    </div>
  )
}

/** Opens the list of all faults. */
export function FaultsButton() {
  const { t } = useWords()
  return (
    <button className="text-button" onClick={() => arrange({ overlay: 'faults' })}>
      {t('faults.open')}
    </button>
  )
}
