import { useStore } from 'zustand'
import type { Selected } from '~/store/selection'
import type { WhyMode } from '~/store/why'
import { askedMoment, currentWhy, turnQuestion } from '~/store/why'
import { useFrame } from '../kit/useFrame'
import { Termed } from '../kit/text/Termed'
import { useWords } from '../kit/text/useWords'
import { Because, WhySource } from './Because'
import { linkText } from './linkText'
import { Otherwise } from './Otherwise'
import { Read } from './Read'
import { RuleAndValues } from './RuleAndValues'
import { WhyNot } from './WhyNot'

const MODES: readonly WhyMode[] = ['why', 'whyNot']

/** Why it is so, or why it is not otherwise. EXPERIENCE (f). */
export function Why({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  const mode = useStore(askedMoment, (state) => state.mode)
  return (
    <>
      <div className="why-mode" role="group" aria-label={t('why.mode')}>
        {MODES.map((one) => (
          <button key={one} aria-pressed={one === mode} onClick={() => turnQuestion(one)}>
            {t(`why.mode.${one}`)}
          </button>
        ))}
      </div>
      {mode === 'why' ? <WhySo selected={selected} /> : <WhyNot selected={selected} />}
    </>
  )
}

/** What happened, because of what, by which rule and numbers, and what would change it. */
function WhySo({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  useFrame()
  useStore(askedMoment)
  const told = currentWhy(selected)
  if (told === null) return <p className="inspector-none">{t('why.none')}</p>
  const { what, because } = told
  const said = linkText(t, what)
  return (
    <>
      <h3 className="why-what">
        <Termed text={said} />
      </h3>
      <WhySource link={what} />
      <Because links={because} before={[said]} />
      <RuleAndValues told={{ ...told, rules: [what.rule] }} />
      <Otherwise told={told} />
      <Read told={told} />
    </>
  )
}
