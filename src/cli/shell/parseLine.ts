/** Where a command's standard input comes from, other than the keyboard. */
export type ShellInput =
  | { readonly type: 'file'; readonly path: string }
  /** The command before a `|`: `echo`, `printf` or `cat`. */
  | { readonly type: 'command'; readonly words: readonly string[] }

/** A command line of the terminal's shell. */
export interface ShellCommand {
  readonly words: readonly string[]
  readonly input: ShellInput | null
  /** Commands that its output goes through: `grep`, `head`, … */
  readonly filters: readonly (readonly string[])[]
  readonly output: { readonly path: string; readonly append: boolean } | null
  /** True with `2>/dev/null`. */
  readonly isStderrHidden: boolean
}

/** What a typed line says: commands, or why it says nothing that the shell knows. */
export type ParsedLine =
  | {
      readonly type: 'commands'
      /** Each with what must have become of the one before it. */
      readonly commands: readonly {
        readonly command: ShellCommand
        readonly after: ListOperator
      }[]
    }
  /** A quote is open, or the line ends with a backslash: the next line belongs to it. */
  | { readonly type: 'unfinished' }
  | { readonly type: 'error'; readonly message: string }

/** Stands for `$?` until the command runs: a character that nobody types. */
const STATUS_MARK = '\u0000'

/** A command with the last exit status in the place of each `$?`. */
export function withStatus(command: ShellCommand, status: number): ShellCommand {
  const expand = (words: readonly string[]) =>
    words.map((word) => word.replaceAll(STATUS_MARK, String(status)))
  const { input } = command
  return {
    ...command,
    words: expand(command.words),
    filters: command.filters.map(expand),
    input: input?.type === 'command' ? { ...input, words: expand(input.words) } : input,
  }
}

interface Token {
  readonly type: 'word' | 'operator'
  readonly text: string
}

const OPERATORS = ['&&', '||', '2>&1', '2>', '>>', '|', ';', '>', '<', '&'] as const

/** Words that can stand before a `|` and give the command its input. */
const SOURCES: readonly string[] = ['echo', 'printf', 'cat']

/**
 * Reads a line as a POSIX shell does, as far as the terminal's shell goes: quotes, backslashes,
 * `$?`, pipes, redirections, lists.
 */
export function parseLine(line: string): ParsedLine {
  const tokens = tokenize(line)
  if (tokens === null) return { type: 'unfinished' }
  const commands: { command: ShellCommand; after: ListOperator }[] = []
  let after: ListOperator = ';'
  for (const { part, end } of partsOf(tokens)) {
    if (part.length === 0) {
      // A line may be empty, and may end with a semicolon.
      if (end === '' && after === ';') continue
      return syntaxError(end === '' ? 'newline' : end)
    }
    const command = commandOf(part)
    if (typeof command === 'string') return syntaxError(command)
    commands.push({ command, after })
    after = end === '' ? ';' : end
  }
  return { type: 'commands', commands }
}

type ListOperator = ';' | '&&' | '||'

interface Part {
  readonly part: readonly Token[]
  /** What ends it; '' at the end of the line. */
  readonly end: ListOperator | ''
}

function partsOf(tokens: readonly Token[]): readonly Part[] {
  const parts: Part[] = []
  let part: Token[] = []
  for (const token of tokens) {
    if (token.type === 'operator' && isListOperator(token.text)) {
      parts.push({ part, end: token.text })
      part = []
    } else part.push(token)
  }
  return [...parts, { part, end: '' }]
}

function isListOperator(text: string): text is ListOperator {
  return text === ';' || text === '&&' || text === '||'
}

function syntaxError(token: string): ParsedLine {
  return { type: 'error', message: `bash: syntax error near unexpected token \`${token}'` }
}

/** The command of a pipeline with its input and filters, or the token that does not fit. */
function commandOf(tokens: readonly Token[]): ShellCommand | string {
  const stages: Stage[] = []
  for (const tokensOfStage of split(tokens)) {
    const stage = stageOf(tokensOfStage)
    if (typeof stage === 'string') return stage
    if (stage.words.length === 0) return '|'
    stages.push(stage)
  }
  const [first = [], ...rest] = stages.map(({ words }) => words)
  const { input, ...common } = redirections(stages)
  const [second, ...filters] = rest
  const isFed =
    second !== undefined &&
    input === null &&
    SOURCES.includes(first[0] ?? '') &&
    !FILTERS.includes(second[0] ?? '')
  return isFed
    ? { words: second, input: { type: 'command', words: first }, filters, ...common }
    : { words: first, input, filters: rest, ...common }
}

function redirections(
  stages: readonly Stage[],
): Pick<ShellCommand, 'input' | 'output' | 'isStderrHidden'> {
  const path = stages.findLast(({ inputPath }) => inputPath !== null)?.inputPath ?? null
  return {
    input: path === null ? null : { type: 'file', path },
    output: stages.findLast(({ output }) => output !== null)?.output ?? null,
    isStderrHidden: stages.some((stage) => stage.isStderrHidden),
  }
}

function split(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const stages: Token[][] = [[]]
  for (const token of tokens) {
    if (token.type === 'operator' && token.text === '|') stages.push([])
    else stages.at(-1)?.push(token)
  }
  return stages
}

/** Commands that a tool's output can be piped into. */
const FILTERS: readonly string[] = ['grep', 'head', 'tail', 'sort', 'wc', 'cat']

interface Stage {
  readonly words: readonly string[]
  readonly inputPath: string | null
  readonly output: ShellCommand['output']
  readonly isStderrHidden: boolean
}

function stageOf(tokens: readonly Token[]): Stage | string {
  const words: string[] = []
  let inputPath: string | null = null
  let output: ShellCommand['output'] = null
  let isStderrHidden = false
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined) break
    if (token.type === 'word') {
      words.push(token.text)
      continue
    }
    if (token.text === '2>&1') continue
    const path = tokens[index + 1]
    if (path?.type !== 'word' || token.text === '&') return path?.text ?? 'newline'
    index += 1
    if (token.text === '2>') isStderrHidden = true
    else if (token.text === '<') inputPath = path.text
    else output = { path: path.text, append: token.text === '>>' }
  }
  return { words, inputPath, output, isStderrHidden }
}

/** Words and operators; `null` while a quote is open. */
// eslint-disable-next-line complexity -- a scanner: one branch a character
function tokenize(line: string): readonly Token[] | null {
  const tokens: Token[] = []
  let word: string | null = null
  let quote = ''
  const end = () => {
    if (word !== null) tokens.push({ type: 'word', text: word })
    word = null
  }
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? ''
    const next = line[index + 1] ?? ''
    if (quote === "'") {
      if (character === quote) quote = ''
      else word = (word ?? '') + character
      continue
    }
    if (character === '\\') {
      if (next === '') return null
      const isKept = quote === '"' && !/["\\$`]/.test(next)
      word = (word ?? '') + (isKept ? `\\${next}` : next)
      index += 1
      continue
    }
    if (character === '$' && next === '?') {
      word = (word ?? '') + STATUS_MARK
      index += 1
      continue
    }
    if (quote === '"') {
      if (character === quote) quote = ''
      else word = (word ?? '') + character
      continue
    }
    if (character === '"' || character === "'") {
      quote = character
      word ??= ''
      continue
    }
    if (character === '#' && word === null) break
    const operator = OPERATORS.find(
      (text) => line.startsWith(text, index) && (word === null || !text.startsWith('2')),
    )
    if (operator !== undefined) {
      end()
      tokens.push({ type: 'operator', text: operator })
      index += operator.length - 1
    } else if (/\s/.test(character)) end()
    else word = (word ?? '') + character
  }
  end()
  return quote === '' ? tokens : null
}
