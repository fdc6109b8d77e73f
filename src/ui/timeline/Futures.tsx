import { useStore } from 'zustand'
import { bookmarkHere } from '~/store/bookmarks'
import { branchHere, currentRun, session, switchBranch } from '~/store/session'
import { seconds } from '../kit/format'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'

type Branch = ReturnType<ReturnType<typeof currentRun>['branches']>[number]

/** Futures are called by letters, in the order in which they were begun. */
function letterOf(id: number): string {
  return String.fromCharCode(65 + (id % 26))
}

function branchText(t: Say, { id, parent, history }: Branch): string {
  const events = history.size()
  if (parent === null) return `${letterOf(id)} · ${t('time.branch.first', { events })}`
  const at = parent.at === 0 ? 0 : history.timeAt(parent.at - 1)
  const name = letterOf(id)
  return `${name} · ${t('time.branch.of', { name, time: seconds(at), events })}`
}

/** Bookmark, branch, and the futures that there are. */
export function Futures() {
  const { t } = useWords()
  useStore(session, (state) => `${state.run.branch().id} ${state.run.branches().length}`)
  const run = currentRun()
  return (
    <>
      <button className="text-button" onClick={bookmarkHere}>
        {t('time.bookmark')}
      </button>
      <button className="text-button" onClick={branchHere}>
        {t('time.branch')}
      </button>
      {run.branches().length < 2 ? null : (
        <select
          className="quiet-select futures"
          aria-label={t('time.branches')}
          value={run.branch().id}
          onChange={({ target }) => switchBranch(Number(target.value))}
        >
          {run.branches().map((branch) => (
            <option key={branch.id} value={branch.id}>
              {branchText(t, branch)}
            </option>
          ))}
        </select>
      )}
    </>
  )
}
