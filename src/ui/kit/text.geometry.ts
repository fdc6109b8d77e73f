/** A line of text where it stands. */
export interface TextMark {
  readonly x: number
  /** Baseline. */
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
}

/** Width of a character as a share of the font size: Plex Sans is about half, Han characters whole. */
const LATIN = 0.56
const WIDE_FROM = 0x2e80

/** About how wide a text is drawn, px: enough to keep texts apart, never too small by much. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) {
    width += (character.codePointAt(0) ?? 0) >= WIDE_FROM ? size : size * LATIN
  }
  return width
}

/** The text, shortened with an ellipsis when it is wider than the room. */
export function fitText(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text
  let kept = text
  while (kept.length > 1 && textWidth(`${kept}…`, size) > room) kept = kept.slice(0, -1)
  return `${kept.trimEnd()}…`
}
