import { docsOf } from '~/store/docs'
import type { Selected } from '~/store/selection'
import { useWords } from '../kit/text/useWords'
import { Reading } from './Read'

/** What the thing is, in short texts of the page itself, and where Kafka tells more. */
export function Docs({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  return (
    <>
      {docsOf(selected).map((reading) => (
        <section key={reading.term} className="docs" aria-label={t(`term.${reading.term}`)}>
          <Reading reading={reading} />
        </section>
      ))}
      <p className="why-note">{t('inspector.docs.out')}</p>
    </>
  )
}
