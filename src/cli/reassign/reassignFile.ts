import { byText } from '~/base/integers'
import type { JsonObject } from '../parse/json'
import {
  fileText,
  jsonArray,
  jsonField,
  jsonInteger,
  jsonList,
  jsonObject,
  jsonString,
  parseJson,
  readJson,
} from '../parse/json'
import { JsonProblem } from '../parse/jackson'
import { ToolError } from '../script'

/** A partition with the replicas that it shall have. */
export interface Target {
  readonly topic: string
  readonly partition: number
  readonly replicas: readonly number[]
  /** By replica: the log directory that it shall be in, or `any`. */
  readonly logDirs?: readonly string[]
}

const ADMIN = 'org.apache.kafka.tools.AdminOperationException'
const COMMAND = 'org.apache.kafka.tools.AdminCommandFailedException'

/** A mistake in a file of kafka-reassign-partitions.sh. */
export function refuse(message: string): ToolError {
  return new ToolError(COMMAND, message)
}

/** What a file holds, where its version is known. @throws ToolError */
function versioned(json: unknown): JsonObject {
  const object = jsonObject(json)
  const version = Object.hasOwn(object, 'version') ? jsonInteger(object['version']) : 1
  if (version !== 1) throw new ToolError(ADMIN, `Not supported version field value ${version}`)
  return object
}

function contentOf(text: string): JsonObject {
  try {
    return versioned(parseJson(text))
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    const { javaClass, message } = error
    throw new ToolError(ADMIN, message, [`${javaClass}: ${message}`])
  }
}

const items = (object: JsonObject, name: string) =>
  Object.hasOwn(object, name) ? jsonArray(object[name]) : []

/** The partitions of a reassignment file. ReassignPartitionsCommand.parsePartitionReassignmentData. */
export function decodeTargets(
  path: string,
  files: Readonly<Record<string, string>>,
): readonly Target[] {
  return items(contentOf(fileText(files, path)), 'partitions').map((row): Target => {
    const fields = jsonObject(row)
    const topic = jsonString(jsonField(fields, 'topic'))
    const partition = jsonInteger(jsonField(fields, 'partition'))
    const replicas = jsonList(jsonField(fields, 'replicas'), jsonInteger)
    const dirs = Object.hasOwn(fields, 'log_dirs')
      ? jsonList(fields['log_dirs'], jsonString)
      : replicas.map(() => 'any')
    if (dirs.length !== replicas.length) {
      throw refuse(
        `Size of replicas list [${replicas.join(', ')}] is different from size of log dirs list [${dirs.join(', ')}] for partition ${topic}-${partition}`,
      )
    }
    return { topic, partition, replicas, logDirs: dirs }
  })
}

/** The topics of a file for `--generate`. Kafka: ReassignPartitionsCommand.parseTopicsData. */
export function decodeTopics(
  path: string,
  files: Readonly<Record<string, string>>,
): readonly string[] {
  const json = readJson(fileText(files, path))
  if (json === undefined) throw new ToolError(ADMIN, 'The input string is not a valid JSON')
  return items(versioned(json), 'topics').map((row) =>
    jsonString(jsonField(jsonObject(row), 'topic')),
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

/** By topic, then partition. Kafka: ReassignPartitionsCommand.compareTopicPartitions. */
export function inOrder<T extends Pick<Target, 'topic' | 'partition'>>(
  targets: readonly T[],
): readonly T[] {
  return targets.toSorted((a, b) => byText(a.topic, b.topic) || a.partition - b.partition)
}

/** An assignment in one line, sorted. Kafka: formatAsReassignmentJson. */
export function assignmentJson(targets: readonly Target[]): string {
  const partitions = inOrder(targets).map(({ topic, partition, replicas }) => ({
    topic,
    partition,
    replicas,
    log_dirs: replicas.map(() => 'any'),
  }))
  return JSON.stringify({ version: 1, partitions })
}
