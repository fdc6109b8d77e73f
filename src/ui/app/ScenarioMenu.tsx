import type { RefObject } from 'react'
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components'
import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import { library, openScenario, session } from '~/store/session'
import { scenarioTitle } from '../kit/scenarioTitle'
import { useWords } from '../kit/useWords'
import './menu.css'

interface ScenarioMenuProps {
  readonly triggerRef: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
}

/** The library: scenarios that come with the page, import, the same again, another seed. */
export function ScenarioMenu({ triggerRef, onClose }: ScenarioMenuProps) {
  const { t } = useWords()
  const { scenario, seed } = useStore(session, (state) => state.run)
  const onAction = (key: string | number) => {
    onClose()
    if (key === '+import') arrange({ importOpen: true })
    else if (key === '+again') openScenario(scenario, seed)
    else if (key === '+shuffle') openScenario(scenario, seed + 1)
    else {
      const wished = library.find(({ id }) => id === key)
      if (wished !== undefined) openScenario(wished)
    }
  }
  return (
    <Popover
      className="popover"
      isOpen
      triggerRef={triggerRef}
      placement="bottom start"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Menu className="menu" aria-label={t('app.scenario')} autoFocus="first" onAction={onAction}>
        {library.map((one) => (
          <MenuItem
            key={one.id}
            id={one.id}
            className="menu-item"
            textValue={scenarioTitle(t, one)}
          >
            {scenarioTitle(t, one)}
          </MenuItem>
        ))}
        <Separator className="menu-line" />
        <MenuItem id="+again" className="menu-item">
          {t('app.scenario.again')}
        </MenuItem>
        <MenuItem id="+shuffle" className="menu-item">
          {t('app.scenario.shuffle', { seed })}
        </MenuItem>
        <MenuItem id="+import" className="menu-item">
          {t('app.scenario.import')}
        </MenuItem>
      </Menu>
    </Popover>
  )
}
