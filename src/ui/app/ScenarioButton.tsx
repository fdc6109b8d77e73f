import { lazy, Suspense, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { session } from '~/store/session'
import { scenarioTitle } from '../kit/text/scenarioTitle'
import { useWords } from '../kit/text/useWords'

const ScenarioMenu = lazy(() =>
  import('./ScenarioMenu').then((module) => ({ default: module.ScenarioMenu })),
)

/** The scenario's title; opens the library. */
export function ScenarioButton() {
  const { t } = useWords()
  const scenario = useStore(session, (state) => state.run.scenario)
  const [isOpen, setOpen] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={ref}
        className="scenario-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        title={t('app.scenario')}
        onClick={() => setOpen(true)}
      >
        <span className="scenario-title">{scenarioTitle(t, scenario)}</span>
        <span aria-hidden="true" className="scenario-arrow">
          ▾
        </span>
      </button>
      {isOpen ? (
        <Suspense>
          <ScenarioMenu triggerRef={ref} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
