import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useStore } from 'zustand'
import { arrange, INSPECTOR_TABS, layout } from '~/store/layout'
import { goToSetter, settersOf } from '~/store/setters'
import { followSelected, isSameThing, selection } from '~/store/selection'
import type { Selected } from '~/store/selection'
import { useFrame } from '../kit/useFrame'
import type { WordKey } from '~/words/en'
import { Termed } from '../kit/text/Termed'
import { useWords } from '../kit/text/useWords'
import { Config } from './Config'
import { Docs } from './Docs'
import { Fields } from './Fields'
import { overviewOf } from './overview'
import { SetBy } from './SetBy'
import { Starter } from './Starter'
import { Why } from './Why'
import './inspector.css'

/** What is chosen, in words: overview, fields, config, why. EXPERIENCE C11. */
export function Inspector() {
  const { t } = useWords()
  const selected = useStore(selection, (state) => state.selected)
  return (
    <div className="app-inspector">
      <SheetHeight />
      <button
        className="inspector-close"
        aria-label={t('inspector.close')}
        title={t('inspector.close')}
        onClick={() => arrange({ inspectorOpen: false })}
      >
        ✕
      </button>
      {selected === null ? <Starter /> : <About selected={selected} />}
    </div>
  )
}

/** A sheet of a phone, made taller or lower. EXPERIENCE (b): 45 or 90 % of the page. */
function SheetHeight() {
  const { t } = useWords()
  const isTall = useStore(layout, (state) => state.isSheetTall)
  const name = t(isTall ? 'inspector.lower' : 'inspector.taller')
  return (
    <button
      className="inspector-tall"
      aria-label={name}
      title={name}
      onClick={() => arrange({ isSheetTall: !isTall })}
    >
      {isTall ? '↓' : '↑'}
    </button>
  )
}

function About({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  const { cluster } = useFrame()
  const tab = useStore(layout, (state) => state.inspectorTab)
  const overview = overviewOf(t, cluster, selected)
  return (
    <>
      <p className="inspector-kind">{t(`inspector.kind.${selected.kind}`)}</p>
      <div className="inspector-title">
        <h2 className="inspector-name" tabIndex={-1}>
          {overview?.name ?? t('inspector.gone')}
        </h2>
        <FollowButton selected={selected} />
      </div>
      <Tabs
        className="inspector-tabs"
        selectedKey={tab}
        onSelectionChange={(key) => {
          const wished = INSPECTOR_TABS.find((name) => name === key)
          if (wished !== undefined) arrange({ inspectorTab: wished })
        }}
      >
        <TabList className="tab-list" aria-label={t('inspector.tabs')}>
          {INSPECTOR_TABS.map((name) => (
            <Tab key={name} id={name} className="tab">
              {t(`inspector.${name}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="overview" className="inspector-panel">
          <p className="inspector-say">
            <Termed text={overview?.sentence ?? ''} />
          </p>
          <dl className="values">
            {overview?.values.map(([key, value]) => (
              <div key={`${key} ${value}`}>
                <dt>{t(key)}</dt>
                <dd>
                  {value}
                  <ValueSetBy selected={selected} word={key} />
                </dd>
              </div>
            ))}
          </dl>
        </TabPanel>
        <TabPanel id="fields" className="inspector-panel">
          <Fields selected={selected} />
        </TabPanel>
        <TabPanel id="config" className="inspector-panel">
          <Config selected={selected} />
        </TabPanel>
        <TabPanel id="why" className="inspector-panel">
          <Why selected={selected} />
        </TabPanel>
        <TabPanel id="docs" className="inspector-panel">
          <Docs selected={selected} />
        </TabPanel>
      </Tabs>
    </>
  )
}

interface ValueProps {
  readonly selected: Selected
  readonly word: WordKey
}

/** Goes to where a value was set, where one event sets it. */
function ValueSetBy({ selected, word }: ValueProps) {
  const { t } = useWords()
  const setter = Object.entries(settersOf(selected)).find(
    ([name]) => word === `inspector.key.${name}`,
  )?.[1]
  return setter === undefined ? null : <SetBy name={t(word)} onGo={() => goToSetter(setter)} />
}

/** Follows what is chosen: play halts wherever something happens to it. */
function FollowButton({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  const followed = useStore(selection, (state) => state.followed)
  const isFollowed = isSameThing(selected, followed)
  return (
    <button
      className="text-button inspector-follow"
      aria-pressed={isFollowed}
      onClick={followSelected}
    >
      {t(isFollowed ? 'inspector.followed' : 'inspector.follow')}
    </button>
  )
}
