import { useStore } from 'zustand'
import type { Selected } from '~/store/selection'
import { seek } from '~/store/session'
import type { Explanation } from '~/store/why'
import { askedMoment, currentWhy } from '~/store/why'
import { commandText } from '../kit/commandText'
import { factSentence } from '../kit/factSentence'
import { seconds } from '../kit/format'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'
import { Otherwise } from './Otherwise'
import { Read } from './Read'
import { RuleAndValues } from './RuleAndValues'

type Link = Explanation['what']

function linkText(t: Say, { said }: Link): string {
  return said.type === 'command'
    ? commandText(t, { type: said.command, values: said.values })
    : factSentence(t, { type: said.fact, values: said.values })
}

/** What happened, because of what, by which rule and numbers, and what would change it. EXPERIENCE (f). */
export function Why({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  useFrame()
  useStore(askedMoment)
  const told = currentWhy(selected)
  if (told === null) return <p className="inspector-none">{t('why.none')}</p>
  const { what, because } = told
  return (
    <>
      <h3 className="why-what">{linkText(t, what)}</h3>
      <WhySource link={what} />
      <h4 className="inspector-head">{t('why.because')}</h4>
      {because.length === 0 ? <p className="inspector-none">{t('why.first')}</p> : null}
      <ol className="why">
        {because.map((link, at) => (
          <li key={`${link.index} ${at}`} data-n={at + 1}>
            {linkText(t, link)}
            <WhySource link={link} />
          </li>
        ))}
      </ol>
      <RuleAndValues told={told} />
      <Otherwise told={told} />
      <Read told={told} />
    </>
  )
}

function WhySource({ link }: { readonly link: Link }) {
  const { t } = useWords()
  const { index, at, rule, said } = link
  const source = said.type === 'command' ? t('why.your') : rule
  return (
    <button
      className="why-source"
      aria-label={t('why.jump', { index })}
      title={t('why.jump', { index })}
      onClick={() => seek(index + 1)}
    >
      {[`${seconds(at)} s`, source].filter((part) => part !== null).join(' · ')}
    </button>
  )
}
