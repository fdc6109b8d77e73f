import { javaInteger } from '~/base/javaNumbers'
import { javaSplit } from '~/base/javaSplit'
import { javaTrim } from '~/base/javaTrim'
import { UsageError } from '../parse/options'
import type { Io } from '../script'
import { stackTrace, ToolError, wrapError } from '../script'

/** One line of a plan: which offset a partition gets; without a group it is for the one that is named. */
interface Planned {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

type Column = keyof Planned

/** A Java class that a line is read into. Kafka: CsvUtils. */
interface Shape {
  readonly javaClass: string
  readonly columns: readonly Column[]
}

const WITHOUT_GROUP: Shape = {
  javaClass: 'CsvRecordNoGroup',
  columns: ['topic', 'partition', 'offset'],
}
const WITH_GROUP: Shape = {
  javaClass: 'CsvRecordWithGroup',
  columns: ['group', ...WITHOUT_GROUP.columns],
}

/** A cell where it stands in its line. */
interface Cell {
  readonly line: string
  readonly text: string
  /** Its first character, from 0. */
  readonly start: number
  readonly index: number
}

const JACKSON = 'com.fasterxml.jackson'
const TYPES = { partition: 'int', offset: 'long' } as const
const BITS = { int: 32, long: 64 } as const
const RANGES = {
  int: '(-2147483648 - 2147483647)',
  long: '(-9223372036854775808 - 9223372036854775807)',
} as const

function cellsOf(line: string): readonly Cell[] {
  let start = 0
  return line.split(',').map((text, index) => {
    const cell = { line, text, start, index }
    start += text.length + 1
    return cell
  })
}

/** What a line holds; what is not there is 0 or nothing. Java: CsvMapper. @throws ToolError */
function rowOf(line: string, shape: Shape): Planned {
  if (line === '') {
    const message = `No content to map due to end-of-input\n at ${place('UNKNOWN', 'UNKNOWN')}`
    throw new ToolError(`${JACKSON}.databind.exc.MismatchedInputException`, message)
  }
  const row = { group: '', topic: '', partition: 0, offset: 0 }
  for (const cell of cellsOf(line)) {
    const column = shape.columns[cell.index]
    if (column === undefined) throw tooMany(cell, shape)
    if (column === 'group' || column === 'topic') row[column] = cell.text
    else row[column] = wholeOf(cell, column, shape)
  }
  return row
}

const place = (line: number | string, column: number | string) =>
  `[Source: (StringReader); line: ${line}, column: ${column}]`

function tooMany({ text, start, index }: Cell, { columns }: Shape): ToolError {
  const message = `Too many entries: expected at most ${columns.length} (value #${index} (${text.length} chars) "${text}")`
  return new ToolError(
    `${JACKSON}.dataformat.csv.CsvReadException`,
    `${message}\n at ${place(1, start + 1)}`,
  )
}

/** Java: StdDeserializer._parseIntPrimitive, _parseLongPrimitive. @throws ToolError */
function wholeOf(cell: Cell, column: 'partition' | 'offset', { javaClass }: Shape): number {
  const type = TYPES[column]
  const text = javaTrim(cell.text)
  const number = text === '' ? 0n : javaInteger(text, BITS[type])
  if (number !== null) return Number(number)
  const chain = `(through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$${javaClass}["${column}"])`
  if (/^[+-]?\d+$/.test(cell.text)) throw outOfRange(cell, type, chain)
  const message = `Cannot deserialize value of type \`${type}\` from String "${text}": not a valid \`${type}\` value`
  throw new ToolError(
    `${JACKSON}.databind.exc.InvalidFormatException`,
    `${message}\n at ${place(1, cell.start + 1)} ${chain}`,
  )
}

/** Java: ParserMinimalBase.reportOverflowInt, reportOverflowLong. */
function outOfRange({ line, text, start }: Cell, type: 'int' | 'long', chain: string): ToolError {
  const range = javaInteger(text, 64) === null ? ` ${RANGES[type]}` : ''
  const message = `Numeric value (${text}) out of range of ${type}${range}`
  const end = start + text.length
  // Jackson stands behind the comma; where the line ends it counts the whole of it once more.
  const column = end === line.length ? end * 2 + 1 : end + 2
  return new ToolError(
    `${JACKSON}.databind.JsonMappingException`,
    `${message}\n at ${place(1, column)} ${chain}`,
    [`${JACKSON}.core.JsonParseException: ${message}`],
  )
}

/** The text of a file. Kafka: Utils.readFileAsString. @throws ToolError */
function fileText(io: Io, path: string): string {
  const text = Object.hasOwn(io.spec.files, path) ? io.spec.files[path] : undefined
  if (text !== undefined) return text
  const below = `java.io.IOException: Unable to read file ${path}`
  const causes = [below, `java.nio.file.NoSuchFileException: ${path}`]
  throw new ToolError('java.lang.RuntimeException', below, causes)
}

/** Why a line is none without a group, or null. */
function problemOf(line: string): ToolError | null {
  try {
    rowOf(line, WITHOUT_GROUP)
    return null
  } catch (error) {
    if (error instanceof ToolError) return error
    throw error
  }
}

/** @throws ToolError, UsageError */
function plannedIn(line: string, shape: Shape): Planned {
  try {
    const row = rowOf(line, shape)
    if (row.offset < 0) throw new UsageError('usage', 'Invalid negative offset')
    return row
  } catch (error) {
    throw error instanceof ToolError ? wrapError('java.lang.RuntimeException', error) : error
  }
}

/**
 * What a file of `topic,partition,offset` plans, or with the group before them. The file is read
 * twice for each group, so what is wrong with its first line is printed twice.
 * Kafka: ConsumerGroupService.resetPlanFromFile, parseResetPlan. @throws ToolError, UsageError
 */
export function resetPlan(io: Io, groupId: string): readonly Planned[] {
  const lines = javaSplit(fileText(io, io.options.value('from-file') ?? ''), '\n')
  const [first] = lines
  const problem = first === undefined ? null : problemOf(first)
  const isOne = io.options.values('group').length === 1 && problem === null
  const tell = () => {
    for (const line of problem === null ? [] : stackTrace(problem)) io.err(line)
  }
  tell()
  const plan = lines.map((line) =>
    isOne ? { ...plannedIn(line, WITHOUT_GROUP), group: groupId } : plannedIn(line, WITH_GROUP),
  )
  tell()
  return plan.filter(({ group }) => group === groupId)
}
