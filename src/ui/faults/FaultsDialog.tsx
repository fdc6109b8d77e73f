import { AllowedNote } from '../kit/AllowedNote'
import { Layer } from '../kit/Layer'
import { useWords } from '../kit/text/useWords'
import { AnomalyReport } from './AnomalyReport'
import { FaultList } from './FaultList'
import { NewFault } from './NewFault'
import './faults.css'

/** All faults in one place: what was placed, and anything new, with a search. EXPERIENCE (e). */
export function FaultsDialog() {
  const { t } = useWords()
  return (
    <Layer title={t('faults.title')} form="drawer">
      <div className="faults-body">
        <AllowedNote />
        <FaultList />
        <NewFault />
        <AnomalyReport />
      </div>
    </Layer>
  )
}
