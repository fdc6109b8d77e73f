import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useStore } from 'zustand'
import { closeImport, importing } from '~/store/importing'
import { useWords } from '../kit/useWords'
import { GiveFiles } from './GiveFiles'
import { Report } from './Report'
import './import.css'

/** Import of compose files and properties: files in, then the report, then the run. */
export function ImportDialog() {
  const { t } = useWords()
  const state = useStore(importing)
  return (
    <ModalOverlay
      className="import-overlay"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : closeImport())}
    >
      <Modal className="import-modal">
        <Dialog className="import-dialog">
          <header className="import-head">
            <Heading slot="title" level={2}>
              {state.step === 'read' ? state.imported.scenario.title : t('import.title')}
            </Heading>
            <button className="text-button" onClick={closeImport}>
              {t('app.close')}
            </button>
          </header>
          {state.step === 'read' ? (
            <Report files={state.files} imported={state.imported} />
          ) : (
            <GiveFiles
              files={state.files}
              problems={state.step === 'refused' ? state.problems : []}
            />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
