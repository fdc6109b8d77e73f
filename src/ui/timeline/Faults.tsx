import { currentLedger } from '~/store/ledger'
import { healAll } from '~/store/session'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'

/** How many things are broken at the cursor, with the button that heals them all. */
export function Faults() {
  const { t } = useWords()
  const { at } = useFrame()
  const { faults } = currentLedger()
  const count = faults.filter(({ from, to }) => from <= at && (to === null || to > at)).length
  if (count === 0) return null
  return (
    <button className="fault-chip" onClick={healAll}>
      {t('time.faults', { count })}
    </button>
  )
}
