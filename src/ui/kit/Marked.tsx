import { listsWhole } from './listsWhole'

/** A name in one piece: a line does not end within it. */
const NAME = /^[!-~]{1,24}$/

/** A sentence in which `**` sets words apart by weight. */
export function Marked({ text }: { readonly text: string }) {
  return listsWhole(text)
    .split('**')
    .map((part, at) =>
      at % 2 === 1 ? (
        <b key={at} className={NAME.test(part) ? 'one-piece' : undefined}>
          {part}
        </b>
      ) : (
        part
      ),
    )
}
