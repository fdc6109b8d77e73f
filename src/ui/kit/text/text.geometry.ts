/** A line of text where it stands. */
export interface TextMark {
  readonly x: number
  /** Baseline. */
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
}

/** Widths of Plex Sans, hundredths of the font size: each holds for all the characters before it. */
const SANS: ReadonlyMap<string, number> = new Map(
  (
    [
      [" '", 26],
      ['ijl,.!|', 30],
      [':;()[]{}rtf·', 38],
      ['-I/\\"', 44],
      ['csvxyzJL*?', 54],
      ['aegko_', 56],
      ['ABCDGHKNOPQRUVX#&', 71],
      ['mMwW@%', 92],
      ['…→‰', 100],
    ] as const
  ).flatMap(([characters, width]) => [...characters].map((one) => [one, width] as const)),
)
/** All other letters, and digits; of Plex Mono, every character. */
const USUAL = 60
const HAN = 100
const WIDE_FROM = 0x2e80

/** About how wide a text is drawn, px: the same everywhere, and never too small by much. */
export function textWidth(text: string, size: number, isMono = false): number {
  let hundredths = 0
  for (const character of text) {
    const isWide = (character.codePointAt(0) ?? 0) >= WIDE_FROM
    hundredths += isWide ? HAN : isMono ? USUAL : (SANS.get(character) ?? USUAL)
  }
  return (hundredths * size) / 100
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
  return `${text.slice(0, cut).trimEnd()}…`
}
