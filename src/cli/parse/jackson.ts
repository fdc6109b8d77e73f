import { javaReal } from '~/base/javaReal'

/** A number as Jackson keeps it: its kind decides which Java type takes it. Java: NumericNode. */
export class JsonNumber {
  readonly kind: 'int' | 'long' | 'big' | 'double'
  /** As Jackson prints it. */
  readonly text: string
  constructor(kind: JsonNumber['kind'], text: string) {
    this.kind = kind
    this.text = text
  }
}

/** What a text of blanks alone is: a node that is not there. Java: MissingNode. */
const MISSING: unique symbol = Symbol('missing')

/** A text that Jackson refuses. Java: JsonParseException. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem'
  readonly javaClass: string
  constructor(javaClass: string, message: string) {
    super(message)
    this.javaClass = javaClass
  }
}

const CORE = 'com.fasterxml.jackson.core'
const VALUES = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'"
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '/': '/',
  '\\': '\\',
}

/** Where an array or object began. */
interface Open {
  readonly name: 'Array' | 'Object'
  readonly start: number
}

interface Reader {
  readonly text: string
  at: number
}

/** Line and column of a character, as Jackson tells them. Java: JsonLocation. */
function place({ text }: Reader, index: number): string {
  const before = text.slice(0, index)
  const line = before.split('\n').length
  const column = index - before.lastIndexOf('\n')
  return `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`
}

function refuse(reader: Reader, message: string, index = reader.at): JsonProblem {
  return new JsonProblem(`${CORE}.JsonParseException`, `${message}\n at ${place(reader, index)}`)
}

function endOfInput(reader: Reader, what: string): JsonProblem {
  const message = `Unexpected end-of-input${what}\n at ${place(reader, reader.text.length)}`
  return new JsonProblem(`${CORE}.io.JsonEOFException`, message)
}

/** A character with its code. Java: ParserMinimalBase._getCharDesc. */
function named(char: string): string {
  const code = char.charCodeAt(0)
  if (code < 32) return `(CTRL-CHAR, code ${code})`
  return code > 255
    ? `'${char}' (code ${code} / 0x${code.toString(16)})`
    : `'${char}' (code ${code})`
}

function unexpected(reader: Reader, why: string, index = reader.at): JsonProblem {
  // Past the end Jackson still holds the last character.
  const char = reader.text.charAt(Math.min(reader.at, reader.text.length - 1))
  return refuse(reader, `Unexpected character (${named(char)})${why}`, index)
}

/** The next character that is no blank; empty at the end. */
function peek(reader: Reader): string {
  while (/[ \t\r\n]/.test(reader.text.charAt(reader.at))) reader.at += 1
  const char = reader.text.charAt(reader.at)
  if (char === '/') {
    throw unexpected(
      reader,
      ": maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
    )
  }
  return char
}

function escaped(reader: Reader): string {
  const char = reader.text.charAt(reader.at)
  if (char === '') throw endOfInput(reader, ' in character escape sequence')
  if (char !== 'u') {
    const plain = Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined
    if (plain === undefined) {
      throw refuse(reader, `Unrecognized character escape ${named(char)}`)
    }
    reader.at += 1
    return plain
  }
  const start = reader.at + 1
  for (reader.at = start; reader.at < start + 4; reader.at += 1) {
    const digit = reader.text.charAt(reader.at)
    if (digit === '') throw endOfInput(reader, ' in character escape sequence')
    if (!/[\da-fA-F]/.test(digit)) {
      throw unexpected(reader, ': expected a hex-digit for character escape sequence')
    }
  }
  return String.fromCharCode(Number.parseInt(reader.text.slice(start, start + 4), 16))
}

/** From the opening quote to the closing one. */
function readString(reader: Reader, isName: boolean): string {
  let value = ''
  for (reader.at += 1; ;) {
    const char = reader.text.charAt(reader.at)
    if (char === '') {
      const what = isName ? ' in field name' : ': was expecting closing quote for a string value'
      throw endOfInput(reader, what)
    }
    if (char < ' ') {
      const where = isName ? 'name' : 'string value'
      const why = `has to be escaped using backslash to be included in ${where}`
      throw refuse(reader, `Illegal unquoted character (${named(char)}): ${why}`)
    }
    reader.at += 1
    if (char === '"') return value
    value += char === '\\' ? escaped(reader) : char
  }
}

/** An integer's kind by its size. */
function integer(text: string): JsonNumber {
  const value = BigInt(text)
  const fits = (bits: number) => BigInt.asIntN(bits, value) === value
  const kind = fits(32) ? 'int' : fits(64) ? 'long' : 'big'
  return new JsonNumber(kind, String(value))
}

/** A sign with the digits before a point. Java: ReaderBasedJsonParser._parseUnsignedNumber. */
function readDigits(reader: Reader): string {
  const { text } = reader
  const [digits = ''] = /^-?(?:0|[1-9]\d*)?/.exec(text.slice(reader.at)) ?? []
  reader.at += digits.length
  const next = text.charAt(reader.at)
  if (digits !== '-') {
    if (!/\d/.test(next)) return digits
    throw refuse(reader, 'Invalid numeric value: Leading zeroes not allowed')
  }
  if (next === '') throw endOfInput(reader, 'No digit following sign')
  const why = 'expected digit (0-9) to follow minus sign, for valid numeric value'
  throw unexpected(reader, ` in numeric value: ${why}`)
}

/** A point with its digits, an exponent. Java: ReaderBasedJsonParser._parseFloat. */
function readFraction(reader: Reader): string {
  const { at: end, text } = reader
  const rest = text.slice(end)
  const [fraction = ''] = /^(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(rest) ?? []
  const after = rest.slice(fraction.length)
  reader.at = end + fraction.length
  const wrong = (skipped: string, what: string): JsonProblem => {
    reader.at += skipped.length
    return unexpected(reader, ` in numeric value: ${what} not followed by a digit`, end)
  }
  if (fraction === '' && after.startsWith('.')) throw wrong('.', 'Decimal point')
  const [exponent] = /[eE]/.test(fraction) ? [] : (/^[eE][+-]?/.exec(after) ?? [])
  if (exponent !== undefined) throw wrong(exponent, 'Exponent indicator')
  return fraction
}

function readNumber(reader: Reader, parent: Open | null): JsonNumber {
  const digits = readDigits(reader)
  const fraction = readFraction(reader)
  if (parent === null && !/^[ \t\r\n]?$/.test(reader.text.charAt(reader.at))) {
    throw unexpected(reader, ': Expected space separating root-level values')
  }
  if (fraction === '') return integer(digits)
  const real = javaReal(Number(digits + fraction))
  return new JsonNumber('double', /^-?\d/.test(real) ? real : `"${real}"`)
}

const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }

/** `true`, `false`, `null`, or what stands in their place. Java: _reportInvalidToken. */
function readWord(reader: Reader): unknown {
  const [word = ''] = /^[\p{L}\p{N}_$]+/u.exec(reader.text.slice(reader.at)) ?? []
  if (word === '' || /^\d/.test(word))
    throw unexpected(reader, `: expected a valid value (${VALUES})`)
  reader.at += word.length
  if (Object.hasOwn(WORDS, word)) return WORDS[word]
  if (word === 'NaN' || word === 'Infinity') {
    const why = 'enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow'
    throw refuse(reader, `Non-standard token '${word}': ${why}`)
  }
  throw refuse(reader, `Unrecognized token '${word}': was expecting (${VALUES})`)
}

/** A value whose first character is the next one. */
function readValue(reader: Reader, parent: Open | null): unknown {
  const char = reader.text.charAt(reader.at)
  if (char === '"') return readString(reader, false)
  if (char === '{') return readObject(reader)
  if (char === '[') return readArray(reader)
  if (/[-\d]/.test(char)) return readNumber(reader, parent)
  if (char === '+') {
    const why =
      'JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow'
    throw unexpected(reader, ` in numeric value: ${why}`, reader.at + 1)
  }
  return readWord(reader)
}

/** What stands after an entry or the opening mark: true at the closing one. */
function closes(reader: Reader, { name, start }: Open): boolean {
  const [own, other] = name === 'Array' ? [']', '}'] : ['}', ']']
  const char = peek(reader)
  if (char === '') {
    const marker = `(start marker at ${place(reader, start)})`
    throw endOfInput(reader, `: expected close marker for ${name} ${marker}`)
  }
  if (char === other) {
    const why = `expected '${own}' (for ${name} starting at ${place(reader, start)})`
    throw refuse(reader, `Unexpected close marker '${other}': ${why}`)
  }
  if (char !== own) return false
  reader.at += 1
  return true
}

/** A comma with what follows it. Java: _skipComma, _skipAfterComma2. */
function skipComma(reader: Reader, { name }: Open): void {
  if (reader.text.charAt(reader.at) !== ',') {
    throw unexpected(reader, `: was expecting comma to separate ${name} entries`)
  }
  reader.at += 1
  if (peek(reader) === '') {
    throw refuse(reader, `Unexpected end-of-input within/between ${name} entries`)
  }
}

function readArray(reader: Reader): readonly unknown[] {
  const open: Open = { name: 'Array', start: reader.at }
  const values: unknown[] = []
  reader.at += 1
  while (!closes(reader, open)) {
    if (values.length > 0) skipComma(reader, open)
    if (reader.text.charAt(reader.at) === '}') throw unexpected(reader, ': expected a value')
    values.push(readValue(reader, open))
  }
  return values
}

/** A field's name, with the colon and the blanks behind it. */
function readName(reader: Reader): string {
  if (peek(reader) !== '"') {
    throw unexpected(reader, ': was expecting double-quote to start field name')
  }
  const name = readString(reader, true)
  const colon = peek(reader)
  if (colon !== '' && colon !== ':') {
    throw unexpected(reader, ': was expecting a colon to separate field name and value')
  }
  reader.at += 1
  if (peek(reader) === '') throw endOfInput(reader, ' within/between Object entries')
  return name
}

function readObject(reader: Reader): Readonly<Record<string, unknown>> {
  const open: Open = { name: 'Object', start: reader.at }
  const fields: (readonly [string, unknown])[] = []
  reader.at += 1
  while (!closes(reader, open)) {
    if (fields.length > 0) skipComma(reader, open)
    const name = readName(reader)
    fields.push([name, readValue(reader, open)])
  }
  return Object.fromEntries(fields)
}

/**
 * The first value of a text; what stands after it is not looked at. Java: ObjectMapper.readTree.
 * @throws JsonProblem
 */
export function readTree(text: string): unknown {
  const reader: Reader = { text, at: 0 }
  const char = peek(reader)
  if (char === '') return MISSING
  if (char === ']' || char === '}') {
    const name = char === ']' ? 'Array' : 'Object'
    throw refuse(reader, `Unexpected close marker '${char}': no open ${name} to close`)
  }
  return readValue(reader, null)
}

/** A value in one line. Java: JsonNode.toString. */
export function jsonText(value: unknown): string {
  if (value === MISSING) return ''
  if (value instanceof JsonNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`).join(',')}}`
}
