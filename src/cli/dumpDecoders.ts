import type { GroupRecordWire } from '~/kafka/group/recordWire'
import { groupRecordWire } from '~/kafka/group/recordWire'
import { utf8Bytes } from '~/kafka/protocol/utf8'
import type { Options } from './options'
import { ToolError } from './script'

/** What kafka-dump-log.sh prints of a record's key and value; null: nothing. */
export interface ParsedRecord {
  readonly key: string | null
  readonly payload: string | null
}

interface Raw {
  readonly key: string | null
  readonly value: string | null
  readonly offset: number
}

/** Decoders of records that a coordinator wrote. Kafka: CoordinatorRecordMessageParser. */
const COORDINATORS = ['offsets-decoder', 'transaction-log-decoder', 'share-group-state-decoder']
const DECODERS = 'org.apache.kafka.tools.api.'
const STRING_DECODER = `${DECODERS}StringDecoder`

/** True when one of the decoders reads what a coordinator wrote. */
export function readsCoordinator(options: Options): boolean {
  return COORDINATORS.some((name) => options.has(name))
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
  if (readsCoordinator(options)) return fromCoordinator(record)
  if (options.has('cluster-metadata-decoder')) {
    const payload = `Error at ${record.offset}, skipping. ${frameProblem(record.value ?? '')}`
    return { key: null, payload }
  }
  const read = (text: string | null, name: 'key' | 'value') =>
    text === null ? null : decoded(decoderClass(options, name), text)
  return { key: read(record.key, 'key'), payload: read(record.value, 'value') }
}

/** A record without a key is none of a coordinator's. @throws ToolError */
export function refuseKeyless(offset: number): never {
  const text = `Failed to decode message at offset ${offset} using the specified decoder (message had a missing key)`
  throw new ToolError('java.lang.RuntimeException', text)
}

/** A record of `__consumer_offsets`. Kafka: DumpLogSegments.OffsetsMessageParser. */
export function parseGroupRecord(wire: GroupRecordWire): ParsedRecord {
  const value = { version: String(wire.version), data: wire.value }
  return {
    key: JSON.stringify({ type: String(wire.type), data: wire.key }),
    payload: wire.value === null ? '<DELETE>' : JSON.stringify(value),
  }
}

/** A record that the group coordinator wrote into that file, or null. */
export function groupRecordAt(path: string, record: Raw): GroupRecordWire | null {
  if (record.key === null || !path.includes('/__consumer_offsets-')) return null
  return groupRecordWire({ key: record.key, value: record.value }, 'read')
}

/** A key begins with the type of its record; no text begins with a known one. CoordinatorRecordSerde. */
function fromCoordinator({ key, offset }: Raw): ParsedRecord {
  if (key === null) return refuseKeyless(offset)
  const [high, low] = utf8Bytes(key)
  if (high === undefined || low === undefined) {
    const what = "Could not read version from key's buffer."
    return { key: `Error at offset ${offset}, skipping. ${what}`, payload: null }
  }
  const type = (((high << 8) | low) << 16) >> 16
  return { key: `Unknown record type ${type} at offset ${offset}, skipping.`, payload: null }
}

/** Why a text is no metadata record. Kafka: AbstractApiMessageSerde.read. */
function frameProblem(value: string): string {
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
