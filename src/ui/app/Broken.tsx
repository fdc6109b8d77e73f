import { useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Session } from '~/store/session'
import { seek, session } from '~/store/session'
import { isWordKey } from '~/words/en'
import { scenarioTitle } from '../kit/text/scenarioTitle'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'

/** A rule of ours did not hold, which stops the run, or one of Kafka's; how to replay it is said. */
export function Broken() {
  const problem = useStore(session, (state) => state.problem)
  const broken = useStore(session, (state) => state.brokenRule)
  const run = useStore(session, (state) => state.run)
  const [hidden, setHidden] = useState<unknown>(null)
  const { t, language } = useWords()
  if (problem !== null) {
    const { index, message } = problem
    return (
      <Alert index={index} text={t('app.broken', { index })} onHide={null}>
        {/* What the code says of itself, for whoever mends it: in no language of the page. */}
        <p lang="en">
          <code>{message}</code>
        </p>
      </Alert>
    )
  }
  if (broken === null || broken === hidden) return null
  // Events are counted from 1 where people see them.
  const index = broken.index + 1
  const rules = switchedOff(run.scenario).join(', ')
  const seen = language === 'en' ? broken.what : thingOf(broken.what)
  const text = [
    t('app.broken.rule', { index, rule: broken.rule, statement: statementOf(t, broken.rule) }),
    ...(seen === '' ? [] : [t('app.broken.seen', { seen })]),
    rules === '' ? t('app.broken.ours') : t('app.broken.unprotected', { rules }),
  ]
  const between = language === 'en' ? ' ' : ''
  return <Alert index={index} text={text.join(between)} onHide={() => setHidden(broken)} />
}

/** What a rule of Kafka says. */
function statementOf(t: Say, rule: string): string {
  const key = `rule.${rule}`
  return isWordKey(key) ? t(key) : ''
}

/** The thing that a check names before what it saw of it; empty: it names none. */
function thingOf(what: string): string {
  const [thing = '', ...seen] = what.split(': ')
  return seen.length === 0 ? '' : thing
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
  readonly children?: ReactNode
}

function Alert({ index, text, onHide, children }: AlertProps) {
  const { t } = useWords()
  const { scenario, seed } = useStore(session, (state) => state.run)
  return (
    <div className="app-broken" role="alert">
      <p>{text}</p>
      {children}
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
