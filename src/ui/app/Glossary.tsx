import { useStore } from 'zustand'
import type { TermKey } from '~/store/glossary'
import { glossary, openGlossary, seeTerm, ALL_TERMS } from '~/store/glossary'
import type { Language } from '~/words/say'
import { say } from '~/words/say'
import { formsOf } from '../kit/text/termParts'
import { Layer } from '../kit/Layer'
import { hasMark, TermMark } from '../kit/text/TermMark'
import { useBothLanguages } from '../kit/text/useBothLanguages'
import { useWords } from '../kit/text/useWords'
import './layers.css'
import './glossary.css'

const LANGUAGES: readonly Language[] = ['en', 'zh']

/** The glossary: the card of one term, and every term. EXPERIENCE (f), Glossary. */
export function Glossary() {
  const { t } = useWords()
  const term = useStore(glossary, (state) => state.term)
  return (
    <Layer title={term === null ? t('glossary.title') : t(`term.${term}`)}>
      <div className="layer-body glossary">
        {term === null ? null : <Card term={term} />}
        <h3>{t('glossary.others')}</h3>
        <ul className="glossary-terms">
          {ALL_TERMS.map((one) => (
            <li key={one}>
              <button
                className="text-button"
                aria-current={one === term ? 'true' : undefined}
                onClick={() => openGlossary(one)}
              >
                {t(`term.${one}`)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Layer>
  )
}

function Card({ term }: { readonly term: TermKey }) {
  const { t, language } = useWords()
  const known = useBothLanguages()
  const other = known ? LANGUAGES.filter((one) => one !== language) : []
  const forms = formsOf(t, term)
  return (
    <section className="glossary-card">
      <p className="glossary-means">{t(`term.${term}.means`)}</p>
      {hasMark(term) ? (
        <figure>
          <TermMark term={term} name={t('glossary.mark')} />
          <figcaption>{t('glossary.mark')}</figcaption>
        </figure>
      ) : null}
      {forms.length === 0 ? null : <p>{t('glossary.also', { forms: forms.join(', ') })}</p>}
      {other.map((one) => (
        <p key={one} lang={one} className="glossary-other">
          <b>{say(one, `term.${term}`)}</b> {say(one, `term.${term}.means`)}
        </p>
      ))}
      <button className="button" onClick={() => seeTerm(term)}>
        {t('glossary.see')}
      </button>
    </section>
  )
}
