/** How sentences are changed to try the layout: twice as long, unreadable, or one long word. */
export type Disguise = 'double' | 'x' | 'long'

const DISGUISES: readonly Disguise[] = ['double', 'x', 'long']
const LETTERS = /[\p{L}]/gu

/** The disguise that an address asks for with `?strings=`, or null. */
export function disguiseOf(wished: string | null): Disguise | null {
  return DISGUISES.find((one) => one === wished) ?? null
}

/** A sentence in its disguise; marks of emphasis stay what they are. */
export function disguised(text: string, disguise: Disguise): string {
  switch (disguise) {
    case 'double':
      return `${text} ${text}`
    case 'x':
      return text.replaceAll(LETTERS, (letter) => (letter > '\u2e80' ? '字' : 'x'))
    case 'long':
      return text.replaceAll(/[ \u3000]/gu, '_')
  }
}
