/** Where a class that begins at `start` ends, or -1. */
function endOfClass(regex: string, start: number): number {
  let index = start + 1
  if (regex[index] === '^') index += 1
  // A bracket in the first place is a member of the class.
  if (regex[index] === ']') index += 1
  for (; index < regex.length; index += 1) {
    if (regex[index] === '\\') index += 1
    else if (regex[index] === ']') return index
  }
  return -1
}

/**
 * What RE2 says of an expression that it cannot read, or null. X-51.
 * Only its structure is looked at: groups, classes, repetitions, escapes. RE2: Parser.
 */
// eslint-disable-next-line complexity -- a scanner: one branch a character
export function regexProblem(regex: string): string | null {
  let depth = 0
  let canRepeat = false
  for (let index = 0; index < regex.length; index += 1) {
    const character = regex[index] ?? ''
    if (character === '\\') {
      index += 1
      if (index >= regex.length) return 'trailing backslash at end of expression'
      canRepeat = true
    } else if (character === '[') {
      index = endOfClass(regex, index)
      if (index < 0) return 'missing closing ]'
      canRepeat = true
    } else if (character === '(') {
      depth += 1
      if (regex[index + 1] === '?') index += 1
      canRepeat = false
    } else if (character === ')') {
      depth -= 1
      if (depth < 0) return 'missing closing )'
      canRepeat = true
    } else if ('*+?'.includes(character)) {
      if (!canRepeat) return 'missing argument to repetition operator'
    } else canRepeat = character !== '|' && character !== '^'
  }
  return depth > 0 ? 'missing closing )' : null
}
