import { switchBranch, currentRun } from '~/store/session'
import { branchName } from '../kit/text/branchName'
import { seconds } from '../kit/text/format'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'

type Branch = ReturnType<ReturnType<typeof currentRun>['branches']>[number]

function branchText(t: Say, branch: Branch): string {
  const { parent, history } = branch
  const events = history.size()
  const name = branchName(branch)
  if (parent === null) return `${name} · ${t('time.branch.first', { events })}`
  const at = parent.at === 0 ? 0 : history.timeAt(parent.at - 1)
  return t('time.branch.of', { name, time: seconds(at), events })
}

/** Chooses one of the futures that there are. */
export function Futures() {
  const { t } = useWords()
  const run = currentRun()
  return (
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
  )
}
