import { javaSplit } from '~/base/javaSplit'
/** A line of the console producer as a record. */
export interface LineRecord {
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly { readonly key: string; readonly value: string | null }[]
}

/** Properties of the line reader with their defaults. X-27. */
interface ReaderSettings {
  readonly parseKey: boolean
  readonly keySeparator: string
  readonly parseHeaders: boolean
  readonly headersDelimiter: string
  readonly headersSeparator: string
  readonly headersKeySeparator: string
  readonly ignoreError: boolean
  readonly nullMarker: string | null
}

/** What a line or a property is refused with; the console producer ends on it. Kafka: KafkaException. */
export class LineError extends Error {
  override readonly name = 'LineError'
}

function isTrue(text: string | undefined): boolean {
  return text?.trim().toLowerCase() === 'true'
}

/**
 * Reads the reader's properties. Kafka: LineMessageReader.configure.
 * @throws LineError when two of its separators are equal.
 */
export function readerSettings(given: Readonly<Record<string, string>>): ReaderSettings {
  const settings: ReaderSettings = {
    parseKey: isTrue(given['parse.key']),
    keySeparator: given['key.separator'] ?? '\t',
    parseHeaders: isTrue(given['parse.headers']),
    headersDelimiter: given['headers.delimiter'] ?? '\t',
    headersSeparator: given['headers.separator'] ?? ',',
    headersKeySeparator: given['headers.key.separator'] ?? ':',
    ignoreError: isTrue(given['ignore.error']),
    nullMarker: given['null.marker'] ?? null,
  }
  const { headersDelimiter, headersSeparator, headersKeySeparator, nullMarker } = settings
  const pairs: readonly (readonly [string, string | null, string])[] = [
    [headersDelimiter, headersSeparator, 'headers.delimiter and headers.separator'],
    [headersDelimiter, headersKeySeparator, 'headers.delimiter and headers.key.separator'],
    [headersSeparator, headersKeySeparator, 'headers.separator and headers.key.separator'],
    [settings.keySeparator, nullMarker, 'null.marker and key.separator'],
    [headersSeparator, nullMarker, 'null.marker and headers.separator'],
    [headersDelimiter, nullMarker, 'null.marker and headers.delimiter'],
    [headersKeySeparator, nullMarker, 'null.marker and headers.key.separator'],
  ]
  const equal = pairs.find(([one, other]) => one === other)
  if (equal !== undefined) throw new LineError(`${equal[2]} may not be equal`)
  return settings
}

/**
 * One line as a record: headers, key and value, each up to its separator. X-27.
 * Kafka: LineMessageReader.readRecords.
 * @throws LineError when a separator is missing and errors count.
 */
export function readLine(settings: ReaderSettings, line: string, lineNumber: number): LineRecord {
  const { nullMarker, headersDelimiter, keySeparator } = settings
  const part = (from: number, separator: string, name: string): string | null => {
    const at = line.indexOf(separator, from)
    if (at >= 0) return line.slice(from, at)
    if (settings.ignoreError) return null
    throw new LineError(`No ${name} found on line number ${lineNumber}: '${line}'`)
  }
  const headers = settings.parseHeaders ? part(0, headersDelimiter, 'headers delimiter') : null
  const keyFrom = headers === null ? 0 : headers.length + headersDelimiter.length
  const key = settings.parseKey ? part(keyFrom, keySeparator, 'key separator') : null
  const value = line.slice(keyFrom + (key === null ? 0 : key.length + keySeparator.length))
  const hasHeaders = headers !== null && headers !== nullMarker
  return {
    key: key === nullMarker ? null : key,
    value: value === nullMarker ? null : value,
    headers: hasHeaders ? splitHeaders(settings, headers, lineNumber) : [],
  }
}

function splitHeaders(
  settings: ReaderSettings,
  text: string,
  lineNumber: number,
): LineRecord['headers'] {
  const { headersSeparator, headersKeySeparator, nullMarker } = settings
  return javaSplit(text, new RegExp(headersSeparator)).map((pair) => {
    const at = pair.indexOf(headersKeySeparator)
    if (at < 0) {
      if (settings.ignoreError) return { key: pair, value: null }
      const message = `No header key separator found in pair '${pair}' on line number ${lineNumber}`
      throw new LineError(message)
    }
    const key = pair.slice(0, at)
    if (key === nullMarker) {
      throw new LineError(
        `Header keys should not be equal to the null marker '${nullMarker}' as they can't be null`,
      )
    }
    const value = pair.slice(at + headersKeySeparator.length)
    return { key, value: value === nullMarker ? null : value }
  })
}
