/** A list of ids or numbers in brackets that a line of a phone has room for. */
const LIST = /[[(（][\w:–, -]{1,24}[\])）]/gu

/** A text in which no line ends within a list in brackets: `[2, 3]` stays together. */
export function listsWhole(text: string): string {
  return text.replace(LIST, (list) => list.replaceAll(' ', '\u00a0'))
}
