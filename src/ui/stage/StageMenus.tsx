import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { endPreview, previewOffer } from '~/store/preview'
import type { Action } from './actions'

interface MenuProps {
  readonly label: string
  readonly actions: readonly Action[]
}

/** Verbs as a menu. */
function ActionMenu({ label, actions, onClose }: MenuProps & { readonly onClose?: () => void }) {
  return (
    <Menu
      className="stage-menu"
      aria-label={label}
      onClose={onClose ?? noop}
      onAction={(key) => actions.find(({ id }) => id === key)?.run()}
    >
      {actions.map(({ id, label: words, reason = null, offer }) => (
        <MenuItem
          key={id}
          id={id}
          className="stage-menu-item"
          isDisabled={reason !== null}
          textValue={words}
          onHoverStart={() => (offer === undefined ? undefined : previewOffer(offer))}
          onHoverEnd={endPreview}
        >
          {words}
          {reason === null ? null : <span className="stage-menu-reason">{reason}</span>}
        </MenuItem>
      ))}
    </Menu>
  )
}

function noop(): void {
  // A menu inside its trigger closes itself.
}

interface ButtonProps extends MenuProps {
  readonly className: string
  readonly placement: 'bottom start' | 'bottom end'
  /** Told when the button is there. */
  readonly came: (button: HTMLElement | null) => void
}

/** A button that opens a menu of verbs. */
export function MenuButton({ label, actions, className, placement, came }: ButtonProps) {
  return (
    <MenuTrigger>
      <Button ref={came} className={className}>
        {label}
      </Button>
      <Popover placement={placement} className="stage-popover">
        <ActionMenu label={label} actions={actions} />
      </Popover>
    </MenuTrigger>
  )
}

interface ContextProps extends MenuProps {
  /** The mark that it belongs to. */
  readonly at: Element
  readonly onClose: () => void
}

/** The menu of a mark on the stage. */
export function ContextMenu({ label, actions, at, onClose }: ContextProps) {
  return (
    <Popover
      className="stage-popover"
      triggerRef={{ current: at }}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      placement="bottom start"
    >
      <ActionMenu label={label} actions={actions} onClose={onClose} />
    </Popover>
  )
}
