import { javaHashOrder } from '~/base/javaOrder'
import { topicPartitionHash } from '~/kafka/protocol/topicPartitionHash'
import type { ErrorCode } from '~/kafka/protocol/errors'
import {
  fileText,
  jsonArray,
  jsonField,
  jsonInteger,
  jsonLong,
  jsonObject,
  jsonString,
  readJson,
} from '../parse/json'
import type { Limit } from '../oneCall'
import { inOneCall, isLate } from '../oneCall'
import type { OptionSpec } from '../parse/options'
import { require } from '../parse/options'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError } from '../script'

const OPTIONS: readonly OptionSpec[] = [
  { name: 'bootstrap-server', argument: 'server(s) to use', about: 'Where to begin (required).' },
  { name: 'command-config', argument: 'command config', about: 'Settings of the admin client.' },
  { name: 'help', argument: null, about: 'Prints this table.' },
  {
    name: 'offset-json-file',
    argument: 'Offset json file path',
    about: 'A file that names partitions with offsets (required).',
  },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

interface Below {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

const OPERATION = 'org.apache.kafka.tools.AdminOperationException'
const COMMAND = 'org.apache.kafka.tools.AdminCommandFailedException'

/** Kafka: DeleteRecordsCommand.parseOffsetJsonStringWithoutDedup. @throws ToolError */
function parse(text: string): readonly Below[] {
  const json = readJson(text)
  if (json === undefined) throw new ToolError(OPERATION, 'The input string is not a valid JSON')
  const object = jsonObject(json)
  const version = Object.hasOwn(object, 'version') ? jsonInteger(object['version']) : 1
  if (version !== 1) throw new ToolError(OPERATION, `Not supported version field value ${version}`)
  if (!Object.hasOwn(object, 'partitions')) {
    throw new ToolError(OPERATION, 'Missing partitions field')
  }
  return jsonArray(object['partitions']).map((row) => {
    const fields = jsonObject(row)
    return {
      topic: jsonString(jsonField(fields, 'topic')),
      partition: jsonInteger(jsonField(fields, 'partition')),
      offset: jsonLong(jsonField(fields, 'offset')),
    }
  })
}

function nameOf({ topic, partition }: Below): string {
  return `${topic}-${partition}`
}

/** The order of the hash maps that hold them. */
function inHashOrder(rows: readonly Below[]): readonly Below[] {
  return javaHashOrder(rows, topicPartitionHash)
}

function refuseTwice(rows: readonly Below[]): void {
  const names = rows.map(nameOf)
  const twice = rows.filter((_, index) => names.indexOf(names[index] ?? '') < index)
  if (twice.length === 0) return
  const once = [...new Set(inHashOrder(twice).map(nameOf))]
  const text = `Offset json file contains duplicate topic partitions: ${once.join(',')}`
  throw new ToolError(COMMAND, text)
}

/** Kafka: DeleteRecordsCommand.execute. */
function main(io: Io): number {
  const { options, spec, out } = io
  require(options, ['bootstrap-server', 'offset-json-file'])
  const rows = parse(fileText(spec.files, options.value('offset-json-file') ?? ''))
  refuseTwice(rows)
  out('Executing records delete operation')
  const ends = inOneCall(inHashOrder(rows), (row, limit) => deleteOne(io, row, limit))
  out('Records delete operation completed:')
  for (const { name, end } of ends) out(`partition: ${name}\t${end}`)
  return 0
}

interface End {
  readonly name: string
  readonly end: string
  /** The time of the call was over. */
  readonly isLate: boolean
}

function deleteOne({ ask, err }: Io, at: Below, limit: Limit): End {
  const { topic, partition } = at
  const name = nameOf(at)
  try {
    const { partitions } = ask<'DeleteRecords'>(
      { api: 'DeleteRecords', timeoutMs: 30_000, partitions: [at] },
      { type: 'leader', topic, partition, ...limit },
    )
    const row = partitions[0]
    const error: ErrorCode = row?.error ?? 'UNKNOWN_SERVER_ERROR'
    const low = row?.lowWatermark ?? -1
    if (error === 'NONE') return { name, end: `low_watermark: ${low}`, isLate: false }
    err(
      `[{time}] ERROR [AdminClient clientId=adminclient-1] DeleteRecords request for topic partition ${name} failed due to an unexpected error ${error} (org.apache.kafka.clients.admin.internals.DeleteRecordsHandler)`,
    )
    return { name, end: failure(kafkaError(error, null)), isLate: false }
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    return { name, end: failure(error), isLate: isLate(error) }
  }
}

function failure({ javaClass, message }: ToolError): string {
  return `error: ${javaClass}: ${message}`
}

/** `kafka-delete-records.sh`. Kafka: org.apache.kafka.tools.DeleteRecordsCommand. */
export const deleteRecordsTool: ScriptTool = {
  name: 'kafka-delete-records',
  options: OPTIONS,
  purpose:
    'This tool helps to delete records of the given partitions down to the specified offset.',
  bootstrapOption: 'bootstrap-server',
  main,
  onError: ({ err }, error) => {
    err(error.message)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
