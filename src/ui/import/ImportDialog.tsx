import { useStore } from 'zustand'
import { closeImport, importing } from '~/store/importing'
import { Layer } from '../kit/Layer'
import { useWords } from '../kit/text/useWords'
import { GiveFiles } from './GiveFiles'
import { Report } from './Report'
import './import.css'

/** Import of compose files and properties: files in, then the report, then the run. */
export function ImportDialog() {
  const { t } = useWords()
  const state = useStore(importing)
  const title = state.step === 'read' ? state.imported.scenario.title : t('import.title')
  return (
    <Layer title={title} form="wide" onClose={closeImport}>
      {state.step === 'read' ? (
        <Report files={state.files} imported={state.imported} />
      ) : (
        <GiveFiles files={state.files} problems={state.step === 'refused' ? state.problems : []} />
      )}
    </Layer>
  )
}
