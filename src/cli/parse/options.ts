import { javaInteger } from '~/base/javaNumbers'

/** An option of a tool. */
export interface OptionSpec {
  readonly name: string
  /** What its argument is called, or null: it takes none. */
  readonly argument: string | null
  readonly type?: 'string' | 'integer' | 'long'
  /** Its argument may be left out. */
  readonly isOptional?: true
  /** It may only stand beside one of these. */
  readonly onlyWith?: readonly string[]
  /** What it does, in the simulator's own words. */
  readonly about: string
}

/** A tool's options as they were given, in order. */
export interface Options {
  readonly has: (name: string) => boolean
  /** The value, or undefined. @throws UsageError where joptsimple does: two values, or no number. */
  readonly value: (name: string) => string | undefined
  readonly values: (name: string) => readonly string[]
  /** The names in the order in which they were given. */
  readonly order: readonly string[]
}

/** What a command line that cannot be used throws inside a tool; `runScript` prints it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /**
   * 'usage': followed by the table of options. 'joptsimple' and 'terse': as the class prints.
   * 'value': found where the tool reads a value, long after parsing.
   */
  readonly kind: 'usage' | 'joptsimple' | 'terse' | 'value'
  /** Java's class of the exception, for the trace. */
  readonly javaClass: string
  /** The exceptions below it, as `class: message`. */
  readonly causes: readonly string[]
  // eslint-disable-next-line max-params -- an exception's parts, as ToolError has them
  constructor(
    kind: UsageError['kind'],
    message: string,
    javaClass = '',
    causes: readonly string[] = [],
  ) {
    super(message)
    this.kind = kind
    this.javaClass = javaClass
    this.causes = causes
  }
}

function unrecognized(name: string): UsageError {
  const text = `${name} is not a recognized option`
  return new UsageError('joptsimple', text, 'joptsimple.UnrecognizedOptionException')
}

const BITS = { integer: 32, long: 64 } as const

/** Java: what NumberFormatException says of a text. */
export function numberFormat(text: string): string {
  return `java.lang.NumberFormatException: For input string: "${text}"`
}

/** Java: joptsimple converts a value when it is asked for. @throws UsageError of kind 'value' */
function convert(spec: OptionSpec, value: string): string {
  const type = spec.type ?? 'string'
  if (type === 'string') return value
  const number = javaInteger(value, BITS[type])
  if (number !== null) return String(number)
  throw new UsageError(
    'value',
    `Cannot parse argument '${value}' of option ${spec.name}`,
    'joptsimple.OptionArgumentConversionException',
    [`joptsimple.internal.ReflectionException: ${numberFormat(value)}`, numberFormat(value)],
  )
}

/** Java: joptsimple's OptionSet.valueOf. @throws UsageError of kind 'value' where there are two */
function onlyOne(name: string, values: readonly string[]): string | undefined {
  if (values.length < 2) return values[0]
  const text = `Found multiple arguments for option ${name}, but you asked for only one`
  throw new UsageError('value', text, 'joptsimple.MultipleArgumentsForOptionException')
}

/** Java: joptsimple's OptionParser.ensureAllowedOptions. @throws UsageError */
function refuseUnavailable(specs: readonly OptionSpec[], given: readonly string[]): void {
  const names = specs
    .filter(({ name }) => given.includes(name))
    .filter(({ onlyWith }) => onlyWith?.some((other) => given.includes(other)) === false)
    .map(({ name }) => name)
  if (names.length === 0) return
  const text = `Option(s) [${names.join(', ')}] are unavailable given other options on the command line`
  throw new UsageError('joptsimple', text, 'joptsimple.UnavailableOptionException')
}

interface Given {
  readonly spec: OptionSpec
  readonly value: string | null
}

/** The option that a word names. Java: joptsimple's handleLongOptionToken, handleShortOptionToken. */
function specOf(specs: readonly OptionSpec[], word: string): OptionSpec {
  const isLong = word.startsWith('--')
  const bare = word.slice(isLong ? 2 : 1)
  const cut = bare.indexOf('=')
  const name = cut < 0 ? bare : bare.slice(0, cut)
  const exact = specs.find((spec) => spec.name === name)
  if (exact !== undefined) return exact
  // One dash begins a cluster of letters; no tool has any.
  throw unrecognized(isLong ? name : name.slice(0, 1))
}

/** How many of the words after an option are its value, and which. Java: joptsimple's ArgumentAcceptingOptionSpec. */
function readValue(
  spec: OptionSpec,
  word: string,
  next: string | undefined,
): { readonly value: string | null; readonly taken: 0 | 1 } {
  if (spec.argument === null) return { value: null, taken: 0 }
  const cut = word.indexOf('=')
  if (cut >= 0) return { value: word.slice(cut + 1), taken: 0 }
  const looksLikeAnOption = next?.startsWith('-') === true && next !== '-' && next !== '--'
  if (spec.isOptional === true && (next === undefined || looksLikeAnOption)) {
    return { value: null, taken: 0 }
  }
  if (next !== undefined) return { value: next, taken: 1 }
  const text = `Option ${spec.name} requires an argument`
  throw new UsageError('joptsimple', text, 'joptsimple.OptionMissingRequiredArgumentException')
}

/**
 * Reads a command line as joptsimple does: an option that needs a value takes the next word,
 * whatever it is; values are looked at when a tool asks for them. X-01.
 * @throws UsageError with joptsimple's message.
 */
export function parseOptions(specs: readonly OptionSpec[], args: readonly string[]): Options {
  const given: Given[] = []
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    if (word === '--') break
    if (!word.startsWith('-') || word === '-') continue
    const spec = specOf(specs, word)
    const { value, taken } = readValue(spec, word, args[index + 1])
    index += taken
    given.push({ spec, value })
  }
  const order = given.map(({ spec }) => spec.name)
  refuseUnavailable(specs, order)
  const values = (name: string) =>
    given.flatMap(({ spec, value }) =>
      spec.name === name && value !== null ? [convert(spec, value)] : [],
    )
  return {
    has: (name) => order.includes(name),
    value: (name) => onlyOne(name, values(name)),
    values,
    order,
  }
}

/** Kafka: CommandLineUtils.checkInvalidArgs. @throws UsageError */
export function refuseWith(options: Options, used: string, others: readonly string[]): void {
  if (!options.has(used)) return
  const other = others.find((name) => options.has(name))
  if (other === undefined) return
  throw new UsageError('usage', `Option "[${used}]" can't be used with option "[${other}]"`)
}

/** Kafka: CommandLineUtils.checkRequiredArgs. @throws UsageError */
export function require(options: Options, names: readonly string[]): void {
  const missing = names.find((name) => !options.has(name))
  if (missing !== undefined) {
    throw new UsageError('usage', `Missing required argument "[${missing}]"`)
  }
}

const TYPE_NAMES = { integer: 'Integer', long: 'Long', string: 'String' } as const

/** The table of options that `--help` and mistakes print; its sentences are the simulator's. */
export function usageLines(specs: readonly OptionSpec[]): readonly string[] {
  const left = ({ name, argument, type }: OptionSpec) =>
    `--${name}${argument === null ? '' : ` <${TYPE_NAMES[type ?? 'string']}: ${argument}>`}`
  const width = Math.max(...specs.map((spec) => left(spec).length), 6) + 2
  return [
    `${'Option'.padEnd(width)}Description`,
    `${'------'.padEnd(width)}-----------`,
    ...specs.map((spec) => `${left(spec).padEnd(width)}${spec.about}`),
  ]
}

/** Splits a line into words as a POSIX shell does: quotes and backslashes, nothing else. */
// eslint-disable-next-line complexity -- a scanner: one branch a character
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let isOpen = false
  let quote = ''
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
      else if (character === '\\' && quote === '"' && /["\\$`]/.test(line[index + 1] ?? '')) {
        index += 1
        word += line[index] ?? ''
      } else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      isOpen = true
    } else if (character === '\\') {
      index += 1
      word += line[index] ?? ''
      isOpen = true
    } else if (/\s/.test(character)) {
      if (isOpen) words.push(word)
      word = ''
      isOpen = false
    } else {
      word += character
      isOpen = true
    }
  }
  return isOpen ? [...words, word] : words
}
