import { useStore } from 'zustand'
import { seek, session } from '~/store/session'
import { scenarioTitle } from '../kit/scenarioTitle'
import { useWords } from '../kit/useWords'

/** A rule of ours did not hold: the run stops, and how to replay it is said. */
export function Broken() {
  const { t } = useWords()
  const problem = useStore(session, (state) => state.problem)
  const { scenario, seed } = useStore(session, (state) => state.run)
  if (problem === null) return null
  const { index, message } = problem
  return (
    <div className="app-broken" role="alert">
      <p>{t('app.broken', { index, message })}</p>
      <p>{t('app.broken.replay', { scenario: scenarioTitle(t, scenario), seed, index })}</p>
      <button className="button" onClick={() => seek(index - 1)}>
        {t('app.broken.back')}
      </button>
    </div>
  )
}
