import type { Frame } from '~/store/frame'
import type { Detail } from '~/store/preferences'
import { isWordKey } from '~/words/en'
import type { Values } from '~/words/say'
import { reasonText } from './reasonText'
import type { Say } from './useWords'

/** An instant worth stopping at, as the frame has it. */
export type Moment = NonNullable<Frame['moment']>

/** What a moment means, at a level of detail; `**` marks the subject. */
export function captionOf(t: Say, { kind, values }: Moment, detail: Detail): string {
  const { reason } = values
  const said = typeof reason === 'string' ? { reason: reasonText(t, reason) } : {}
  return t(`${detail}.${kind}`, { ...values, ...said })
}

/** A caption without its marks. */
export function plain(caption: string): string {
  return caption.replaceAll('**', '')
}

/** A caption's key, and what it is said of. */
interface Worded {
  readonly word: string
  readonly values?: Values
}

/** Where a caption is looked for: the wire says what the mechanism says, unless it says more. */
const AT: Readonly<Record<Detail, readonly Detail[]>> = {
  story: ['story'],
  mechanism: ['mechanism'],
  wire: ['wire', 'mechanism'],
}

/** A caption by its key: where a depth has one of its own, that. */
export function sayAt(t: Say, { word, values = {} }: Worded, detail: Detail): string {
  const keys = [...AT[detail].map((depth) => `${depth}.${word}`), word]
  const key = keys.find(isWordKey)
  return key === undefined ? '' : t(key, values)
}
