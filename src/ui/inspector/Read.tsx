import type { Reading as ReadingOf } from '~/store/docs'
import type { Explanation } from '~/store/why'
import { openGlossary } from '~/store/glossary'
import { useWords } from '../kit/text/useWords'

const DOCUMENTATION = 'https://kafka.apache.org/41/documentation.html#'
const PROPOSALS = 'https://cwiki.apache.org/confluence/dosearchsite.action?where=KAFKA&queryString='

/** Where to read on: the term, Kafka's documentation, the proposal, the method; what is simplified. */
export function Read({ told }: { readonly told: Pick<Explanation, 'reading'> }) {
  const { t } = useWords()
  const { reading } = told
  if (reading === null) return null
  return (
    <>
      <h4 className="inspector-head">{t('why.read')}</h4>
      <Reading reading={reading} />
    </>
  )
}

/** One term, and where it is told at length. */
export function Reading({ reading }: { readonly reading: ReadingOf }) {
  const { t } = useWords()
  const { doc, kip, source, term, simplified } = reading
  return (
    <>
      <p className="why-term">
        <button className="text-button" onClick={() => openGlossary(term)}>
          {t(`term.${term}`)}
        </button>{' '}
        {t(`term.${term}.means`)}
      </p>
      <ul className="why-read">
        {doc === null ? null : (
          <li>
            <Out to={`${DOCUMENTATION}${doc}`}>{t('why.doc', { section: doc })}</Out>
          </li>
        )}
        {kip === null ? null : (
          <li>
            <Out to={`${PROPOSALS}${kip}`}>{kip}</Out>
          </li>
        )}
        <li>
          <code>{source}</code>
        </li>
      </ul>
      {simplified === null ? null : (
        <p className="why-note">{t('why.simplified', { row: simplified })}</p>
      )}
    </>
  )
}

/** A link that leaves the page, when a person follows it. */
function Out({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <a href={to} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
