import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useStore } from 'zustand'
import { session } from '~/store/session'
import {
  closeTab,
  openTab,
  showEvents,
  showTab,
  tabView,
  terminal,
  typeKeys,
} from '~/store/terminal'
import { ExportMenu } from '../kit/lens/ExportMenu'
import { Lens } from '../kit/lens/Lens'
import { useTextKey } from '../kit/text/useTextKey'
import { useTextView } from '../kit/lens/useTextView'
import { useWords } from '../kit/text/useWords'
import { plainRow } from './rows'
import { TabScreen } from './TabScreen'
import '@xterm/xterm/css/xterm.css'
import './terminal.css'

const INTERRUPT = '\u0003'
/** Keys that a touch screen has not. */
const TOUCH_KEYS = [
  ['Tab', '\t'],
  ['↑', '\u001b[A'],
  ['↓', '\u001b[B'],
  ['Ctrl+D', '\u0004'],
] as const

/** The events of the newest command of a tab, as one text: it changes only when they do. */
function useLastEvents(id: number): { readonly first: number; readonly count: number } | null {
  const found = useStore(session, () => {
    const row = tabView(id).rows.findLast(({ type }) => type === 'events')
    return row?.type === 'events' ? `${row.first} ${row.count}` : ''
  })
  if (found === '') return null
  const [first = 0, count = 0] = found.split(' ').map(Number)
  return { first, count }
}

function Tools({ id }: { readonly id: number }) {
  const { t } = useWords()
  const events = useLastEvents(id)
  const isRunning = useStore(session, () => tabView(id).isRunning)
  const [isForReaders, toggle] = useTextView('terminal')
  const key = useTextKey()
  const lines = () => tabView(id).rows.map((row) => plainRow(row, t))
  return (
    <>
      {events === null ? null : (
        <button className="text-button" onClick={() => showEvents(events.first)}>
          {t('terminal.events', { count: events.count })}
        </button>
      )}
      {isRunning ? (
        <button className="text-button" onClick={() => typeKeys(id, INTERRUPT)}>
          {t('terminal.interrupt')}
        </button>
      ) : null}
      <span className="terminal-keys">
        {TOUCH_KEYS.map(([name, data]) => (
          <button key={name} className="text-button" onClick={() => typeKeys(id, data)}>
            {name}
          </button>
        ))}
      </span>
      <button
        className="text-button"
        aria-pressed={isForReaders}
        aria-keyshortcuts={key}
        onClick={toggle}
      >
        {t('terminal.readers')}
      </button>
      <ExportMenu
        file="terminal"
        drawing={null}
        rows={() => [[t('terminal.line')], ...lines().map((line) => [line])]}
        text={() => lines().join('\n')}
      />
    </>
  )
}

/** One sentence: how many terminals there are, and in how many something runs. */
function useSummary(): string {
  const { t } = useWords()
  const tabs = useStore(terminal, (state) => state.tabs)
  const running = useStore(session, () => tabs.filter(({ id }) => tabView(id).isRunning).length)
  return t('terminal.summary', { tabs: tabs.length, running })
}

/** The terminal: tabs, each with a shell. EXPERIENCE C14. */
export function Terminal() {
  const { t } = useWords()
  const active = useStore(terminal, (state) => state.active)
  const summary = useSummary()
  return (
    <Lens name="terminal" title={t('tab.terminal')} summary={summary} tools={<Tools id={active} />}>
      <Shells active={active} />
    </Lens>
  )
}

/** The tabs and the screen of the one in front. */
function Shells({ active }: { readonly active: number }) {
  const { t } = useWords()
  const tabs = useStore(terminal, (state) => state.tabs)
  return (
    <Tabs
      className="terminal"
      selectedKey={active}
      onSelectionChange={(key) => showTab(Number(key))}
    >
      <div className="terminal-bar">
        <TabList className="terminal-tabs" aria-label={t('terminal.tabs')} items={tabs}>
          {({ id }) => (
            <Tab id={id} className="terminal-tab">
              {t('terminal.tab', { number: tabs.findIndex((tab) => tab.id === id) + 1 })}
            </Tab>
          )}
        </TabList>
        <button className="text-button" onClick={openTab} aria-label={t('terminal.open')}>
          +
        </button>
        {tabs.length > 1 ? (
          <button
            className="text-button"
            onClick={() => closeTab(active)}
            aria-label={t('terminal.close')}
          >
            ×
          </button>
        ) : null}
        <p className="terminal-hint">{t('terminal.hint')}</p>
      </div>
      {tabs.map(({ id }) => (
        <TabPanel key={id} id={id} className="terminal-panel">
          <TabScreen id={id} />
        </TabPanel>
      ))}
    </Tabs>
  )
}
