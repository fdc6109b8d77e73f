import type { ConsumedRecord } from '~/kafka/client/consumerState'
import { groupRecordWire } from '~/kafka/group/recordWire'
import type { ClientSpec } from '~/kafka/model'
import { utf8Bytes } from '~/kafka/protocol/utf8'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import type { Deserialized } from './deserializers'
import { deserializerOf } from './deserializers'
import type { Options } from '../parse/options'
import { parseProperties } from '../parse/propertiesFile'

const PACKAGE = 'org.apache.kafka.tools.consumer.'

/** How records are printed unless another class is named. */
export const DEFAULT_FORMATTER = `${PACKAGE}DefaultMessageFormatter`
const NO_OP = `${PACKAGE}NoOpMessageFormatter`
const LOGGING = `${PACKAGE}LoggingMessageFormatter`
const OFFSETS_TOPIC = '__consumer_offsets'

/** Formatters of what a coordinator wrote, with the type of the records that they print; null: none that are modelled. */
const COORDINATORS: Readonly<Record<string, 1 | 2 | null>> = {
  [`${PACKAGE}OffsetsMessageFormatter`]: 1,
  [`${PACKAGE}GroupMetadataMessageFormatter`]: 2,
  [`${PACKAGE}TransactionLogMessageFormatter`]: null,
  [`${PACKAGE}ShareGroupMessageFormatter`]: null,
  [`${PACKAGE}group.share.ShareGroupStateMessageFormatter`]: null,
}

/** The formatters that the simulator has. */
export const FORMATTERS: readonly string[] = [
  DEFAULT_FORMATTER,
  NO_OP,
  LOGGING,
  ...Object.keys(COORDINATORS),
]

/** `key=value` words as pairs; later ones win. Kafka: CommandLineUtils.parseKeyValueArgs. */
export function pairs(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const cut = text.indexOf('=')
      return cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)]
    }),
  )
}

/** What a record adds to standard output, with its line's end; and what stopped it, or null. */
export interface Formatted {
  readonly text: string
  readonly trace: readonly string[] | null
}

/** What a record adds to standard output. Kafka: MessageFormatter.writeTo. */
export function formatted(options: Options, spec: ClientSpec, consumed: ConsumedRecord): Formatted {
  // The lines of the logging formatter's own logger are below the tools' level.
  const formatter = options.value('formatter') ?? DEFAULT_FORMATTER
  const type = COORDINATORS[formatter]
  if (type !== undefined) return fromCoordinator(type, consumed)
  const isSilent = formatter === NO_OP
  return isSilent ? { text: '', trace: null } : byDefault(options, spec, consumed)
}

/**
 * A coordinator's record as JSON without a line's end, nothing for other records.
 * Kafka: CoordinatorRecordMessageFormatter.writeTo.
 */
function fromCoordinator(type: 1 | 2 | null, { topic, record }: ConsumedRecord): Formatted {
  const { key, value, offset } = record
  if (key === null) return { text: '', trace: null }
  if (topic !== OFFSETS_TOPIC) {
    // The key of an ordinary record begins with a type that no record of a coordinator has.
    if (utf8Bytes(key).length > 1) return { text: '', trace: null }
    const why = "Could not read version from key's buffer."
    return {
      text: '',
      trace: [
        `java.lang.RuntimeException: Could not read record at offset ${offset} due to: ${why}`,
        `Caused by: java.lang.RuntimeException: ${why}`,
      ],
    }
  }
  const wire = groupRecordWire({ key, value }, 'base64')
  if (wire.type !== type) return { text: '', trace: null }
  const text = JSON.stringify({
    key: { type: wire.type, data: wire.key },
    value: wire.value === null ? null : { version: wire.version, data: wire.value },
  })
  return { text, trace: null }
}

type Settings = Readonly<Record<string, string>>

/** The formatter's settings; those of `--property` win. Kafka: ConsoleConsumerOptions.formatterArgs. */
function settingsOf(options: Options, spec: ClientSpec): Settings {
  const named = ['key', 'value'].flatMap((what) => {
    const javaClass = options.value(`${what}-deserializer`) ?? ''
    return javaClass === '' ? [] : [[`${what}.deserializer`, javaClass] as const]
  })
  return {
    ...parseProperties(spec.files[options.value('formatter-config') ?? ''] ?? ''),
    ...Object.fromEntries(named),
    ...pairs(options.values('property')),
  }
}

/** Deserializers that are not there: the log lines about them. DefaultMessageFormatter.configure. */
export function formatterWarnings(options: Options, spec: ClientSpec): readonly string[] {
  const formatter = options.value('formatter') ?? DEFAULT_FORMATTER
  if (formatter === NO_OP || formatter in COORDINATORS) return []
  const settings = settingsOf(options, spec)
  return ['key', 'value', 'headers'].flatMap((what) => {
    const javaClass = settings[`${what}.deserializer`]
    if (javaClass === undefined || deserializerOf(javaClass) !== null) return []
    return [
      `ERROR Unable to instantiate a deserializer from ${javaClass} (${DEFAULT_FORMATTER})`,
      `java.lang.ClassNotFoundException: ${javaClass}`,
    ]
  })
}

/** A field on its way to the line. */
type Field = () => Deserialized

/** Fields with separators, up to the one that cannot be read. Kafka: DefaultMessageFormatter.writeTo. */
function byDefault(options: Options, spec: ClientSpec, consumed: ConsumedRecord): Formatted {
  const settings = settingsOf(options, spec)
  const fields = fieldsOf(settings, consumed)
  const separator = settings['key.separator'] ?? '\t'
  // Only a value ends a line; without it the last field does, with the same separator.
  const end = settings['line.separator'] ?? '\n'
  let text = ''
  for (const [index, field] of fields.entries()) {
    const read = field()
    if (!read.ok) return { text, trace: read.trace }
    text += `${read.text}${index === fields.length - 1 ? end : separator}`
  }
  return { text, trace: null }
}

function fieldsOf(
  settings: Settings,
  { record, partition, timestampType }: ConsumedRecord,
): Field[] {
  const wants = (name: string, fallback = 'false') =>
    (settings[name] ?? fallback).trim().toLowerCase() === 'true'
  const shows = (text: string) => () => ({ ok: true, text }) as const
  const reads = (what: string, text: string | null) => () => {
    const given = text ?? settings['null.literal'] ?? 'null'
    const read = deserializerOf(settings[`${what}.deserializer`] ?? '')
    return read === null ? ({ ok: true, text: given } as const) : read(given)
  }
  const rows: readonly (readonly [boolean, Field])[] = [
    [
      wants('print.timestamp'),
      shows(`${timestampType}:${record.timestampMs + WALL_CLOCK_START_MS}`),
    ],
    [wants('print.partition'), shows(`Partition:${partition}`)],
    [wants('print.offset'), shows(`Offset:${record.offset}`)],
    [wants('print.delivery'), shows('Delivery:NOT_PRESENT')],
    [wants('print.epoch'), shows('Epoch:NOT_PRESENT')],
    [wants('print.headers'), () => headersText(settings, record.headers, reads)],
    [wants('print.key'), reads('key', record.key)],
    [wants('print.value', 'true'), reads('value', record.value)],
  ]
  return rows.flatMap(([isWanted, field]) => (isWanted ? [field] : []))
}

function headersText(
  settings: Settings,
  headers: ConsumedRecord['record']['headers'],
  reads: (what: string, text: string | null) => Field,
): Deserialized {
  if (headers.length === 0) return { ok: true, text: 'NO_HEADERS' }
  const texts: string[] = []
  for (const { key, value } of headers) {
    const read = reads('headers', value)()
    if (!read.ok) return read
    texts.push(`${key}:${read.text}`)
  }
  return { ok: true, text: texts.join(settings['headers.separator'] ?? ',') }
}
