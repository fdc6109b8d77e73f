import { Button, Menu, MenuItem, MenuTrigger, Popover, SubmenuTrigger } from 'react-aria-components'
import { Previewed } from '../../kit/hover/Previewed'
import { useWords } from '../../kit/text/useWords'
import type { Action } from './actions'
import { partsOf } from './menuGroups'

interface MenuProps {
  readonly label: string
  readonly actions: readonly Action[]
}

/** Verbs as a menu: of many, those that are used most stand first, the rest in groups. */
function ActionMenu({ label, actions }: MenuProps) {
  const { t } = useWords()
  const { first, groups } = partsOf(actions)
  return (
    <Menu className="stage-menu" aria-label={label} onAction={(key) => runOne(actions, key)}>
      {first.map(itemOf)}
      {groups.map(({ group, actions: own }) => {
        const name = t(`act.group.${group}`)
        return (
          <SubmenuTrigger key={group}>
            <MenuItem
              id={`group ${group}`}
              className="stage-menu-item stage-menu-group"
              textValue={name}
            >
              {name} <span aria-hidden="true">▸</span>
            </MenuItem>
            <Popover className="stage-popover">
              <Menu className="stage-menu" aria-label={name} onAction={(key) => runOne(own, key)}>
                {own.map(itemOf)}
              </Menu>
            </Popover>
          </SubmenuTrigger>
        )
      })}
    </Menu>
  )
}

function runOne(actions: readonly Action[], key: string | number): void {
  actions.find(({ id }) => id === key)?.run()
}

function itemOf({ id, label, reason = null, offer }: Action) {
  return (
    <MenuItem
      key={id}
      id={id}
      className="stage-menu-item"
      isDisabled={reason !== null}
      textValue={label}
    >
      {({ isFocused }) => (
        <>
          {offer === undefined ? null : (
            <Previewed offer={offer} isOn={isFocused} holder=".stage-popover" />
          )}
          {label}
          {reason === null ? null : <span className="stage-menu-reason">{reason}</span>}
        </>
      )}
    </MenuItem>
  )
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

/** The menu of a mark on the stage; the mark itself opens it, so the trigger's button is not seen. */
export function ContextMenu({ label, actions, at, onClose }: ContextProps) {
  return (
    <MenuTrigger
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Button className="visually-hidden" excludeFromTabOrder aria-label={label} />
      <Popover className="stage-popover" triggerRef={{ current: at }} placement="bottom start">
        <ActionMenu label={label} actions={actions} />
      </Popover>
    </MenuTrigger>
  )
}
