/**
 * A text between separators, without the empty pieces at its end; an empty text is one empty piece.
 * Java: String.split, Pattern.split.
 */
export function javaSplit(text: string, separator: string | RegExp): readonly string[] {
  const pieces = text.split(separator)
  if (pieces.length === 1) return pieces
  while (pieces.length > 0 && pieces.at(-1) === '') pieces.pop()
  return pieces
}
