import type {
  ArgparseCommand,
  ArgparseGroup,
  ArgparseOption,
  ArgparseParser,
} from './argparseTable'

/** The width that argparse4j fills. Kafka's tools take its default. */
const WIDTH = 75

/** Everything of a parser that a person can write, in the order of its declaration. */
export function optionsOf(level: {
  readonly options: readonly ArgparseOption[]
  readonly groups?: readonly ArgparseGroup[]
}): readonly ArgparseOption[] {
  return [...level.options, ...(level.groups ?? []).flatMap(({ options }) => options)]
}

/** `--id/-i`: an option's flags, as messages name it. */
export function flagsOf({ name, short }: ArgparseOption): string {
  return short === undefined ? `--${name}` : `--${name}/-${short}`
}

function metavarOf({ name, metavar }: ArgparseOption): string {
  return metavar ?? name.toUpperCase().replaceAll('-', '_')
}

function shown(option: ArgparseOption): string {
  if (option.action === 'flag') return `--${option.name}`
  const metavar = metavarOf(option)
  return `--${option.name} ${option.isMany === true ? `${metavar} [${metavar} ...]` : metavar}`
}

function groupWords(group: ArgparseGroup): readonly string[] {
  const [open, close] = group.isRequired ? ['(', ')'] : ['[', ']']
  const last = group.options.length - 1
  return group.options.map(
    (option, index) => `${index === 0 ? open : ''}${shown(option)}${index === last ? close : ' |'}`,
  )
}

/** Words of a level: single options, then groups that exclude each other. */
function levelWords(level: Omit<ArgparseCommand, 'name'>): readonly string[] {
  const single = level.options.map((option) =>
    option.isRequired === true ? shown(option) : `[${shown(option)}]`,
  )
  return ['[-h]', ...single, ...(level.groups ?? []).flatMap(groupWords)]
}

/** What must stand before a sub-command. Kafka's tools: ArgumentParserImpl.addUpperParserUsage. */
function upperWords(parser: ArgparseParser): readonly string[] {
  const single = parser.options.filter(({ isRequired }) => isRequired === true).map(shown)
  const groups = (parser.groups ?? []).filter(({ isRequired }) => isRequired)
  return [...single, ...groups.flatMap(groupWords)]
}

/** The usage block of a parser or of one of its commands. X-90. ArgumentParserImpl.printUsage. */
export function usageOf(
  parser: ArgparseParser,
  command: ArgparseCommand | null,
): readonly string[] {
  const names = parser.commands?.map(({ name }) => name) ?? []
  const commands =
    names.length === 0 ? [] : [parser.commandMetavar ?? `{${names.join(',')}}`, '...']
  const words =
    command === null
      ? [...levelWords(parser), ...commands]
      : [...upperWords(parser), command.name, ...levelWords(command)]
  const first = `usage: ${parser.prog}`
  const lines: string[] = []
  let line = first
  words.forEach((word, index) => {
    if (index > 0 && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = ' '.repeat(first.length)
    }
    line += ` ${word}`
  })
  return [...lines, line]
}

/** A text cut where Java's line breaker would cut it. Java: BreakIterator.getLineInstance. */
function pieces(text: string): readonly string[] {
  const cut = /( +(?=[^ ])|-+(?=[^-' ])|[.!?](?=[A-Za-z-])|[A-Za-z](?=\())/g
  return text
    .replace(cut, '$1\u0000')
    .split('\u0000')
    .filter((piece) => piece !== '')
}

/** Blanks are spread from the middle, so that a line fills the width. TextHelper.adjustSpace. */
function justify(line: string): string {
  const words = line.trim().split(/ +/)
  const gaps = words.length - 1
  if (gaps === 0) return line.trim()
  const lack = WIDTH - line.trim().length
  const each = Math.floor(lack / gaps)
  const rest = lack % gaps
  const from = Math.floor((gaps - rest + 1) / 2)
  return words
    .map((word, index) => {
      if (index === gaps) return word
      const isWider = index >= from && index < from + rest
      return word + ' '.repeat(1 + each + (isWider ? 1 : 0))
    })
    .join('')
}

/** A text in lines of 75 columns, justified but for the last. X-90. Kafka's tools: TextHelper.wrap. */
export function wrapText(text: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text)) {
    if (line !== '' && line.length + piece.length > WIDTH) {
      lines.push(justify(line))
      line = ''
    }
    line += piece
  }
  return [...lines, line.trimEnd()]
}

/** The distance that argparse4j's suggestions go by: swaps cost 0, others 2, 1 and 4. */
// eslint-disable-next-line complexity -- the recurrence of ArgumentParserImpl.levenshtein
function distance(query: string, candidate: string): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: candidate.length + 1 }, (_, at) => at)
  for (let i = 1; i <= query.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= candidate.length; j += 1) {
      const isSame = query[i - 1] === candidate[j - 1]
      let cost = (row[j - 1] ?? 0) + (isSame ? 0 : 2)
      const isSwap =
        i > 1 && j > 1 && query[i - 2] === candidate[j - 1] && query[i - 1] === candidate[j - 2]
      if (isSwap && !isSame) cost = Math.min(cost, before[j - 2] ?? 0)
      next.push(Math.min(cost, (row[j] ?? 0) + 4, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[candidate.length] ?? 0
}

/** The block `Did you mean:`, or nothing. ArgumentParserImpl.printCandidates. */
export function suggestions(
  query: string,
  candidates: readonly { readonly body: string; readonly text: string }[],
): readonly string[] {
  const rated = candidates
    .map(({ body, text }) => ({
      text,
      cost: body.startsWith(query) ? 0 : distance(query, body),
    }))
    .sort((a, b) => a.cost - b.cost || (a.text < b.text ? -1 : 1))
  const best = rated[0]?.cost ?? 7
  if (best >= 7) return []
  return [
    '',
    'Did you mean:',
    ...rated.filter(({ cost }) => cost === best).map((r) => `\t${r.text}`),
  ]
}

function helpRow(left: string, about: string): readonly string[] {
  const lines = wrapText(about)
  const head = `  ${left}`
  return head.length > 23
    ? [head, ...lines.map((line) => ' '.repeat(25) + line)]
    : [head.padEnd(25) + (lines[0] ?? ''), ...lines.slice(1).map((line) => ' '.repeat(25) + line)]
}

function optionRow(option: ArgparseOption): readonly string[] {
  const argument = option.action === 'flag' ? '' : ` ${metavarOf(option)}`
  const short = option.short === undefined ? '' : `, -${option.short}${argument}`
  return helpRow(`--${option.name}${argument}${short}`, option.about)
}

/** What `-h` prints: usage, purpose, commands and options in the simulator's own words. */
export function helpOf(parser: ArgparseParser, command: ArgparseCommand | null): readonly string[] {
  const level = command ?? parser
  const commands = command === null ? (parser.commands ?? []) : []
  const about = command === null ? parser.about : ''
  return [
    ...usageOf(parser, command),
    ...(about === '' ? [] : ['', ...wrapText(about)]),
    ...(commands.length === 0 ? [] : ['', 'positional arguments:']),
    ...commands.flatMap((row) => helpRow(`  ${row.name}`, row.about)),
    '',
    'optional arguments:',
    ...helpRow('-h, --help', 'Prints this help.'),
    ...optionsOf(level).flatMap(optionRow),
  ]
}
