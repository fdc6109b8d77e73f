import type { Problem } from '~/base/result'
import type { GivenFile } from '~/store/dropped'
import { useWords } from '../kit/text/useWords'
import { Excerpt } from './Excerpt'
import { placeText, sentenceOf } from './problemWords'

/** What runs all the same, and may surprise. */
const CAUTIONS: ReadonlySet<string> = new Set([
  'import.unreachableListener',
  'import.missingVoters',
  'import.portTaken',
])

interface ProblemsProps {
  readonly problems: readonly Problem[]
  readonly files: readonly GivenFile[]
}

/** What is wrong, where it stands, and what to do about it. */
export function Problems({ problems, files }: ProblemsProps) {
  const { t } = useWords()
  if (problems.length === 0) return null
  return (
    <ul className="import-problems">
      {problems.map((problem, index) => (
        <li key={index} data-tone={CAUTIONS.has(problem.code) ? 'caution' : 'refusal'}>
          <p className="import-problem">
            <span aria-hidden="true">{CAUTIONS.has(problem.code) ? '▲' : '✕'}</span>{' '}
            {sentenceOf(t, problem, 'problem')}
          </p>
          {problem.place === null ? null : (
            <p className="import-place">{placeText(t, problem.place)}</p>
          )}
          <Excerpt files={files} at={problem.place ?? { file: null, line: null }} />
          <p className="import-hint">{sentenceOf(t, problem, 'hint')}</p>
        </li>
      ))}
    </ul>
  )
}
