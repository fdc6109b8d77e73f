import { decidersAt } from '~/store/machines'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'

/** The numbers that decided an edge when it was last taken, as text; none: a dash. */
export function guardText(t: Say, index: number | null): string {
  const found = index === null ? [] : decidersAt(index)
  const said = found.map(({ name, actual, required, isMet }) => {
    return `${t(`why.guard.${name}`, { actual, required })} ${t(isMet ? 'why.met' : 'why.notMet')}`
  })
  return said.length === 0 ? '–' : said.join('; ')
}

/** The numbers that decided an edge that was taken: what its event compared; null: none was. */
export function Deciders({ index }: { readonly index: number | null }) {
  const { t } = useWords()
  const found = index === null ? [] : decidersAt(index)
  return found.map(({ name, actual, required, isMet }) => (
    <p key={`${name} ${actual} ${required}`} className="chart-decider">
      {t(`why.guard.${name}`, { actual, required })}{' '}
      <strong>{t(isMet ? 'why.met' : 'why.notMet')}</strong>
    </p>
  ))
}
