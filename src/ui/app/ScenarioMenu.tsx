import type { RefObject } from 'react'
import { Header, Menu, MenuItem, MenuSection, Popover, Separator } from 'react-aria-components'
import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import { notify } from '~/store/notice'
import { famousRuns, openScenario, session, startScenarios } from '~/store/session'
import { scenarioTitle } from '../kit/text/scenarioTitle'
import { useWords } from '../kit/text/useWords'
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
    else if (key === '+new') arrange({ overlay: 'plan' })
    else if (key === '+mine') arrange({ overlay: 'saved' })
    else if (key === '+again') {
      openScenario(scenario, seed)
      notify({ type: 'seed', seed, isNew: false })
    } else if (key === '+shuffle') {
      openScenario(scenario, seed + 1)
      notify({ type: 'seed', seed: seed + 1, isNew: true })
    } else {
      const start = startScenarios.find(({ id }) => id === key)
      const famous = famousRuns.find(({ scenario: { id } }) => id === key)
      if (start !== undefined) openScenario(start)
      else if (famous !== undefined) openScenario(famous.scenario, famous.seed)
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
        <Scenarios title={t('app.scenario.starts')} list={startScenarios} />
        <Scenarios
          title={t('app.scenario.famous')}
          list={famousRuns.map((famous) => famous.scenario)}
        />
        <Separator className="menu-line" />
        <MenuItem id="+again" className="menu-item">
          {t('app.scenario.again')}
        </MenuItem>
        <MenuItem id="+shuffle" className="menu-item">
          {t('app.scenario.shuffle', { seed })}
        </MenuItem>
        <MenuItem id="+mine" className="menu-item">
          {t('do.saved')}
        </MenuItem>
        <MenuItem id="+new" className="menu-item">
          {t('app.scenario.new')}
        </MenuItem>
        <MenuItem id="+import" className="menu-item">
          {t('app.scenario.import')}
        </MenuItem>
      </Menu>
    </Popover>
  )
}

interface ScenariosProps {
  readonly title: string
  readonly list: typeof startScenarios
}

/** A part of the library under its title. */
function Scenarios({ title, list }: ScenariosProps) {
  const { t } = useWords()
  return (
    <MenuSection aria-label={title}>
      <Header className="menu-header">{title}</Header>
      {list.map((one) => {
        const name = scenarioTitle(t, one)
        return (
          <MenuItem key={one.id} id={one.id} className="menu-item" textValue={name}>
            {name}
          </MenuItem>
        )
      })}
    </MenuSection>
  )
}
