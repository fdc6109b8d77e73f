import type { Explanation } from '~/store/why'
import { useWords } from '../kit/useWords'

interface Ruled extends Pick<Explanation, 'guards' | 'configs'> {
  readonly rules: readonly (string | null)[]
}

/** The rule that decided, the numbers that it compared, the settings that it read with their sources. */
export function RuleAndValues({ told }: { readonly told: Ruled }) {
  const { t } = useWords()
  const { rules, guards, configs } = told
  const all = [...new Set([...rules, ...guards.map(({ rule }) => rule)])]
  const known = all.filter((rule) => rule !== null)
  if (known.length === 0 && guards.length === 0 && configs.length === 0) return null
  return (
    <>
      <h4 className="inspector-head">{t('why.rule')}</h4>
      {guards.map(({ name, actual, required, isMet }) => (
        <p key={name} className="why-guard" data-met={isMet}>
          {t(`why.guard.${name}`, { actual, required })}{' '}
          <strong>{t(isMet ? 'why.met' : 'why.notMet')}</strong>
        </p>
      ))}
      <dl className="values">
        {known.length === 0 ? null : (
          <div>
            <dt>{t('why.ruleId')}</dt>
            <dd>{known.join(', ')}</dd>
          </div>
        )}
        {configs.map(({ name, value, source }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              {value === '' ? '–' : value} <span className="why-from">{sourceText(source)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )

  function sourceText(source: string): string {
    const known = (['default', 'given', 'topic', 'cluster'] as const).find((one) => one === source)
    return known === undefined ? source : t(`why.source.${known}`)
  }
}
