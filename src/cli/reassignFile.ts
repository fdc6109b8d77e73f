import { isJsonObject, listItems, readJson } from './json'
import { ToolError } from './script'

/** A partition with the replicas that it shall have. */
export interface Target {
  readonly topic: string
  readonly partition: number
  readonly replicas: readonly number[]
}

const ADMIN = 'org.apache.kafka.server.common.AdminOperationException'
const COMMAND = 'org.apache.kafka.tools.AdminCommandFailedException'

/** A mistake in a file of kafka-reassign-partitions.sh. */
export function refuse(message: string): ToolError {
  return new ToolError(COMMAND, message)
}

function contentOf(
  path: string,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const text = files[path]
  if (text === undefined) throw refuse(`Unable to read file ${path}`)
  const json = readJson(text)
  if (!isJsonObject(json)) {
    const token = /^\s*([A-Za-z0-9_]+)/.exec(text)?.[1] ?? text
    throw new ToolError(
      ADMIN,
      `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    )
  }
  const version = json['version'] ?? 1
  if (version !== 1)
    throw new ToolError(ADMIN, `Not supported version field value ${JSON.stringify(version)}`)
  return json
}

/** The partitions of a reassignment file. ReassignPartitionsCommand.parsePartitionReassignmentData. */
export function decodeTargets(
  path: string,
  files: Readonly<Record<string, string>>,
): readonly Target[] {
  return listItems(contentOf(path, files)['partitions']).flatMap((row): Target[] => {
    if (!isJsonObject(row)) return []
    const [topic, partition] = [String(row['topic']), Number(row['partition'])]
    const replicas = listItems(row['replicas']).map(Number)
    const dirs = row['log_dirs'] === undefined ? null : listItems(row['log_dirs']).map(String)
    if (dirs !== null && dirs.length !== replicas.length) {
      throw refuse(
        `Size of replicas list [${replicas.join(', ')}] is different from size of log dirs list [${dirs.join(', ')}] for partition ${topic}-${partition}`,
      )
    }
    return [{ topic, partition, replicas }]
  })
}

/** The topics of a file for `--generate`. Kafka: ReassignPartitionsCommand.parseTopicsData. */
export function decodeTopics(
  path: string,
  files: Readonly<Record<string, string>>,
): readonly string[] {
  return listItems(contentOf(path, files)['topics']).flatMap((row) =>
    isJsonObject(row) ? [String(row['topic'])] : [],
  )
}

/** What `--execute` refuses. Kafka: parseExecuteAssignmentArgs. @throws ToolError */
export function checkTargets(targets: readonly Target[]): void {
  if (targets.length === 0) throw refuse('Partition reassignment list cannot be empty')
  if (targets.some(({ replicas }) => replicas.length === 0)) {
    throw refuse('Partition replica list cannot be empty')
  }
  const names = targets.map(nameOf)
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  if (twice.length > 0) {
    throw refuse(`Partition reassignment contains duplicate topic partitions: ${twice.join(',')}`)
  }
  const doubled = targets.flatMap((target) => {
    const { replicas } = target
    const again = [...new Set(replicas.filter((id, index) => replicas.indexOf(id) !== index))]
    return again.length === 0
      ? []
      : [`${nameOf(target)} contains multiple entries for ${again.join(',')}`]
  })
  if (doubled.length > 0) {
    throw refuse(`Partition replica lists may not contain duplicate entries: ${doubled.join('. ')}`)
  }
}

/** `topic-0`. */
export function nameOf({ topic, partition }: Pick<Target, 'topic' | 'partition'>): string {
  return `${topic}-${partition}`
}

/** An assignment in one line, sorted. Kafka: formatAsReassignmentJson. */
export function assignmentJson(targets: readonly Target[]): string {
  const partitions = targets
    .toSorted((a, b) =>
      a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition,
    )
    .map(({ topic, partition, replicas }) => ({
      topic,
      partition,
      replicas,
      log_dirs: replicas.map(() => 'any'),
    }))
  return JSON.stringify({ version: 1, partitions })
}
