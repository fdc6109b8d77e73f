import { seek } from '~/store/session'
import { seconds } from '../kit/text/format'
import { Termed } from '../kit/text/Termed'
import { useWords } from '../kit/text/useWords'
import type { Link } from './linkText'
import { linkText } from './linkText'

interface BecauseProps {
  readonly links: readonly Link[]
  /** What stands above them in the panel. */
  readonly before: readonly string[]
}

/** The chain of causes, newest first; each jumps. */
export function Because({ links, before }: BecauseProps) {
  const { t } = useWords()
  const said = links.map((link) => linkText(t, link))
  return (
    <>
      <h4 className="inspector-head">{t('why.because')}</h4>
      {links.length === 0 ? <p className="inspector-none">{t('why.first')}</p> : null}
      <ol className="why">
        {links.map((link, at) => (
          <li key={`${link.index} ${at}`} data-n={at + 1}>
            <Termed text={said[at] ?? ''} before={[...before, ...said.slice(0, at)]} />
            <WhySource link={link} />
          </li>
        ))}
      </ol>
    </>
  )
}

/** When it was, and by which rule; goes there. */
export function WhySource({ link }: { readonly link: Link }) {
  const { t } = useWords()
  const { index, at, rule, said } = link
  const source = said.type === 'command' ? t(`why.by.${said.by}`) : rule
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
