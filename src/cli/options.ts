/** An option of a tool. */
export interface OptionSpec {
  readonly name: string
  /** What its argument is called, or null: it takes none. */
  readonly argument: string | null
  readonly type?: 'string' | 'integer'
  /** Its argument may be left out. */
  readonly isOptional?: true
  /** It may only stand beside one of these. */
  readonly onlyWith?: readonly string[]
  /** What it does, in the simulator's own words. */
  readonly about: string
}

/** A tool's options as they were given, in order; a later value of a single option wins. */
export interface Options {
  readonly has: (name: string) => boolean
  /** The value given last, or undefined. */
  readonly value: (name: string) => string | undefined
  readonly values: (name: string) => readonly string[]
  /** The names in the order in which they were given. */
  readonly order: readonly string[]
}

/** What a command line that cannot be used throws inside a tool; `runScript` prints it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** 'usage': followed by the table of options. 'joptsimple' and 'terse': as the class prints. */
  readonly kind: 'usage' | 'joptsimple' | 'terse'
  /** Java's class of the exception, for the trace. */
  readonly javaClass: string
  constructor(kind: UsageError['kind'], message: string, javaClass = '') {
    super(message)
    this.kind = kind
    this.javaClass = javaClass
  }
}

function unrecognized(name: string): UsageError {
  const text = `${name} is not a recognized option`
  return new UsageError('joptsimple', text, 'joptsimple.UnrecognizedOptionException')
}

/** Finds an option by its whole name: Kafka's tools take no abbreviations. X-01. */
function find(specs: readonly OptionSpec[], name: string): OptionSpec {
  const exact = specs.find((spec) => spec.name === name)
  if (exact === undefined) throw unrecognized(name)
  return exact
}

function checkType(spec: OptionSpec, value: string): void {
  if (spec.type !== 'integer' || /^[+-]?\d+$/.test(value)) return
  const text = `Cannot parse argument '${value}' of option ${spec.name}`
  throw new UsageError('joptsimple', text, 'joptsimple.OptionArgumentConversionException')
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

/**
 * Reads a command line as joptsimple does.
 * @throws UsageError with joptsimple's message.
 */
// eslint-disable-next-line complexity -- joptsimple reads words in one loop, and so does this
export function parseOptions(specs: readonly OptionSpec[], args: readonly string[]): Options {
  const given: { readonly name: string; readonly value: string | null }[] = []
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    if (word === '--') break
    if (!word.startsWith('-') || word === '-') continue
    const bare = word.replace(/^--?/, '')
    const cut = bare.indexOf('=')
    const spec = find(specs, cut < 0 ? bare : bare.slice(0, cut))
    if (spec.argument === null) {
      given.push({ name: spec.name, value: null })
      continue
    }
    const next = cut < 0 ? args[index + 1] : bare.slice(cut + 1)
    if (spec.isOptional === true && (next === undefined || (cut < 0 && next.startsWith('-')))) {
      given.push({ name: spec.name, value: null })
      continue
    }
    if (next === undefined || (cut < 0 && next.startsWith('--') && next.length > 2)) {
      const text = `Option ${spec.name} requires an argument`
      throw new UsageError('joptsimple', text, 'joptsimple.OptionMissingRequiredArgumentException')
    }
    if (cut < 0) index += 1
    checkType(spec, next)
    given.push({ name: spec.name, value: next })
  }
  refuseUnavailable(
    specs,
    given.map(({ name }) => name),
  )
  const values = (name: string) =>
    given.flatMap((row) => (row.name === name && row.value !== null ? [row.value] : []))
  return {
    has: (name) => given.some((row) => row.name === name),
    value: (name) => values(name).at(-1),
    values,
    order: given.map(({ name }) => name),
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

/** The table of options that `--help` and mistakes print; its sentences are the simulator's. */
export function usageLines(specs: readonly OptionSpec[]): readonly string[] {
  const left = ({ name, argument, type }: OptionSpec) =>
    `--${name}${argument === null ? '' : ` <${type === 'integer' ? 'Integer' : 'String'}: ${argument}>`}`
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
