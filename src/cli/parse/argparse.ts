import type { ArgparseCommand, ArgparseOption, ArgparseParser } from './argparseTable'
import type { Options } from './options'
import { flagsOf, helpOf, optionsOf, suggestions, usageOf, wrapText } from './argparseText'

/** What a command line of family A says. */
export interface ArgparseOptions extends Options {
  readonly command: string | null
}

/** Thrown when a command line of family A cannot be used, or only asks for help. */
export class ArgparseStop extends Error {
  override readonly name = 'ArgparseStop'
  readonly stream: 'stdout' | 'stderr'
  readonly lines: readonly string[]
  readonly status: number
  constructor(stop: {
    readonly stream: 'stdout' | 'stderr'
    readonly lines: readonly string[]
    readonly status: number
  }) {
    super(stop.lines.at(-1) ?? '')
    this.stream = stop.stream
    this.lines = stop.lines
    this.status = stop.status
  }
}

interface Parsing {
  readonly parser: ArgparseParser
  readonly words: readonly string[]
  index: number
  command: ArgparseCommand | null
  readonly given: { readonly option: ArgparseOption; readonly value: string | null }[]
}

/**
 * Reads a command line as argparse4j does: mistakes at the place where they stand, then what is
 * missing, from the tool's own options to the command's. Rule X-90. ArgumentParserImpl.parseArgs.
 * @throws ArgparseStop
 */
export function parseArgparse(parser: ArgparseParser, words: readonly string[]): ArgparseOptions {
  const parsing: Parsing = { parser, words, index: 0, command: null, given: [] }
  while (parsing.index < words.length) readWord(parsing)
  checkRequired(parsing)
  const { given, command } = parsing
  const values = (name: string) =>
    given.flatMap(({ option, value }) => (option.name === name && value !== null ? [value] : []))
  return {
    command: command?.name ?? null,
    has: (name) => given.some(({ option }) => option.name === name),
    value: (name) => values(name).at(-1),
    values,
    order: given.map(({ option }) => option.name),
  }
}

/** A mistake that a tool finds by itself after parsing (`parser.handleError`). @returns the exception */
export function argparseError(
  parser: ArgparseParser,
  message: string,
  command: string | null = null,
): ArgparseStop {
  const level = parser.commands?.find(({ name }) => name === command) ?? null
  return mistake({ parser, command: level }, message)
}

function mistake(
  { parser, command }: Pick<Parsing, 'parser' | 'command'>,
  message: string,
  more: readonly string[] = [],
): ArgparseStop {
  const error = wrapText(`${parser.prog}: error: ${message}`)
  return new ArgparseStop({
    stream: 'stderr',
    lines: [...usageOf(parser, command), ...error, ...more],
    status: 1,
  })
}

/** Words that begin with a dash and are no negative number. */
function isFlag(word: string): boolean {
  return word.length > 1 && word.startsWith('-') && !/^-\d+$|^-\d*\.\d+$/.test(word)
}

function readWord(parsing: Parsing): void {
  const word = parsing.words[parsing.index] ?? ''
  if (word === '--') {
    parsing.index += 1
    if (parsing.index < parsing.words.length) throw leftOver(parsing, true)
    return
  }
  if (!isFlag(word)) return readCommand(parsing, word)
  parsing.index += 1
  if (word.startsWith('--')) return readLong(parsing, word)
  readShort(parsing, word)
}

function leftOver(parsing: Parsing, isAll: boolean): ArgparseStop {
  const rest = parsing.words.slice(parsing.index)
  const flag = rest.findIndex(isFlag)
  const texts = isAll || flag < 0 ? rest : rest.slice(0, flag)
  return mistake(parsing, `unrecognized arguments: '${texts.join(' ')}'`)
}

function readCommand(parsing: Parsing, word: string): void {
  const { parser } = parsing
  const commands = parser.commands ?? []
  if (commands.length === 0 || parsing.command !== null) throw leftOver(parsing, false)
  const names = commands.map(({ name }) => name)
  const close = names.includes(word) ? [word] : names.filter((name) => name.startsWith(word))
  if (close.length > 1) {
    const could = close.toSorted().join(', ')
    throw mistake(parsing, `ambiguous command: ${word} could match ${could}`)
  }
  parsing.index += 1
  const found = commands.find(({ name }) => name === close[0])
  if (found === undefined) {
    const choices = names.map((name) => `'${name}'`).join(', ')
    const more = suggestions(
      word,
      names.map((name) => ({ body: name, text: name })),
    )
    throw mistake(parsing, `invalid choice: '${word}' (choose from ${choices})`, more)
  }
  parsing.command = found
}

/** The options that count where the parser is now. */
function known(parsing: Parsing): readonly ArgparseOption[] {
  return optionsOf(parsing.command ?? parsing.parser)
}

function readLong(parsing: Parsing, word: string): void {
  const cut = word.indexOf('=')
  const name = cut < 0 ? word.slice(2) : word.slice(2, cut)
  const implicit = cut < 0 ? null : word.slice(cut + 1)
  const names = ['help', ...known(parsing).map((option) => option.name)]
  const close = names.includes(name) ? [name] : names.filter((other) => other.startsWith(name))
  if (close.length > 1) {
    const could = close
      .map((other) => `--${other}`)
      .toSorted()
      .join(', ')
    throw mistake(parsing, `ambiguous option: ${word} could match ${could}`)
  }
  const [found] = close
  if (found === 'help') throw help(parsing)
  const option = known(parsing).find((other) => other.name === found)
  if (option === undefined) throw unknownFlag(parsing, word)
  take(parsing, option, implicit)
}

/** `-i 1`, `-i1`, and several flags in one word: `-sN`. */
function readShort(parsing: Parsing, word: string): void {
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at] ?? ''
    if (letter === 'h') throw help(parsing)
    const option = known(parsing).find(({ short }) => short === letter)
    if (option === undefined) throw unknownFlag(parsing, word)
    if (option.action !== 'flag') {
      return take(parsing, option, at + 1 < word.length ? word.slice(at + 1) : null)
    }
    take(parsing, option, null)
  }
}

function unknownFlag(parsing: Parsing, word: string): ArgparseStop {
  const body = word.replace(/^--?/, '')
  const candidates = ['help', ...known(parsing).map(({ name }) => name)].map((name) => ({
    body: name,
    text: `--${name}`,
  }))
  const more = body.length < 2 ? [] : suggestions(body, candidates)
  return mistake(parsing, `unrecognized arguments: '${word}'`, more)
}

function help({ parser, command }: Parsing): ArgparseStop {
  return new ArgparseStop({
    stream: 'stdout',
    lines: helpOf(parser, command),
    status: parser.helpStatus,
  })
}

function take(parsing: Parsing, option: ArgparseOption, implicit: string | null): void {
  checkGroup(parsing, option)
  if (option.action === 'flag') {
    if (implicit !== null) {
      const text = `argument ${flagsOf(option)}: ignore implicit argument '${implicit}'`
      throw mistake(parsing, text)
    }
    parsing.given.push({ option, value: null })
    return
  }
  const texts = implicit === null ? following(parsing, option) : [implicit]
  for (const value of texts) {
    checkType(parsing, option, value)
    parsing.given.push({ option, value })
  }
}

function following(parsing: Parsing, option: ArgparseOption): readonly string[] {
  const texts: string[] = []
  const most = option.isMany === true ? parsing.words.length : 1
  while (texts.length < most) {
    const next = parsing.words[parsing.index]
    if (next === undefined || isFlag(next)) break
    texts.push(next)
    parsing.index += 1
  }
  if (texts.length > 0) return texts
  const needed = option.isMany === true ? '1 argument(s)' : 'one argument'
  throw mistake(parsing, `argument ${flagsOf(option)}: expected ${needed}`)
}

/** Kafka's tools: ArgumentParserImpl.checkMutex. */
function checkGroup(parsing: Parsing, option: ArgparseOption): void {
  const level = parsing.command ?? parsing.parser
  const group = level.groups?.find(({ options }) => options.includes(option))
  const other = parsing.given.find(
    (row) => row.option !== option && group?.options.includes(row.option) === true,
  )?.option
  if (other === undefined) return
  const text = `argument ${flagsOf(option)}: not allowed with argument ${flagsOf(other)}`
  throw mistake(parsing, text)
}

const LIMITS = { Integer: 2_147_483_648n, Long: 9_223_372_036_854_775_808n } as const

function checkType(parsing: Parsing, option: ArgparseOption, value: string): void {
  const { type } = option
  if (type === undefined || isOfType(type, value)) return
  const text = `argument ${flagsOf(option)}: could not convert '${value}' to ${type} (For input string: "${value}")`
  throw mistake(parsing, text)
}

function isOfType(type: 'Integer' | 'Long' | 'Double', value: string): boolean {
  if (type === 'Double') return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)
  if (!/^[+-]?\d+$/.test(value)) return false
  const number = BigInt(value.replace('+', ''))
  return number < LIMITS[type] && number >= -LIMITS[type]
}

/** What is missing: a command, the tool's own options, then the command's. */
function checkRequired(parsing: Parsing): void {
  const { parser, command } = parsing
  if ((parser.commands ?? []).length > 0 && command === null) {
    throw mistake(parsing, 'too few arguments')
  }
  checkLevel(parsing, { level: parser, command: null })
  if (command !== null) checkLevel(parsing, { level: command, command })
}

function checkLevel(
  { parser, given }: Parsing,
  at: {
    readonly level: Omit<ArgparseCommand, 'name'>
    readonly command: ArgparseCommand | null
  },
): void {
  const isGiven = (option: ArgparseOption) => given.some((row) => row.option === option)
  // Of several the last one is told. Kafka: argparse4j, ArgumentParserImpl.checkRequiredArgument.
  const missing = at.level.options.findLast((row) => row.isRequired === true && !isGiven(row))
  const where = { parser, command: at.command }
  if (missing !== undefined) throw mistake(where, `argument ${flagsOf(missing)} is required`)
  const group = at.level.groups?.find((row) => row.isRequired && !row.options.some(isGiven))
  if (group === undefined) return
  const names = group.options.map(flagsOf).join(' ')
  throw mistake(where, `one of the arguments ${names} is required`)
}
