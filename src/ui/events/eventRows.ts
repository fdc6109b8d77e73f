import { eventAt } from '~/store/eventAt'
import type { Rows } from '../kit/lens/ExportMenu'
import { eventSentence, mainFact } from '../kit/text/factSentence'
import { seconds } from '../kit/text/format'
import type { Say } from '../kit/text/useWords'

/** Events as rows of a file; the words of the first row are names of fields. */
export function eventRows(t: Say, indexes: readonly number[]): Rows {
  return [
    ['event', 'seconds', 'from', 'to', 'kind', 'name', 'cause', 'sentence', 'rule'],
    ...indexes.map((index) => {
      const event = eventAt(index)
      const { at, from, to, kind, name, cause } = event
      const because = cause < 0 ? null : cause
      const rule = mainFact(event)?.rule ?? null
      return [index, seconds(at), from, to, kind, name, because, eventSentence(t, event), rule]
    }),
  ]
}
