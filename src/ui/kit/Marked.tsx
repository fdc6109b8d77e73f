/** A sentence in which `**` sets words apart by weight. */
export function Marked({ text }: { readonly text: string }) {
  return text.split('**').map((part, at) => (at % 2 === 1 ? <b key={at}>{part}</b> : part))
}
