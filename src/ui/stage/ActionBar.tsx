import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useWords } from '../kit/useWords'
import type { Action, Actions } from './actions'
import type { Box } from './layout'

interface BarProps {
  readonly actions: Actions
  /** The mark that the bar belongs to, and the room it may use, px of the screen. */
  readonly box: Box
  readonly room: { readonly width: number; readonly height: number }
}

const BAR_HEIGHT = 36
const BAR_WIDTH = 320

/** The verbs of what is chosen, floating under it. EXPERIENCE (e): two clicks from rest. */
export function ActionBar({ actions, box, room }: BarProps) {
  const { t } = useWords()
  const below = box.y + box.height + 8
  const top = below + BAR_HEIGHT > room.height ? Math.max(0, box.y - BAR_HEIGHT - 8) : below
  const left = Math.max(4, Math.min(box.x, room.width - BAR_WIDTH))
  return (
    <div
      role="toolbar"
      className="stage-bar"
      aria-label={t('act.for', { name: actions.name })}
      style={{ left, top }}
    >
      {actions.verbs.map(({ id, label, run }) => (
        <button key={id} className="stage-verb" data-verb={id} onClick={run}>
          {label}
        </button>
      ))}
      {actions.links.length === 0 ? null : (
        <MenuTrigger>
          <Button className="stage-verb">{t('act.cut')}</Button>
          <Popover placement="bottom start" className="stage-popover">
            <ActionMenu label={t('act.cut')} actions={actions.links} />
          </Popover>
        </MenuTrigger>
      )}
    </div>
  )
}

interface MenuProps {
  readonly label: string
  readonly actions: readonly Action[]
  readonly onClose?: () => void
}

/** Verbs as a menu. */
export function ActionMenu({ label, actions, onClose }: MenuProps) {
  return (
    <Menu
      className="stage-menu"
      aria-label={label}
      onClose={onClose ?? noop}
      onAction={(key) => actions.find(({ id }) => id === key)?.run()}
    >
      {actions.map(({ id, label: words }) => (
        <MenuItem key={id} id={id} className="stage-menu-item">
          {words}
        </MenuItem>
      ))}
    </Menu>
  )
}

function noop(): void {
  // A menu inside its trigger closes itself.
}
