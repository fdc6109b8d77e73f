import type { Explanation } from '~/store/why'
import { goToSetter, processAt, setterOfSetting } from '~/store/setters'
import { useWords } from '../kit/text/useWords'
import { SetBy } from './SetBy'

interface Ruled extends Pick<Explanation, 'guards' | 'configs'> {
  /** The event that read the settings; none: they hold at the cursor. */
  readonly what?: Explanation['what']
  readonly rules: readonly (string | null)[]
}

/** The rule that decided, the numbers that it compared, the settings that it read with their sources. */
export function RuleAndValues({ told }: { readonly told: Ruled }) {
  const { t } = useWords()
  const { rules, guards, configs, what } = told
  const process = what === undefined ? null : processAt(what.index)
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
              <SettingSetBy setter={setterOfSetting({ name, source, process })} name={name} />
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

interface SettingProps {
  readonly name: string
  readonly setter: Parameters<typeof goToSetter>[0] | null
}

/** Goes to where a setting got its value; a default was set by nobody. */
function SettingSetBy({ name, setter }: SettingProps) {
  return setter === null ? null : <SetBy name={name} onGo={() => goToSetter(setter)} />
}
