import type { GroupRecordWire } from '~/kafka/group/recordWire'
import { groupRecordWire } from '~/kafka/group/recordWire'
import type { KafkaRecord } from '~/kafka/protocol/records'
import { utf8Bytes } from '~/kafka/protocol/utf8'
import type { Options } from '../parse/options'
import { ToolError } from '../script'

/** What kafka-dump-log.sh prints of a record's key and value; null: nothing. */
export interface ParsedRecord {
  readonly key: string | null
  readonly payload: string | null
}

interface Raw {
  readonly key: string | null
  readonly value: string | null
  readonly offset: number
  /** What the group coordinator wrote; null: it is none of its records. */
  readonly group: GroupRecordWire | null
}

/** The decoders of a topic's records; the first that is given is taken. Kafka: DumpLogSegmentsOptions.messageParser. */
export const TOPIC_DECODERS = [
  'offsets-decoder',
  'transaction-log-decoder',
  'cluster-metadata-decoder',
  'remote-log-metadata-decoder',
  'share-group-state-decoder',
] as const
type TopicDecoder = (typeof TOPIC_DECODERS)[number]

const DECODERS = 'org.apache.kafka.tools.api.'
const STRING_DECODER = `${DECODERS}StringDecoder`

function topicDecoder(options: Options): TopicDecoder | undefined {
  return TOPIC_DECODERS.find((name) => options.has(name))
}

/** True when the records are read as those of the metadata log. */
export function readsMetadata(options: Options): boolean {
  return topicDecoder(options) === 'cluster-metadata-decoder'
}

/** True when the records are read as those of a coordinator. Kafka: CoordinatorRecordMessageParser. */
export function readsCoordinator(options: Options): boolean {
  const name = topicDecoder(options)
  return name !== undefined && !isFramed(name)
}

type FramedDecoder = 'cluster-metadata-decoder' | 'remote-log-metadata-decoder'

function isFramed(name: TopicDecoder): name is FramedDecoder {
  return name === 'cluster-metadata-decoder' || name === 'remote-log-metadata-decoder'
}

/** The class that an option names. @throws ToolError where there is none of the name. */
export function decoderClass(options: Options, name: 'key' | 'value'): string {
  const given = options.value(`${name}-decoder-class`) ?? STRING_DECODER
  const known = ['Default', 'String', 'Long', 'Integer'].map((of) => `${DECODERS}${of}Decoder`)
  if (known.includes(given)) return given
  throw new ToolError('java.lang.ClassNotFoundException', given)
}

/** Reads a record of a data log. X-116. Kafka: DumpLogSegments.MessageParser. @throws ToolError */
export function parseRecord(options: Options, record: Raw): ParsedRecord {
  const decoder = topicDecoder(options)
  if (decoder === undefined) {
    const read = (text: string | null, name: 'key' | 'value') =>
      text === null ? null : decoded(decoderClass(options, name), text)
    return { key: read(record.key, 'key'), payload: read(record.value, 'value') }
  }
  if (isFramed(decoder)) return { key: null, payload: frameError(record, decoder) }
  return record.group === null
    ? fromCoordinator(record)
    : fromGroupCoordinator(record.group, record.offset, decoder)
}

/** A record without a key is none of a coordinator's. @throws ToolError */
export function refuseKeyless(offset: number): never {
  const text = `Failed to decode message at offset ${offset} using the specified decoder (message had a missing key)`
  throw new ToolError('java.lang.RuntimeException', text)
}

/** A record that the group coordinator wrote into that file, or null. */
export function groupRecordAt(path: string, record: KafkaRecord): GroupRecordWire | null {
  if (record.key === null || !path.includes('/__consumer_offsets-')) return null
  return groupRecordWire({ key: record.key, value: record.value }, 'read')
}

/** A record of `__consumer_offsets`, which only one decoder knows. Kafka: DumpLogSegments.OffsetsMessageParser. */
function fromGroupCoordinator(
  wire: GroupRecordWire,
  offset: number,
  decoder: Exclude<TopicDecoder, FramedDecoder>,
): ParsedRecord {
  if (decoder !== 'offsets-decoder') {
    // The share coordinator has a type of that number, and a longer key.
    return decoder === 'share-group-state-decoder' && wire.type === 1
      ? skipped(offset, "Could not read record with version 1 from key's buffer due to: null.")
      : unknownType(wire.type, offset)
  }
  const value = { version: String(wire.version), data: wire.value }
  return {
    key: JSON.stringify({ type: String(wire.type), data: wire.key }),
    payload: wire.value === null ? '<DELETE>' : JSON.stringify(value),
  }
}

function unknownType(type: number, offset: number): ParsedRecord {
  return { key: `Unknown record type ${type} at offset ${offset}, skipping.`, payload: null }
}

function skipped(offset: number, why: string): ParsedRecord {
  return { key: `Error at offset ${offset}, skipping. ${why}`, payload: null }
}

/** A key begins with the type of its record; no text begins with a known one. CoordinatorRecordSerde. */
function fromCoordinator({ key, offset }: Raw): ParsedRecord {
  if (key === null) return refuseKeyless(offset)
  const [high, low] = utf8Bytes(key)
  if (high === undefined || low === undefined) {
    return skipped(offset, "Could not read version from key's buffer.")
  }
  return unknownType((((high << 8) | low) << 16) >> 16, offset)
}

const NO_VALUE =
  'Cannot invoke "java.nio.ByteBuffer.remaining()" because the return value of "org.apache.kafka.common.record.Record.value()" is null'
const FRAME_0 =
  'Could not deserialize metadata record with frame version 0. Note that upgrades from the preview release of KRaft in 2.8 to newer versions are not supported.'

/** Kafka: DumpLogSegments.ClusterMetadataLogMessageParser, RemoteMetadataLogMessageParser. */
function frameError({ value, group, offset }: Raw, decoder: FramedDecoder): string {
  const isRemote = decoder === 'remote-log-metadata-decoder'
  const problem = value === null && isRemote ? NO_VALUE : frameProblem(value ?? '', group)
  return `Error at ${isRemote ? 'offset ' : ''}${offset}, skipping. ${problem}`
}

/** Why a value is no metadata record. Kafka: AbstractApiMessageSerde.read. */
function frameProblem(value: string, group: GroupRecordWire | null): string {
  // It begins with the version of its schema, a short.
  if (group !== null && group.value !== null) return FRAME_0
  let [frame, factor] = [0, 1]
  for (const byte of utf8Bytes(value)) {
    frame += (byte & 0x7f) * factor
    factor *= 0x80
    if (byte < 0x80) {
      if (frame > 32_767) return 'Value for frame version was too large.'
      return `Could not deserialize metadata record due to unknown frame version ${frame}(only frame version 1 is supported)`
    }
  }
  return 'Error while reading frame version'
}

/** Kafka: org.apache.kafka.tools.api, the decoders. @throws ToolError for too few bytes. */
function decoded(javaClass: string, text: string): string {
  const size = javaClass.includes('Long') ? 8 : javaClass.includes('Integer') ? 4 : 0
  if (size === 0) return text
  const bytes = Uint8Array.from(utf8Bytes(text))
  if (bytes.length < size) throw new ToolError('java.nio.BufferUnderflowException', '')
  const view = new DataView(bytes.buffer)
  return String(size === 8 ? view.getBigInt64(0) : view.getInt32(0))
}
