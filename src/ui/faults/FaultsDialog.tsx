import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { arrange } from '~/store/layout'
import { useWords } from '../kit/useWords'
import { AnomalyReport } from './AnomalyReport'
import { FaultList } from './FaultList'
import { NewFault } from './NewFault'
import './faults.css'

const close = () => arrange({ overlay: null })

/** All faults in one place: what was placed, and anything new, with a search. EXPERIENCE (e). */
export function FaultsDialog() {
  const { t } = useWords()
  return (
    <ModalOverlay
      className="faults-overlay"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <Modal className="faults-modal">
        <Dialog className="faults-dialog">
          <Heading slot="title" level={2}>
            {t('faults.title')}
          </Heading>
          <button className="faults-close" aria-label={t('app.close')} onClick={close}>
            ✕
          </button>
          <FaultList />
          <NewFault />
          <AnomalyReport />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
