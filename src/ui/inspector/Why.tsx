import type { Selected } from '~/store/selection'
import { seek } from '~/store/session'
import { currentWhy } from '~/store/why'
import { factSentence } from '../kit/factSentence'
import { seconds } from '../kit/format'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/useWords'
import { useWords } from '../kit/useWords'

type Link = ReturnType<typeof currentWhy>[number]

function linkText(t: Say, { said }: Link): string {
  return said.type === 'command'
    ? t(`command.${said.command}`, said.values)
    : factSentence(t, { type: said.fact, values: said.values })
}

/** What changed the thing last, and the chain that brought it about. EXPERIENCE (f). */
export function Why({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  useFrame()
  const [first, ...causes] = currentWhy(selected)
  if (first === undefined) return <p className="inspector-none">{t('why.none')}</p>
  return (
    <>
      <h3 className="why-what">{linkText(t, first)}</h3>
      <WhySource link={first} />
      <h4 className="inspector-head">{t('why.because')}</h4>
      {causes.length === 0 ? <p className="inspector-none">{t('why.first')}</p> : null}
      <ol className="why">
        {causes.map((link, at) => (
          <li key={`${link.index} ${at}`} data-n={at + 1}>
            {linkText(t, link)}
            <WhySource link={link} />
          </li>
        ))}
      </ol>
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
