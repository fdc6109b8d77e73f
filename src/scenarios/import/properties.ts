/** A `key=value` of a properties file. */
export interface PropertyLine {
  readonly key: string
  readonly value: string
  /** 1-based line on which the key begins. */
  readonly line: number
}

/** A properties file, read as Java reads it; the first line that Java refuses, if any. */
export interface PropertiesText {
  readonly lines: readonly PropertyLine[]
  readonly malformed: { readonly line: number; readonly column: number } | null
}

interface Logical {
  readonly text: string
  readonly line: number
}

/** Reads a properties file. Java: Properties.load. Later lines win; all are given. */
export function readProperties(text: string): PropertiesText {
  const lines: PropertyLine[] = []
  let malformed: PropertiesText['malformed'] = null
  for (const { text: logical, line } of logicalLines(text)) {
    const badEscape = /(?:^|[^\\])(?:\\\\)*\\u(?![0-9a-fA-F]{4})/.exec(logical)
    if (badEscape !== null) malformed ??= { line, column: badEscape.index + 1 }
    const { key, value } = split(logical)
    lines.push({ key: unescape(key), value: unescape(value), line })
  }
  return { lines, malformed }
}

/** Lines that end in an odd number of backslashes go on in the next one. */
function logicalLines(text: string): readonly Logical[] {
  const found: Logical[] = []
  let open: Logical | null = null
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = raw.replace(/^[ \t\f]+/, '')
    if (open === null && (line === '' || line.startsWith('#') || line.startsWith('!'))) continue
    const goesOn = /(?:^|[^\\])(?:\\\\)*\\$/.test(line)
    const part = goesOn ? line.slice(0, -1) : line
    const whole: Logical =
      open === null ? { text: part, line: index + 1 } : { text: open.text + part, line: open.line }
    open = goesOn ? whole : null
    if (!goesOn) found.push(whole)
  }
  if (open !== null) found.push(open)
  return found
}

/** The key ends at the first `=`, `:` or blank that is not escaped. */
function split(logical: string): { readonly key: string; readonly value: string } {
  const match = /^((?:\\[\s\S]|[^\\=: \t\f])*)(?:[ \t\f]*[=:][ \t\f]*|[ \t\f]+)?([\s\S]*)$/.exec(
    logical,
  )
  return { key: match?.[1] ?? logical, value: match?.[2] ?? '' }
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescape(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, escaped: string) =>
    escaped.length === 5
      ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
      : (ESCAPES[escaped] ?? escaped),
  )
}
