/** Mean width of a character, in thousandths of the font size: Plex Sans, Plex Mono, Han. */
const SANS = 520
const MONO = 600
const HAN = 1000

/** How wide a text will be, px: an estimate on the safe side, the same everywhere. */
export function textWidth(text: string, size: number, isMono = false): number {
  let thousandths = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    thousandths += code >= 0x2e80 ? HAN : isMono ? MONO : SANS
  }
  return (thousandths * size) / 1000
}

/** The text, or its beginning with an ellipsis when it does not fit into `width` px. */
export function fitText(
  text: string,
  {
    width,
    size,
    isMono = false,
  }: { readonly width: number; readonly size: number; readonly isMono?: boolean },
): string {
  if (textWidth(text, size, isMono) <= width) return text
  let cut = text.length - 1
  while (cut > 1 && textWidth(`${text.slice(0, cut)}…`, size, isMono) > width) cut -= 1
  return `${text.slice(0, cut)}…`
}
