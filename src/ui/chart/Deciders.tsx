import { decidersAt } from '~/store/machines'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'

/** What the event at an index compared, and with what outcome; null: there is none. */
function decided(t: Say, index: number | null) {
  const found = index === null ? [] : decidersAt(index)
  return found.map(({ name, actual, required, isMet }) => ({
    key: `${name} ${actual} ${required}`,
    guard: t(`why.guard.${name}`, { actual, required }),
    outcome: t(isMet ? 'why.met' : 'why.notMet'),
  }))
}

/** The numbers that decided an edge when it was last taken, as text; none: a dash. */
export function guardText(t: Say, index: number | null): string {
  const said = decided(t, index).map(({ guard, outcome }) => `${guard} ${outcome}`)
  return said.length === 0 ? '–' : said.join('; ')
}

/** The numbers that decided an edge that was taken: what its event compared; null: none was. */
export function Deciders({ index }: { readonly index: number | null }) {
  const { t } = useWords()
  return decided(t, index).map(({ key, guard, outcome }) => (
    <p key={key} className="chart-decider">
      {guard} <strong>{outcome}</strong>
    </p>
  ))
}
