import {
  fileText,
  jsonArray,
  jsonField,
  jsonInteger,
  jsonObject,
  jsonString,
  readJson,
} from '../parse/json'
import { ToolError, wrapError } from '../script'

interface Named {
  readonly topic: string
  readonly partition: number
}

const OPERATION = 'org.apache.kafka.tools.AdminOperationException'

function refuse(message: string): ToolError {
  return new ToolError(OPERATION, message)
}

/** The partitions of an election file. X-71. LeaderElectionCommand.parseReplicaElectionData. */
export function decodeElections(
  path: string,
  files: Readonly<Record<string, string>>,
): readonly Named[] {
  try {
    const json = readJson(fileText(files, path))
    if (json === undefined) throw refuse('Replica election data is empty')
    const object = jsonObject(json)
    if (!Object.hasOwn(object, 'partitions')) {
      throw refuse('Replica election data is missing "partitions" field')
    }
    const rows = jsonArray(object['partitions']).map(partitionOf)
    refuseTwice(rows)
    return rows
  } catch (error) {
    if (!(error instanceof ToolError) || error.javaClass === OPERATION) throw error
    throw wrapError('java.lang.RuntimeException', error)
  }
}

function partitionOf(item: unknown): Named {
  const fields = jsonObject(item)
  const topic = jsonString(jsonField(fields, 'topic'))
  return { topic, partition: jsonInteger(jsonField(fields, 'partition')) }
}

function refuseTwice(rows: readonly Named[]): void {
  const names = rows.map(({ topic, partition }) => `${topic}-${partition}`)
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  if (twice.length === 0) return
  throw refuse(`Replica election data contains duplicate partitions: [${twice.join(', ')}]`)
}
