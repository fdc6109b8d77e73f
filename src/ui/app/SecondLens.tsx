import { lazy, Suspense } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useStore } from 'zustand'
import { arrange, layout } from '~/store/layout'
import type { SecondLens as Name } from '~/store/layout'
import { useWords } from '../kit/useWords'
import { PartitionLogs } from '../log/PartitionLogs'

const Terminal = lazy(() =>
  import('../terminal/Terminal').then((module) => ({ default: module.Terminal })),
)
const Charts = lazy(() =>
  import('../chart/Statecharts').then((module) => ({ default: module.Statecharts })),
)
const EventLog = lazy(() =>
  import('../events/EventLog').then((module) => ({ default: module.EventLog })),
)

const NAMES: readonly Name[] = ['logs', 'events', 'charts', 'terminal']

/** The lower half: one lens a tab. */
export function SecondLens() {
  const { t } = useWords()
  const second = useStore(layout, (state) => state.second)
  return (
    <section className="app-second" aria-label={t('app.second')}>
      <Tabs
        className="second-tabs"
        selectedKey={second}
        onSelectionChange={(key) => {
          const name = NAMES.find((one) => one === key)
          if (name !== undefined) arrange({ second: name })
        }}
      >
        <TabList className="tab-list" aria-label={t('app.second')}>
          {NAMES.map((name) => (
            <Tab key={name} id={name} className="tab">
              {t(`tab.${name}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="logs" className="tab-panel">
          <PartitionLogs />
        </TabPanel>
        <TabPanel id="events" className="tab-panel">
          <Suspense>
            <EventLog />
          </Suspense>
        </TabPanel>
        <TabPanel id="charts" className="tab-panel">
          <Suspense>
            <Charts />
          </Suspense>
        </TabPanel>
        <TabPanel id="terminal" className="tab-panel">
          <Suspense>
            <Terminal />
          </Suspense>
        </TabPanel>
      </Tabs>
    </section>
  )
}
