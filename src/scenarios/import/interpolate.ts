/** What interpolation found out besides its text. */
export interface Interpolated {
  readonly text: string
  /** Variables that are not set and have no default: Compose puts an empty text in. */
  readonly unset: readonly string[]
  /** `${NAME:?message}` of a variable that is not set; Compose refuses the file. */
  readonly required: { readonly name: string; readonly message: string } | null
}

interface Work {
  readonly variables: ReadonlyMap<string, string>
  readonly unset: string[]
  required: Interpolated['required']
}

/** Nested defaults (`${A:-${B:-c}}`) deeper than this are left as they are. */
const DEPTH_LIMIT = 8

/**
 * Puts variables into a text as Compose does: `$NAME`, `${NAME}`, `${NAME:-default}`, `-`, `:?`,
 * `?`, `:+`, `+`, and `$$` for a dollar sign.
 */
export function interpolate(text: string, variables: ReadonlyMap<string, string>): Interpolated {
  const work: Work = { variables, unset: [], required: null }
  const result = expand(work, text, 0)
  return { text: result, unset: work.unset, required: work.required }
}

function expand(work: Work, text: string, depth: number): string {
  if (!text.includes('$') || depth > DEPTH_LIMIT) return text
  let out = ''
  let at = 0
  while (at < text.length) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0) return out + text.slice(at)
    out += text.slice(at, dollar)
    const taken = takeVariable(work, text, { dollar, depth })
    out += taken.text
    at = taken.end
  }
  return out
}

function takeVariable(
  work: Work,
  text: string,
  { dollar, depth }: { readonly dollar: number; readonly depth: number },
): { readonly text: string; readonly end: number } {
  const next = text.charAt(dollar + 1)
  if (next === '$') return { text: '$', end: dollar + 2 }
  if (next === '{') {
    const close = closingBrace(text, dollar + 2)
    if (close < 0) return { text: '$', end: dollar + 1 }
    return { text: braced(work, text.slice(dollar + 2, close), depth), end: close + 1 }
  }
  const name = /^[A-Za-z_]\w*/.exec(text.slice(dollar + 1))?.[0]
  if (name === undefined) return { text: '$', end: dollar + 1 }
  return { text: plain(work, name), end: dollar + 1 + name.length }
}

function closingBrace(text: string, from: number): number {
  let open = 1
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === '{') open += 1
    else if (text.charAt(at) === '}') open -= 1
    if (open === 0) return at
  }
  return -1
}

function plain(work: Work, name: string): string {
  const value = work.variables.get(name)
  if (value === undefined && !work.unset.includes(name)) work.unset.push(name)
  return value ?? ''
}

function braced(work: Work, inside: string, depth: number): string {
  const match = /^([A-Za-z_]\w*)(?:(:?[-?+])([\s\S]*))?$/.exec(inside)
  const [, name, operator, rest = ''] = match ?? []
  if (name === undefined) return `\${${inside}}`
  if (operator === undefined) return plain(work, name)
  const value = work.variables.get(name)
  const isSet = value !== undefined && (!operator.startsWith(':') || value !== '')
  if (operator.endsWith('+')) return isSet ? expand(work, rest, depth + 1) : ''
  if (isSet) return value
  if (operator.endsWith('-')) return expand(work, rest, depth + 1)
  work.required ??= { name, message: rest }
  return ''
}

/** The variables of a `.env` file. Later lines win. */
export function readEnvFile(text: string): readonly EnvLine[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const match = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/.exec(raw)
    const [, key, value] = match ?? []
    if (key === undefined || value === undefined || raw.trimStart().startsWith('#')) return []
    return [{ key, value: unquote(value), line: index + 1 }]
  })
}

/** A line of a `.env` file. */
export interface EnvLine {
  readonly key: string
  readonly value: string
  readonly line: number
}

function unquote(value: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')(?:\s+#.*)?$/.exec(value)
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? ''
  return value.replace(/\s+#.*$/, '')
}
