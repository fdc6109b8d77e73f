import { isJsonObject, listItems, readJson } from './json'
import { ToolError } from './script'

interface Named {
  readonly topic: string
  readonly partition: number
}

function refuse(message: string): ToolError {
  return new ToolError('org.apache.kafka.server.common.AdminOperationException', message)
}

/** The partitions of an election file. X-71. LeaderElectionCommand.parseReplicaElectionData. */
export function decodeElections(path: string, text: string | undefined): readonly Named[] {
  if (text === undefined) {
    const cause = `java.nio.file.NoSuchFileException: ${path}`
    throw new ToolError('java.lang.RuntimeException', cause, [cause])
  }
  const json = readJson(text)
  if (json === undefined) throw refuse('Replica election data is empty')
  if (!isJsonObject(json) || !('partitions' in json)) {
    throw refuse('Replica election data is missing "partitions" field')
  }
  const rows = listItems(json['partitions']).flatMap((item) =>
    isJsonObject(item)
      ? [{ topic: String(item['topic']), partition: Number(item['partition']) }]
      : [],
  )
  const names = rows.map(({ topic, partition }) => `${topic}-${partition}`)
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  if (twice.length > 0) {
    throw refuse(`Replica election data contains duplicate partitions: [${twice.join(', ')}]`)
  }
  return rows
}
