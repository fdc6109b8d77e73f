import type { Frame } from '~/store/frame'
import type { Detail } from '~/store/preferences'
import type { Say } from './useWords'

/** An instant worth stopping at, as the frame has it. */
export type Moment = NonNullable<Frame['moment']>

/** What a moment means, at a level of detail; `**` marks the subject. */
export function captionOf(t: Say, { kind, values }: Moment, detail: Detail): string {
  return t(`${detail}.${kind}`, values)
}

/** A caption without its marks. */
export function plain(caption: string): string {
  return caption.replaceAll('**', '')
}
