import type { ConsumedRecord } from '~/kafka/client/consumerState'
import type { ClientSpec } from '~/kafka/model'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import type { Options } from './options'
import { parseProperties } from './propertiesFile'

const PACKAGE = 'org.apache.kafka.tools.consumer.'

/** How records are printed unless another class is named. */
export const DEFAULT_FORMATTER = `${PACKAGE}DefaultMessageFormatter`
const NO_OP = `${PACKAGE}NoOpMessageFormatter`
const LOGGING = `${PACKAGE}LoggingMessageFormatter`

/** The formatters that the simulator has. */
export const FORMATTERS: readonly string[] = [DEFAULT_FORMATTER, NO_OP, LOGGING]

/** `key=value` words as pairs; later ones win. Kafka: CommandLineUtils.parseKeyValueArgs. */
export function pairs(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const cut = text.indexOf('=')
      return cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)]
    }),
  )
}

/** What a record adds to standard output, with its line's end. Kafka: MessageFormatter.writeTo. */
export function formatted(options: Options, spec: ClientSpec, consumed: ConsumedRecord): string {
  switch (options.value('formatter') ?? DEFAULT_FORMATTER) {
    case NO_OP:
      return ''
    case LOGGING:
      // Its logger is silent at the tools' level.
      return byDefault(options, spec, consumed)
    default:
      return byDefault(options, spec, consumed)
  }
}

/** Fields with separators. Kafka: DefaultMessageFormatter.writeTo. */
// eslint-disable-next-line complexity -- one line a field, in the order they are printed
function byDefault(options: Options, spec: ClientSpec, consumed: ConsumedRecord): string {
  const settings = {
    ...parseProperties(spec.files[options.value('formatter-config') ?? ''] ?? ''),
    ...pairs(options.values('property')),
  }
  const wants = (name: string, fallback = 'false') =>
    (settings[name] ?? fallback).trim().toLowerCase() === 'true'
  const { record, partition, timestampType } = consumed
  const nothing = settings['null.literal'] ?? 'null'
  const headers = record.headers
    .map(({ key, value }) => `${key}:${value ?? nothing}`)
    .join(settings['headers.separator'] ?? ',')
  const fields = [
    ...(wants('print.timestamp')
      ? [`${timestampType}:${record.timestampMs + WALL_CLOCK_START_MS}`]
      : []),
    ...(wants('print.partition') ? [`Partition:${partition}`] : []),
    ...(wants('print.offset') ? [`Offset:${record.offset}`] : []),
    ...(wants('print.delivery') ? ['Delivery:NOT_PRESENT'] : []),
    ...(wants('print.epoch') ? ['Epoch:NOT_PRESENT'] : []),
    ...(wants('print.headers') ? [headers === '' ? 'NO_HEADERS' : headers] : []),
    ...(wants('print.key') ? [record.key ?? nothing] : []),
    ...(wants('print.value', 'true') ? [record.value ?? nothing] : []),
  ]
  const separator = settings['key.separator'] ?? '\t'
  // Only a value ends a line; without it the last field does, with the same separator.
  return `${fields.join(separator)}${fields.length === 0 ? '' : (settings['line.separator'] ?? '\n')}`
}
