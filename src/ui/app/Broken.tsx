import { useState } from 'react'
import { useStore } from 'zustand'
import type { Session } from '~/store/session'
import { seek, session } from '~/store/session'
import { scenarioTitle } from '../kit/scenarioTitle'
import { useWords } from '../kit/useWords'

/** A rule of ours did not hold, which stops the run, or one of Kafka's; how to replay it is said. */
export function Broken() {
  const problem = useStore(session, (state) => state.problem)
  const broken = useStore(session, (state) => state.brokenRule)
  const run = useStore(session, (state) => state.run)
  const [hidden, setHidden] = useState<unknown>(null)
  const { t } = useWords()
  if (problem !== null) {
    const { index, message } = problem
    return <Alert index={index} text={t('app.broken', { index, message })} onHide={null} />
  }
  if (broken === null || broken === hidden) return null
  // Events are counted from 1 where people see them.
  const index = broken.index + 1
  const rules = switchedOff(run.scenario).join(', ')
  const key = rules === '' ? 'app.broken.rule' : 'app.broken.unprotected'
  const text = t(key, { ...broken, index, rules })
  return <Alert index={index} text={text} onHide={() => setHidden(broken)} />
}

/** Rules of Kafka that a scenario's servers run without, to show what they are for. */
function switchedOff({ servers }: Session['run']['scenario']): readonly string[] {
  return [...new Set(servers.flatMap(({ spec }) => spec.unprotected ?? []))].sort()
}

interface AlertProps {
  readonly index: number
  readonly text: string
  /** null: it stays. */
  readonly onHide: (() => void) | null
}

function Alert({ index, text, onHide }: AlertProps) {
  const { t } = useWords()
  const { scenario, seed } = useStore(session, (state) => state.run)
  return (
    <div className="app-broken" role="alert">
      <p>{text}</p>
      <p>{t('app.broken.replay', { scenario: scenarioTitle(t, scenario), seed, index })}</p>
      <div className="app-broken-deeds">
        <button className="button" onClick={() => seek(index - 1)}>
          {t('app.broken.back')}
        </button>
        {onHide === null ? null : (
          <button className="button" onClick={onHide}>
            {t('app.broken.hide')}
          </button>
        )}
      </div>
    </div>
  )
}
