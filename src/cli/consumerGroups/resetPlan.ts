import { javaSplit } from '~/base/javaSplit'
import { javaInteger } from '~/base/javaNumbers'
import { javaTrim } from '~/base/javaTrim'
import type { Io } from '../script'
import { ToolError } from '../script'

/** One line of a plan: which offset a partition gets; without a group it is for the one that is named. */
interface Planned {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

const WITHOUT_GROUP = ['topic', 'partition', 'offset']
const WITH_GROUP = ['group', ...WITHOUT_GROUP]

/** What a line holds, cell by cell; what is not there is 0 or nothing. Java: CsvMapper. @throws ToolError */
function rowOf(line: string, columns: readonly string[]): Planned {
  if (line === '') {
    throw new ToolError(
      'com.fasterxml.jackson.databind.exc.MismatchedInputException',
      'No content to map due to end-of-input',
    )
  }
  const row: Record<string, string> = {}
  line.split(',').forEach((cell, index) => {
    const column = columns[index]
    if (column === undefined) throw tooMany(columns.length, index, cell)
    if (column === 'partition') wholeOf(cell, 'int')
    if (column === 'offset') wholeOf(cell, 'long')
    row[column] = cell
  })
  const { group = '', topic = '', partition = '', offset = '' } = row
  return { group, topic, partition: wholeOf(partition, 'int'), offset: wholeOf(offset, 'long') }
}

function tooMany(expected: number, index: number, cell: string): ToolError {
  return new ToolError(
    'com.fasterxml.jackson.dataformat.csv.CsvReadException',
    `Too many entries: expected at most ${expected} (value #${index} (${cell.length} chars) "${cell}")`,
  )
}

/** Java: StdDeserializer._parseIntPrimitive, _parseLongPrimitive. */
function wholeOf(cell: string, type: 'int' | 'long'): number {
  const text = javaTrim(cell)
  if (text === '') return 0
  const number = javaInteger(text, type === 'int' ? 32 : 64)
  if (number !== null) return Number(number)
  throw new ToolError(
    'com.fasterxml.jackson.databind.exc.InvalidFormatException',
    `Cannot deserialize value of type \`${type}\` from String "${text}": not a valid \`${type}\` value`,
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

/** Why the first line is none without a group, or null. */
function firstProblem(line: string): ToolError | null {
  try {
    rowOf(line, WITHOUT_GROUP)
    return null
  } catch (error) {
    if (error instanceof ToolError) return error
    throw error
  }
}

/**
 * What a file of `topic,partition,offset` plans, or with the group before them. The file is read
 * twice for each group, so what is wrong with its first line is printed twice.
 * Kafka: ConsumerGroupService.resetPlanFromFile, parseResetPlan. @throws ToolError
 */
export function resetPlan(io: Io, groupId: string): readonly Planned[] {
  const lines = javaSplit(fileText(io, io.options.value('from-file') ?? ''), '\n')
  const problem = firstProblem(lines[0] ?? '')
  const isOne = io.options.values('group').length === 1 && problem === null
  const tell = () => {
    if (problem !== null) io.err(`${problem.javaClass}: ${problem.message}`)
  }
  tell()
  const plan = lines.map((line) => {
    if (isOne) return { ...rowOf(line, WITHOUT_GROUP), group: groupId }
    return rowOf(line, WITH_GROUP)
  })
  tell()
  return plan.filter(({ group }) => group === groupId)
}
