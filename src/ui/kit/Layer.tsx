import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { arrange } from '~/store/layout'
import { useWords } from './text/useWords'
import './layer.css'

interface LayerProps {
  readonly title: string
  /** The title is for screen readers only. */
  readonly hidesTitle?: boolean
  /** A box in the middle over a dimmed page, a wider one for tables, or a drawer at the right. */
  readonly form?: 'box' | 'wide' | 'drawer'
  /** What closing does; else the layer of the layout is put away. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** A layer above the page: Esc or a press beside it closes it, and the focus returns. */
export function Layer(props: LayerProps) {
  const { title, hidesTitle = false, form = 'box', children } = props
  const { t } = useWords()
  const close = props.onClose ?? (() => arrange({ overlay: null }))
  return (
    <ModalOverlay
      className="layer"
      data-form={form}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <Modal className="layer-box">
        <Dialog className="layer-dialog">
          <Heading slot="title" className={hidesTitle ? 'visually-hidden' : 'layer-title'}>
            {title}
          </Heading>
          {hidesTitle ? null : (
            <button className="layer-close" aria-label={t('app.close')} onClick={close}>
              ✕
            </button>
          )}
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
