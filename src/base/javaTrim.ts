const SPACE = 0x20

/**
 * A text without what Java's `String.trim` takes from its ends: control characters and blanks up
 * to U+0020. JavaScript's own also takes other blanks (U+00A0) and leaves control characters.
 */
export function javaTrim(text: string): string {
  let first = 0
  let end = text.length
  while (first < end && text.charCodeAt(first) <= SPACE) first += 1
  while (end > first && text.charCodeAt(end - 1) <= SPACE) end -= 1
  return text.slice(first, end)
}
