/** Why Java's Pattern.compile refuses a text: the lines of its exception's message. */
export function patternProblem(text: string): readonly string[] | null {
  try {
    javaPattern(text)
    return null
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { what, index } = mistakeIn(text)
    const caret = index < text.length ? [`${' '.repeat(index)}^`] : []
    return [`${what} near index ${index}`, text, ...caret]
  }
}

/** Where a class or a group does not end, or what repeats nothing. */
function mistakeIn(text: string): { readonly what: string; readonly index: number } {
  const bare = text.replaceAll(/\\./g, '__')
  if (/\[[^\]]*$/.test(bare)) return { what: 'Unclosed character class', index: text.length - 1 }
  const dangling = /(?:^|[(|])([*+?])/.exec(bare)
  if (dangling !== null) {
    const index = dangling.index + dangling[0].length - 1
    return { what: `Dangling meta character '${dangling[1] ?? ''}'`, index }
  }
  return { what: 'Unclosed group', index: text.length }
}

const FLAGS = /^\(\?([ims]+)\)/

/**
 * A pattern of Java's that must match a whole text; flags at its beginning, as in `(?i)name`, hold
 * for all of it. Java: Pattern.compile, Matcher.matches. @throws SyntaxError where it is none
 */
export function javaPattern(text: string): RegExp {
  const [prefix = '', flags = ''] = FLAGS.exec(text) ?? []
  return new RegExp(`^(?:${text.slice(prefix.length)})$`, flags)
}
