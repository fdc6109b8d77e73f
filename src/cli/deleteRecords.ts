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
} from './json'
import type { OptionSpec } from './options'
import { require } from './options'
import type { Io, ScriptTool } from './script'
import { kafkaError, stackTrace, ToolError } from './script'

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

function refuseTwice(rows: readonly Below[]): void {
  const names = rows.map(({ topic, partition }) => `${topic}-${partition}`)
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  if (twice.length === 0) return
  const text = `Offset json file contains duplicate topic partitions: ${twice.join(',')}`
  throw new ToolError(COMMAND, text)
}

/** Kafka: DeleteRecordsCommand.execute. */
function main(io: Io): number {
  const { options, spec, out } = io
  require(options, ['bootstrap-server', 'offset-json-file'])
  const rows = parse(fileText(spec.files, options.value('offset-json-file') ?? ''))
  refuseTwice(rows)
  out('Executing records delete operation')
  const ends = rows.map((row) => deleteOne(io, row))
  out('Records delete operation completed:')
  const ended = rows.map((row, index) => ({ ...row, end: ends[index] ?? '' }))
  for (const { topic, partition, end } of javaHashOrder(ended, topicPartitionHash)) {
    out(`partition: ${topic}-${partition}\t${end}`)
  }
  return 0
}

function deleteOne({ ask, err }: Io, at: Below): string {
  const { topic, partition } = at
  try {
    const { partitions } = ask<'DeleteRecords'>(
      { api: 'DeleteRecords', timeoutMs: 30_000, partitions: [at] },
      { type: 'leader', topic, partition },
    )
    const row = partitions[0]
    const error: ErrorCode = row?.error ?? 'UNKNOWN_SERVER_ERROR'
    if (error === 'NONE') return `low_watermark: ${row?.lowWatermark ?? -1}`
    err(
      `[{time}] ERROR [AdminClient clientId=adminclient-1] DeleteRecords request for topic partition ${topic}-${partition} failed due to an unexpected error ${error} (org.apache.kafka.clients.admin.internals.DeleteRecordsHandler)`,
    )
    return failure(kafkaError(error, null))
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    return failure(error)
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
