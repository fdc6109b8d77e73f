import type { ImportVerdict } from '~/store/importing'
import { useWords } from '../kit/text/useWords'

/** A shape for each verdict, so that colour is not alone. */
const SHAPES: Readonly<Record<ImportVerdict, string>> = {
  mapped: '●',
  defaulted: '○',
  ignored: '–',
  notModelled: '▧',
  foreign: '◇',
  invalid: '✕',
}

/** What became of a key: a shape and a word. */
export function VerdictMark({ verdict }: { readonly verdict: ImportVerdict }) {
  const { t } = useWords()
  return (
    <span className="import-verdict" data-verdict={verdict}>
      <span aria-hidden="true">{SHAPES[verdict]}</span> {t(`import.verdict.${verdict}`)}
    </span>
  )
}
