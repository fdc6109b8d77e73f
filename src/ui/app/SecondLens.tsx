import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useStore } from 'zustand'
import { layout, SECOND_LENSES, showSecond } from '~/store/layout'
import { useWords } from '../kit/text/useWords'
import { Lens } from './Lens'

/** The lower half: one lens a tab. */
export function SecondLens() {
  const { t } = useWords()
  const second = useStore(layout, (state) => state.second)
  return (
    <div className="app-second">
      <Tabs
        className="second-tabs"
        selectedKey={second}
        onSelectionChange={(key) => {
          const name = SECOND_LENSES.find((one) => one === key)
          if (name !== undefined && name !== second) showSecond(name)
        }}
      >
        <TabList className="tab-list" aria-label={t('app.second')}>
          {SECOND_LENSES.map((name) => (
            <Tab key={name} id={name} className="tab">
              {t(`tab.${name}`)}
            </Tab>
          ))}
        </TabList>
        {SECOND_LENSES.map((name) => (
          <TabPanel key={name} id={name} className="tab-panel">
            <Lens name={name} />
          </TabPanel>
        ))}
      </Tabs>
    </div>
  )
}
